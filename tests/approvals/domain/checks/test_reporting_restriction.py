from dataclasses import replace
from datetime import timedelta

import pytest

from approvals.domain.findings import MatterFacts, Party, Picture, Restriction
from approvals.domain.severity import Severity

from .cases import context
from .posts import NOW, found, words

STREAMS = [
    ("en", "Live from the juvenile chamber this afternoon!"),
    ("fr", "En direct du tribunal pour enfants cet après-midi."),
    ("es", "En vivo desde el juzgado de menores."),
    ("it", "In diretta dal tribunale per i minorenni."),
    ("pt", "Ao vivo da Vara da Infância hoje."),
    ("zh-Hans", "少年法庭庭审今天下午直播。"),
    ("ar", "بث مباشر من محكمة الأحداث اليوم."),
    ("ru", "Прямая трансляция из закрытого заседания сегодня."),
    ("tr", "Çocuk mahkemesinden canlı yayın bugün."),
    ("de", "Live aus der Jugendkammer heute."),
]
NO_STREAMS = [
    ("en", "service-update", "Family hearings are never streamed."),
    ("en", "education", "Why some hearings are private and cannot be streamed live."),
    ("en", "livestream", "Watch live: argument in the Grand Chamber at 10:00."),
    ("fr", "service-update", "Le huis clos interdit toute retransmission en direct."),
    ("es", "service-update", "Las vistas del juzgado de menores no se retransmiten en directo."),
    ("zh-Hans", "service-update", "未成年人案件不公开审理，也不直播。"),
    ("ru", "service-update", "Трансляция закрытых заседаний не ведётся."),
    ("tr", "service-update", "Çocuk mahkemesi duruşmaları canlı yayınlanmaz."),
]


def ordered(kind, **facts):
    order = Restriction(kind, **{key: facts.pop(key) for key in ("until", "allowed_text") if key in facts})
    given = {"title": "Re Q (A Child)", "parties": (Party("Orla Penhallow"),), "restrictions": (order,)}
    return MatterFacts("S1", "26-SEAL-0811", **(given | facts))


def blocked(text, matter, kind="service-update", language="en", **draft):
    rows = found("reporting-restriction", language, text, kind, context(matter), **draft)
    assert {row.severity for row in rows} <= {Severity.BLOCK}
    return [row.reason for row in rows]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("no-publication", "sealed-matter"), ("private", "private-matter"), ("postponement", "postponed-matter")],
)
@pytest.mark.parametrize(
    "text", ["26-SEAL-0811 is back on Friday.", "Re Q (A Child) resumes.", "Orla Penhallow came to court."]
)
def test_every_mention_of_a_matter_that_may_not_be_reported_is_blocked(kind, reason, text):
    assert blocked(text, ordered(kind)) == [reason]


def test_even_in_a_list():
    assert blocked("26-SEAL-0811, Court 2, 10:30.", ordered("no-publication"), "hearing-list") == ["sealed-matter"]


def test_exactly_the_words_that_an_order_allows_pass():
    matter = ordered("no-publication", allowed_text="Re Q (A Child), 10:30")
    assert blocked("Court 2: Re Q (A Child), 10:30.", matter, "hearing-list") == []
    assert blocked("Court 2: Re Q (A Child), 11:30.", matter, "hearing-list") == ["sealed-matter"]


def test_an_order_binds_until_its_end():
    text, end = "Re Q (A Child) resumes.", NOW + timedelta(hours=1)
    assert blocked(text, ordered("postponement", until=end)) == ["postponed-matter"]
    assert blocked(text, ordered("postponement", until=NOW)) == []


def test_a_private_hearing_with_a_public_title_may_be_listed_and_no_more():
    matter = ordered("private", public_title="Re Q (A Child)")
    assert blocked("Re Q (A Child), 10:30, in private.", matter, "hearing-list") == []
    assert blocked("Re Q (A Child) was moving today.", matter) == ["private-matter"]
    assert blocked("Orla Penhallow, 10:30.", matter, "hearing-list") == ["private-matter"]


def test_a_name_that_reaches_no_matter_is_nobodys_secret():
    assert blocked("The registry is closed on Friday.", ordered("no-publication")) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Photos from Re Q (A Child) in our gallery tomorrow."),
        ("fr", "Re Q (A Child) : les photos de l'audience sont en ligne."),
        ("ru", "Re Q (A Child): фотографии из зала суда."),
        ("zh-Hans", "Re Q (A Child)：现场照片来了。"),
    ],
)
def test_a_picture_is_not_promised_where_an_order_bars_it(language, text):
    assert blocked(text, ordered("no-image"), language=language) == ["image-barred"]


def test_nor_attached():
    attached = {"pictures": (Picture(alt="The courtroom."),)}
    assert blocked("Re Q (A Child), 10:30.", ordered("no-image"), **attached) == ["image-barred"]


def test_to_say_that_no_picture_may_be_taken_is_no_picture():
    assert blocked("Re Q (A Child), 10:30. No photographs may be taken.", ordered("no-image")) == []


def test_a_stream_is_blocked_by_an_order_and_where_the_register_knows_of_none():
    text = "Watch live: Re Q (A Child), Monday 10:00."
    assert blocked(text, ordered("stream-barred", livestream=True), "livestream") == ["stream-barred"]
    assert blocked(text, ordered("anonymity"), "livestream") == ["stream-unknown"]
    assert blocked(text, ordered("anonymity", livestream=True), "livestream") == []
    assert blocked("Re Q (A Child), Monday 10:00.", ordered("anonymity"), "livestream") == ["stream-unknown"]


def test_to_say_that_there_is_no_stream_is_no_stream():
    matter = ordered("stream-barred")
    assert blocked("Re Q (A Child), Monday. The hearing will not be streamed.", matter, "hearing-list") == []


@pytest.mark.parametrize(("language", "text"), STREAMS, ids=lambda value: str(value)[:40])
def test_a_hearing_that_is_closed_by_law_is_not_streamed(language, text):
    assert set(blocked(text, MatterFacts("X", ""), language=language)) == {"stream-closed"}


@pytest.mark.parametrize(("language", "kind", "text"), NO_STREAMS, ids=lambda value: str(value)[:40])
def test_why_there_is_no_stream_may_be_told(language, kind, text):
    assert blocked(text, MatterFacts("X", ""), kind, language) == []


def test_the_span_is_the_mention():
    text = "Tomorrow, 26-SEAL-0811 resumes."
    rows = found("reporting-restriction", "en", text, context=context(ordered("no-publication")))
    assert words(text, rows) == ["26-SEAL-0811"]


def test_orders_of_another_matter_bind_nobody_else():
    free = replace(ordered("no-publication"), docket="26-OPEN-1", title="Ash v Birch", parties=(), restrictions=())
    assert blocked("Ash v Birch resumes.", free) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our cameras will be in court for Re Q (A Child)."),
        ("fr", "Nos caméras seront dans la salle pour Re Q (A Child)."),
        ("es", "Nuestras cámaras estarán en la sala para Re Q (A Child)."),
        ("it", "Le nostre telecamere saranno in aula per Re Q (A Child)."),
        ("pt", "Nossas câmeras estarão na sala para Re Q (A Child)."),
        ("zh-Hans", "Re Q (A Child)庭审视频稍后上传。"),
        ("ar", "كاميراتنا في القاعة: Re Q (A Child)."),
        ("ru", "Наши камеры будут в зале: Re Q (A Child)."),
        ("tr", "Kameralarımız salonda: Re Q (A Child)."),
    ],
)
def test_cameras_are_a_stream(language, text):
    assert blocked(text, ordered("stream-barred"), language=language) == ["stream-barred"]


def test_a_hearing_that_goes_on_is_no_stream():
    text = "Re Q (A Child): l'udienza è ripresa lunedì. La registrazione dei visitatori è al piano terra."
    assert blocked(text, ordered("stream-barred"), language="it") == []
