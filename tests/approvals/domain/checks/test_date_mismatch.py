"""Monday, 23 November 2026, is the day on which these posts go out."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from approvals.domain.findings import Context
from approvals.domain.severity import Severity

from .posts import NOW, filled, found, words

WRONG = [
    ("en", "The hall is closed on Thursday 25 November.", "weekday-wrong", "Thursday 25 November"),
    ("en", "Open day: Sunday, December 5, 2026, 10 am.", "weekday-wrong", "Sunday, December 5, 2026"),
    ("en", "The list for 27 November (Thursday) is out.", "weekday-wrong", "27 November (Thursday"),
    ("en", "Closed Tues 25 Nov.", "weekday-wrong", "Tues 25 Nov"),
    ("fr", "Le greffe ferme le mardi 25 novembre.", "weekday-wrong", "mardi 25 novembre"),
    ("fr", "Fermé du lundi 24 au jeudi 26 novembre.", "weekday-wrong", "lundi 24"),
    ("fr", "Portes ouvertes vendredi 5 décembre 2026.", "weekday-wrong", "vendredi 5 décembre 2026"),
    ("es", "La sede abre el jueves, 27 de noviembre.", "weekday-wrong", "jueves, 27 de noviembre"),
    ("es", "Cierre: lunes 24 de noviembre de 2026.", "weekday-wrong", "lunes 24 de noviembre de 2026"),
    ("it", "Chiuso giovedì 25 novembre.", "weekday-wrong", "giovedì 25 novembre"),
    ("it", "L'aula riapre lunedì 8 dicembre 2026.", "weekday-wrong", "lunedì 8 dicembre 2026"),
    ("pt", "O fórum fecha na quinta-feira, 25 de novembro.", "weekday-wrong", "quinta-feira, 25 de novembro"),
    ("pt", "Sessão na sexta, dia 28 de novembro.", "weekday-wrong", "sexta, dia 28 de novembro"),
    ("de", "Mi., 26.11.2026: geschlossen.", "weekday-wrong", "Mi., 26.11.2026"),
    ("de", "Am Mittwoch, den 26. November, bleibt das Haus zu.", "weekday-wrong", "Mittwoch, den 26. November"),
    ("de", "Am Mi., 24.11., ist geschlossen.", "weekday-wrong", "Mi., 24.11."),
    ("en", "Closed Wednesday 24/11 all day.", "weekday-wrong", "Wednesday 24/11"),
    ("zh-Hans", "11月26日（星期三）暂停办公。", "weekday-wrong", "11月26日（星期三"),
    ("zh-Hans", "定于2026年12月1日周三开放。", "weekday-wrong", "2026年12月1日周三"),
    ("zh-Hant", "民國115年11月26日（星期三）閉館。", "weekday-wrong", "民國115年11月26日（星期三"),
    ("ja", "令和8年11月26日に閉館します。星期三ではない。", None, None),
    ("ar", "تغلق المحكمة يوم الثلاثاء 25 نوفمبر.", "weekday-wrong", "الثلاثاء 25 نوفمبر"),
    ("ar", "الخميس الموافق ٢٥ نوفمبر ٢٠٢٦.", "weekday-wrong", "الخميس الموافق ٢٥ نوفمبر ٢٠٢٦"),
    ("ru", "В четверг, 25 ноября, суд закрыт.", "weekday-wrong", "четверг, 25 ноября"),
    ("ru", "Приём 1 декабря 2026 года, в среду.", "weekday-wrong", None),
    ("tr", "26 Kasım Çarşamba günü kapalıyız.", "weekday-wrong", "26 Kasım Çarşamba"),
    ("ko", "11월 26일 (수요일) 휴관합니다.", "weekday-wrong", None),
    ("en", "The court sits tomorrow, Thursday, at ten.", "relative-wrong", "tomorrow, Thursday"),
    ("en", "Closed today (25 November).", "relative-wrong", "today (25 November"),
    ("en", "Open day on 28 November. See you tomorrow!", "relative-wrong", "tomorrow"),
    ("fr", "Demain, jeudi 26 novembre, le greffe ferme.", "relative-wrong", "Demain, jeudi"),
    ("es", "Mañana, 27 de noviembre, jornada abierta.", "relative-wrong", "Mañana, 27 de noviembre"),
    ("it", "Domani, venerdì, l'aula è chiusa.", "relative-wrong", "Domani, venerdì"),
    ("pt", "Amanhã, 26 de novembro, o fórum fecha.", "relative-wrong", "Amanhã, 26 de novembro"),
    ("de", "Heute, Dienstag, bleibt das Haus zu.", "relative-wrong", "Heute, Dienstag"),
    ("zh-Hans", "明天（11月26日）开放日。", "relative-wrong", "明天（11月26日"),
    ("ar", "غدا الخميس تفتح المحكمة أبوابها.", "relative-wrong", "غدا الخميس"),
    ("ru", "Завтра, 26 ноября, день открытых дверей.", "relative-wrong", "Завтра, 26 ноября"),
    ("tr", "Yarın Perşembe günü açığız.", "relative-wrong", "Yarın Perşembe"),
    ("en", "Join us on 20 November for the open day.", "date-past", "20 November"),
    ("en", "Apply by 5 December 2025 for the clerk's post.", "date-past", "5 December 2025"),
    ("fr", "Inscrivez-vous avant le 18 novembre.", "date-past", "18 novembre"),
    ("es", "Inscríbase hasta el 19 de noviembre.", "date-past", "19 de noviembre"),
    ("zh-Hans", "报名截止11月20日。", "date-past", "11月20日"),
    ("ru", "Приём заявок до 15 ноября.", "date-past", "15 ноября"),
    ("ru", "Лекция состоится 19 ноября.", "date-past", "19 ноября"),
    ("en", "The session is on 31 November.", "date-impossible", "31 November"),
    ("es", "Cerramos el 30 de febrero.", "date-impossible", "30 de febrero"),
    ("de", "Am 31. September ist geschlossen.", "date-impossible", "31. September"),
    ("zh-Hans", "11月31日停止办公。", "date-impossible", "11月31日"),
    ("en", "The doors open at 25:00.", "time-impossible", "25:00"),
    ("fr", "Audience à 10h75.", "time-impossible", "10h75"),
    ("en", "Registration starts at 14:30 am.", "time-impossible", "14:30 am"),
    ("ar", "يوم 5 جمادى الآخرة 1448 الموافق 25 نوفمبر 2026", "calendars-differ", None),
]
RIGHT = [
    ("en", "Closed on Wednesday 25 November; the list for Thursday 26 November stays."),
    ("en", "Open Monday to Friday, 23-27 November, 9:00-17:00."),
    ("en", "Tuesday and Wednesday, 24 and 25 November: no sittings."),
    ("en", "In 1948 the court moved here on Tuesday 4 May."),
    ("en", "Today, Monday 23 November, the registry closes at 13:00; tomorrow, Tuesday, it opens at 9."),
    ("en", "Open today, Thursday and Friday."),
    ("en", "From today until Thursday 26 November the lift is out of order."),
    ("en", "Booking opens tomorrow for the visit on 5 December."),
    ("en", "Open Wednesday 9.30 to 12.10, Friday 9/10 places are free."),
    ("en", "You may 2 days later send form 24 to room 11.12."),
    ("en", "The notice of 10 November will be replaced."),
    ("en", "The judgment was handed down on 10 November. Join us for a talk."),
    ("en", "Odds are 50:50, and the ratio is 3:99."),
    ("en", "Rooms 24, 25 and 26: Monday lists are posted on Friday."),
    ("en", "Friday prayers: the car park is full. 25 November is a normal day."),
    ("en", "The rules of 20 November 2025 will change on 1 January."),
    ("fr", "Fermé du mardi 24 au jeudi 26 novembre, réouverture vendredi."),
    ("fr", "Demain mardi 24 novembre : audience solennelle à 14h30."),
    ("en", "The rules, made on 12 October 2026, will apply to claims filed after 1 November."),
    ("fr", "La loi du 10 novembre sera expliquée."),
    ("es", "El miércoles por la mañana, 25 de noviembre, no hay sesión."),
    ("es", "Los lunes y martes de 9:00 a 14:00; cierre el 8 de diciembre."),
    ("it", "Chiuso da mercoledì 25 a venerdì 27 novembre."),
    ("it", "Dal lunedì al venerdì, ore 9:00-13:00."),
    ("pt", "Segunda a sexta, das 9h00 às 18h00; quarta, 25 de novembro, fechado."),
    ("pt", "A quarta turma julgou 25 recursos em novembro."),
    ("de", "Am Dienstag, dem 24.11.2026, um 9:30 Uhr; Mi., 25.11., geschlossen."),
    ("de", "Heute Morgen, Montag, fiel der Aufzug aus."),
    ("zh-Hans", "11月24日（星期二）至26日（星期四）暂停办公，27日（星期五）恢复。"),
    ("zh-Hans", "每周一至周五上午9:00至12:00开放。"),
    ("zh-Hans", "明天（11月24日，星期二）上午9点开庭。"),
    ("ar", "يوم الأربعاء 25 نوفمبر 2026 الموافق 15 جمادى الآخرة 1448"),
    ("ar", "من الأحد إلى الخميس، الساعة 8:00."),
    ("ru", "С 24 по 26 ноября, со вторника по четверг, приёма нет."),
    ("ru", "Завтра, во вторник, 24 ноября, приёмная открыта с 9:00 до 18:00."),
    ("ru", "Постановление от 10 ноября будет опубликовано."),
    ("tr", "24 Kasım Salı ve 25 Kasım Çarşamba kapalı."),
    ("tr", "Pazartesi ve Cuma günleri 9:00-17:00."),
    ("ko", "11월 25일 (수요일) 휴관합니다."),
    ("ca", "Dimecres 25 de novembre tanquem."),
    ("cy", "Ar gau ddydd Mercher 25 Tachwedd; dydd Mercher 25 Tachwedd."),
]


@pytest.mark.parametrize(("language", "text", "reason", "marked"), WRONG, ids=lambda value: str(value)[:40])
def test_a_day_that_cannot_be_meant_is_a_question(language, text, reason, marked):
    rows = found("date-mismatch", language, text)
    if reason is None:
        assert rows == []
        return
    assert [(row.severity, row.reason) for row in rows] == [(Severity.JUSTIFY, reason)]
    assert marked is None or words(text, rows) == [marked]


@pytest.mark.parametrize(("language", "text"), RIGHT, ids=lambda value: str(value)[:40])
def test_days_that_fit_or_are_not_told_are_left_alone(language, text):
    assert [(row.reason, words(text, [row])) for row in found("date-mismatch", language, text)] == []


@pytest.mark.parametrize("kind", ["statistics", "obituary", "judgment", "education", "correction"])
def test_what_is_over_may_be_told(kind):
    assert (
        found("date-mismatch", "en", "The hearings of 10 November will be remembered: 10 November it is.", kind) == []
    )


def test_a_list_of_a_day_that_is_over_needs_no_word_of_the_future():
    text = "Hearing list, 20 November: courtroom 3."
    assert [row.reason for row in found("date-mismatch", "en", text, "hearing-list")] == ["date-past"]
    assert found("date-mismatch", "en", text) == []


def test_a_correction_may_repeat_the_mistake():
    text = "Correction: we wrote Tuesday 25 November. The right day is Wednesday 25 November."
    assert found("date-mismatch", "en", text, "correction") == []
    assert found("date-mismatch", "en", text)


def test_a_warning_may_quote_a_letter_with_a_wrong_date():
    text = "The fake letter says “appear on Monday 25 November”. Ignore it."
    assert found("date-mismatch", "en", text, "scam-warning") == []


def test_the_day_of_the_court_counts_and_not_that_of_greenwich():
    late = Context(datetime(2026, 11, 23, 22, 30, tzinfo=UTC), zone=ZoneInfo("Asia/Tokyo"))
    assert found("date-mismatch", "en", "Today, Tuesday, we open at nine.", context=late) == []
    assert found("date-mismatch", "en", "Today, Monday, we open at nine.", context=late)


def test_an_hour_that_the_clocks_skip():
    spring = Context(datetime(2027, 3, 20, 9, tzinfo=UTC), zone=ZoneInfo("Europe/Zagreb"))
    text = "The system is down on Sunday 28 March at 02:30."
    assert [row.reason for row in found("date-mismatch", "en", text, context=spring)] == ["time-impossible"]
    assert found("date-mismatch", "en", text.replace("02:30", "03:30"), context=spring) == []


@pytest.mark.parametrize("unit", ["1", "24 and ", "Monday ", "11月", "1.1.1.", "may 9 "])
def test_nonsense_is_read_in_peace(unit):
    assert found("date-mismatch", "en", filled(unit), context=Context(NOW)) == []
