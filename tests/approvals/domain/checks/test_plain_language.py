import pytest

from approvals.domain.packs import load
from approvals.domain.phrases import folded
from approvals.domain.severity import Severity

from .posts import filled, found, words

HARD = [
    ("en", "The hearing is stood over generally.", "stood over generally"),
    ("en", "Applications filed pursuant to rule 4 close on Friday.", "pursuant to"),
    ("en", "The list was adjourned sine die.", "adjourned sine die"),
    ("fr", "La cour surseoit à statuer.", "surseoit à statuer"),
    ("fr", "Nonobstant la grève, le greffe ouvre.", "Nonobstant"),
    ("es", "Se acordó el sobreseimiento.", "sobreseimiento"),
    ("it", "Ricorso avverso il diniego: sportello 4.", "avverso il"),
    ("pt", "O processo ficou sobrestado.", "sobrestado"),
    ("de", "Das Verfahren ist anhängig.", "anhängig"),
    ("zh-Hans", "本案裁定中止审理。", "中止审理"),
    ("ar", "قررت المحكمة حجز الدعوى للحكم.", "حجز الدعوى للحكم"),
    ("ru", "Заявление оставлено без движения.", "оставлено без движения"),
    ("tr", "Derdest davalar için başvuru.", "Derdest"),
    ("es", "Se estará, mutatis mutandis, a lo anterior.", "mutatis mutandis"),
]
EASY = [
    ("en", "service-update", "The hearing has a new date."),
    ("en", "service-update", "Sine die (without a date): the list shows it in grey."),
    ("en", "education", "What is res judicata? A decided case stays decided."),
    ("en", "education", "Obiter: a remark that does not bind."),
    ("en", "judgment", "The appeal was adjourned sine die pursuant to rule 4."),
    ("fr", "education", "Débouter signifie rejeter une demande."),
    ("fr", "service-update", "Le mot « dépens » dans votre courrier."),
    ("it", "service-update", "I giudici si riuniscono in camera di consiglio."),
    ("es", "education", "Sobreseimiento, es decir, archivo del caso."),
    ("zh-Hans", "education", "什么是中止审理？"),
    ("ru", "education", "Преюдиция — это вывод другого суда."),
    ("tr", "education", "Derdest ne demek?"),
    ("de", "education", "Was bedeutet „anhängig“?"),
    ("ar", "education", "ما معنى حجز الدعوى للحكم؟"),
    ("en", "service-update", "The EU and UK forms are PDF files; ask the NCA."),
    ("en", "service-update", "HEARING LIST FOR MONDAY ABCD EFGH IJKL MNOP"),
]
LONG = {
    "en": "Whoever comes to the court in the coming weeks and has not yet asked for a place in the hall where the "
    "hearings of the second chamber are to be held should know that the doors of the old wing remain closed and that "
    "the way in leads through the garden on the north side of the house.",
    "zh-Hans": "凡"
    + "需要在近期来院办理立案查询阅卷调解等各项业务并且尚未通过网上平台预约的当事人和代理人" * 3
    + "请走北门。",
}


@pytest.mark.parametrize(("language", "text", "marked"), HARD, ids=lambda value: str(value)[:40])
def test_a_word_that_few_know_is_advice(language, text, marked):
    rows = found("plain-language", language, text)
    assert {row.severity for row in rows} == {Severity.ADVISE}
    assert words(text, rows) == [marked]


@pytest.mark.parametrize(("language", "kind", "text"), EASY, ids=lambda value: str(value)[:40])
def test_plain_explained_and_judicial_words_are_left_alone(language, kind, text):
    assert found("plain-language", language, text, kind) == []


@pytest.mark.parametrize("language", LONG)
def test_a_long_sentence_is_advice(language):
    rows = found("plain-language", language, LONG[language])
    assert [row.reason.removesuffix("-characters") for row in rows] == ["long-sentence"]
    assert int(rows[0].params["count"]) > 40


def test_a_list_with_points_is_no_long_sentence():
    points = "\n".join(f"• room {number} is on the second floor beside the lift" for number in range(12))
    assert found("plain-language", "en", f"Where to go:\n{points}") == []


def test_many_short_forms_are_advice():
    text = "Ask the NCA, the DRT or the QMB about it."
    assert words(text, found("plain-language", "en", text)) == ["NCA"]
    assert found("plain-language", "en", "Ask the Norvale Courts Agency (NCA), the DRT or the QMB.") == []


def test_every_word_says_what_could_be_said_instead():
    pack = load("plain")
    rows = [row for language in ("en", "fr", "es", "it", "pt", "de", "zh", "ar", "ru", "tr") for row in pack[language]]
    assert len(rows) > 90
    assert all(row["say"] and folded(row["find"]) for row in rows)


@pytest.mark.parametrize(
    ("unit", "reasons"), [("(", set()), ("A", set()), ("ABC ", {"long-sentence"}), ("a, ", {"long-sentence"})]
)
def test_nonsense_is_read_in_peace(unit, reasons):
    assert {row.reason for row in found("plain-language", "en", filled(unit))} == reasons
