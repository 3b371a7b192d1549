from datetime import timedelta

import pytest

from approvals.domain.findings import MatterFacts, Restriction, Said
from approvals.domain.severity import Severity

from .cases import context
from .posts import NOW, found, words

PIECES = [
    ("en", "A nine-year-old girl from Upper Fenwick gave evidence today.", ("age 9", "Upper Fenwick")),
    ("en", "The beekeeper's daughter, who is nine, was heard today.", ("age 9", "beekeeper")),
    ("en", "A boy of St Osyth's Primary, aged 9, is the victim.", ("9 years", "St Osyth's Primary")),
    ("fr", "Un garçon de neuf ans, élève de l'école des Acacias, a été entendu.", ("9 ans", "école des Acacias")),
    ("es", "La niña de nueve años del colegio Miraflores declaró hoy.", ("9 años", "colegio Miraflores")),
    ("it", "Una bambina di nove anni di Collefosco è stata ascoltata.", ("9 anni", "Collefosco")),
    ("pt", "A menina de nove anos de Vila Ribeira foi ouvida.", ("9 anos", "Vila Ribeira")),
    ("zh-Hans", "青禾小学一名九岁女童今日出庭作证。", ("9岁", "青禾小学")),
    ("ar", "استمعت المحكمة إلى طفلة عمرها تسع سنوات من مدرسة النور.", ("9 سنوات", "مدرسة النور")),
    ("ru", "Суд допросил девятилетнюю ученицу школы № 12.", ("9 лет", "школа № 12")),
    ("tr", "Gülpınar Ortaokulu'ndan dokuz yaşında bir çocuk dinlendi.", ("9 yaşında", "Gülpınar Ortaokulu")),
    ("de", "Ein neunjähriges Mädchen aus Oberhausbach sagte aus.", ("9 Jahre", "Oberhausbach")),
]
CHILDREN = [
    ("en", "A twelve-year-old boy from Ashcombe testified this morning."),
    ("fr", "Une fillette de 8 ans de Brévigny a témoigné ce matin."),
    ("es", "Un menor de 14 años de Peñarroya compareció como víctima."),
    ("it", "Un bambino di 10 anni di Vallescura è stato sentito oggi."),
    ("pt", "Uma adolescente de 15 anos de Ribeirão foi ouvida hoje."),
    ("zh-Hans", "石桥村一名八岁女童今日作证。"),
    ("ar", "شهد اليوم طفل عمره 10 سنوات من مدرسة الأمل."),
    ("ru", "Сегодня допросили десятилетнего мальчика из Верхней Сосновки."),
    ("tr", "Köyceğiz'den 11 yaşında bir çocuk mağdur olarak dinlendi."),
    ("de", "Ein zwölfjähriger Junge aus Niederwald wurde als Zeuge vernommen."),
    ("en", "A contested hearing about a girl of nine from Ashcombe fills the family court today."),
    ("en", "A boy of eleven from Ashcombe told the judge whom he wants to live with."),
    ("fr", "Une fillette de 9 ans de Brévigny a dit au juge chez qui elle veut vivre."),
    ("es", "Una niña de nueve años de Peñarroya dijo a la jueza con quién quiere vivir."),
    ("it", "Una bambina di nove anni di Vallescura ha detto al giudice con chi vuole vivere."),
    ("pt", "Uma menina de nove anos de Ribeirão contou ao juiz com quem quer morar."),
    ("de", "Ein Mädchen von neun aus Niederwald sagte der Richterin, bei wem sie leben will."),
    ("zh-Hans", "石桥村九岁女孩告诉法官她想跟谁生活。"),
    ("ar", "استمع القاضي إلى طفلة في التاسعة من عمرها من مدرسة الأمل."),
    ("ru", "Девочка девяти лет из Верхней Сосновки рассказала судье, с кем хочет жить."),
    ("tr", "Köyceğiz'den gelen dokuz yaşında bir kız çocuğu hâkime kiminle yaşamak istediğini anlattı."),
]
INNOCENT = [
    ("en", "service-update", "Children under 12 must come with an adult. Hearings start at ten."),
    ("en", "event", "Twelve-year-old pupils from Ashcombe visited the court today."),
    ("en", "judgment", "He was sentenced to nine years."),
    ("en", "education", "At what age can a child from any town testify? A 7-year-old may, in some cases."),
    ("en", "service-update", "The registry in Ashcombe is nine years old today."),
    ("fr", "event", "Les élèves de 12 ans du collège Jean-Moulin ont visité le palais."),
    ("es", "event", "El tribunal cumple 10 años en Peñarroya."),
    ("ru", "event", "Школьники 12 лет из Твери побывали на экскурсии в суде."),
    ("zh-Hans", "service-update", "十二岁以下儿童须由家长陪同旁听。"),
    ("tr", "service-update", "12 yaşından küçük çocuklar velisiyle gelmelidir."),
    ("en", "education", "How does a judge speak to a child? A girl of nine from any town may be heard."),
    ("en", "event", "A boy of eleven from Ashcombe won our drawing competition."),
    ("fr", "education", "Comment un enfant de 9 ans de n'importe quelle ville est-il entendu ?"),
    ("es", "event", "Una niña de nueve años de Peñarroya ganó el concurso de dibujo."),
    ("tr", "education", "Dokuz yaşındaki bir çocuk nasıl dinlenir? Ankara'dan uzmanlar anlatıyor."),
    ("de", "event", "Ein Mädchen von neun aus Niederwald hat den Malwettbewerb gewonnen."),
]


def anonymous(*details, **facts):
    order = Restriction("anonymity", ("Tamsin Orchard",), details, **facts)
    return MatterFacts("J1", "FD26P00811", title="Re W (A Child)", restrictions=(order,))


def asked(language, text, matter, kind="service-update", **facts):
    return found("jigsaw-identification", language, text, kind, context(matter, **facts))


@pytest.mark.parametrize(("language", "text", "details"), PIECES, ids=lambda value: str(value)[:40])
def test_two_kinds_of_details_of_one_matter_are_a_question(language, text, details):
    rows = asked(language, text, anonymous(*details))
    assert {(row.severity, row.reason, row.matter) for row in rows} == {(Severity.JUSTIFY, "jigsaw-matter", "J1")}
    assert len(rows) == len(details)


def test_a_village_in_a_notice_is_a_village():
    matter = anonymous("age 9", "Upper Fenwick")
    assert asked("en", "Upper Fenwick registry is closed on Friday.", matter, "closure") == []
    assert asked("en", "Cases from Upper Fenwick are heard in the main building.", matter) == []


def test_two_details_of_one_kind_are_one():
    assert asked("en", "A nine-year-old, aged nine, was heard.", anonymous("age 9", "Upper Fenwick")) == []


def test_another_age_is_another_child():
    assert asked("en", "A case on a bridge in Upper Fenwick, 90 years old.", anonymous("age 9", "Upper Fenwick")) == []


def test_details_add_up_from_post_to_post():
    matter, text = anonymous("age 9", "Upper Fenwick"), "A nine-year-old was heard in the case today."
    said = Said(NOW - timedelta(days=29), "A family from Upper Fenwick is in court this week.")
    assert asked("en", text, matter) == []
    assert [row.reason for row in asked("en", text, matter, history=(said,))] == ["jigsaw-history"]


def test_what_was_said_long_ago_is_forgotten():
    matter, text = anonymous("age 9", "Upper Fenwick"), "A nine-year-old was heard in the case today."
    said = Said(NOW - timedelta(days=31), "A family from Upper Fenwick is in court this week.")
    assert asked("en", text, matter, history=(said,)) == []


def test_history_alone_is_no_reason():
    said = Said(NOW - timedelta(days=1), "A nine-year-old from Upper Fenwick was heard.")
    assert asked("en", "The case list is online.", anonymous("age 9", "Upper Fenwick"), history=(said,)) == []


def test_an_order_that_has_ended_protects_no_details():
    matter = anonymous("age 9", "Upper Fenwick", until=NOW)
    assert [row.reason for row in asked("en", PIECES[0][1], matter)] != ["jigsaw-matter", "jigsaw-matter"]


@pytest.mark.parametrize(("language", "text"), CHILDREN, ids=lambda value: str(value)[:40])
def test_a_child_of_a_case_with_age_and_place_is_a_question(language, text):
    rows = asked(language, text, MatterFacts("X", ""))
    assert {(row.severity, row.reason) for row in rows} == {(Severity.JUSTIFY, "jigsaw-child")}


@pytest.mark.parametrize(("language", "kind", "text"), INNOCENT, ids=lambda value: str(value)[:40])
def test_ages_of_visitors_sentences_and_buildings_are_left_alone(language, kind, text):
    assert asked(language, text, MatterFacts("X", ""), kind) == []


def test_the_spans_are_the_details():
    text = "A nine-year-old girl from Upper Fenwick gave evidence today."
    assert words(text, asked("en", text, anonymous("age 9", "Upper Fenwick"))) == ["nine-year", "Upper Fenwick"]


def test_no_strange_detail_breaks_it():
    matter = anonymous("", "((", "99", "ß", "200 years", "é" * 300, "9" * 12)
    assert asked("en", "A child was heard in the case. ((", matter) == []
