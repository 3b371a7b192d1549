import pytest

from approvals.domain.findings import Context
from approvals.domain.severity import Severity

from .posts import NOW, filled, found, words

OURS = Context(NOW, official_domains=("courts.example", "www.justice.gov.xy"))
BLOCKED = [
    ("en", "The list is here: https://tinyurl.com/y7courtlist", "link-short", "https://tinyurl.com/y7courtlist"),
    ("fr", "Le rôle : cutt.ly/role-lundi", "link-short", "cutt.ly/role-lundi"),
    ("zh-Hans", "详情见 https://dwz.cn/AbCd12。", "link-short", "https://dwz.cn/AbCd12"),
    ("ru", "Подробнее: clck.ru/3AbCd", "link-short", "clck.ru/3AbCd"),
    ("en", "Forms: http://courts.example/forms.", "link-not-encrypted", "http://courts.example/forms"),
    ("tr", "Formlar: http://adliye.example/formlar", "link-not-encrypted", "http://adliye.example/formlar"),
    ("es", "Vea https://cоurts.example/tasas", "link-look-alike", "https://cоurts.example/tasas"),
    ("it", "Vai su court.example oggi", "link-look-alike", "court.example"),
    ("en", "See https://c0urts.example", "link-look-alike", "https://c0urts.example"),
    ("en", "See https://coutrs.example/list", "link-look-alike", "https://coutrs.example/list"),
    ("de", "Siehe https://courts-example.com/liste", "link-look-alike", "https://courts-example.com/liste"),
    ("pt", "Veja https://courts.example.fines.info/x", "link-look-alike", "https://courts.example.fines.info/x"),
    ("en", "See https://xn--curts-jye.example/", "link-look-alike", "https://xn--curts-jye.example/"),
    ("en", "Write to office@coorts.example now", "link-look-alike", "office@coorts.example"),
    ("en", "Pay your fine at https://norvale-collect.com/case", "link-money", "https://norvale-collect.com/case"),
    ("fr", "Réglez votre amende ici : https://encaisse.example/x", "link-money", "https://encaisse.example/x"),
    (
        "es",
        "Puede abonar la tasa en https://recaudar.example/juzgado",
        "link-money",
        "https://recaudar.example/juzgado",
    ),
    ("it", "Accedi al fascicolo: https://fascicoli.example/entra", "link-money", "https://fascicoli.example/entra"),
    ("pt", "Pague sua multa em https://boletos.example/tj", "link-money", "https://boletos.example/tj"),
    ("zh-Hans", "缴纳诉讼费请点 https://sfjf.example/a", "link-money", "https://sfjf.example/a"),
    ("ar", "لسداد الغرامات: https://saddid.example/q", "link-money", "https://saddid.example/q"),
    ("ru", "Оплатите штраф на https://kassa.example/sud", "link-money", "https://kassa.example/sud"),
    ("tr", "Para cezanızı buradan ödeyin: https://tahsil.example/k", "link-money", "https://tahsil.example/k"),
    ("de", "Zahlen Sie Ihr Bußgeld hier: https://kasse.example/a", "link-money", "https://kasse.example/a"),
    ("en", "More: https://court-payments.com/", "link-money", "https://court-payments.com/"),
    ("en", "More: https://norvale.info/login?x=1", "link-money", "https://norvale.info/login?x=1"),
    ("en", "Join at https://clerk:hunter22@courts.example/x", "link-credentials", None),
    ("en", "Watch: https://courts.example/live?token=ab12cd34", "link-credentials", None),
    ("en", "https://courts.example/f;jsessionid=8F3A22B1C0", "link-credentials", None),
    ("en", "https://courts.example/d#access_token=eyJhbGciOi.eyJzdWIiOi.x", "link-credentials", None),
    ("fr", "Dossier : https://192.0.2.14/role", "link-number", "https://192.0.2.14/role"),
    ("en", "Mirror: https://[2001:db8::1]/list", "link-number", None),
    ("en", "Test 192.0.2.14:8000/list", "link-number", "192.0.2.14:8000/list"),
    ("en", "The list: https://courts.example:8443/list", "link-port", "https://courts.example:8443/list"),
    ("en", "Click javascript://courts.example/%0aalert(1)", "link-scheme", None),
    ("ar", "زوروا \u202eelpmaxe.struoc\u202c اليوم", "link-turned", "\u202eelpmaxe.struoc"),
    ("en", "Visit https://courts\u202e.example/x", "link-turned", None),
    ("en", "This is fake: https://help-desk.example", "link-fake", "https://help-desk.example"),
    ("es", "La web falsa es https://reembolsos-tj.example", "link-fake", "https://reembolsos-tj.example"),
    ("ru", "Мошенники шлют ссылку https://sud-vozvrat.example", "link-fake", "https://sud-vozvrat.example"),
]
INNOCENT = [
    ("en", "Fees: https://courts.example/fees?lang=en#table"),
    ("en", "Pay your fine at https://pay.courts.example/fines"),
    ("en", "See www.justice.gov.xy/list, courts.example or forms.courts.example."),
    ("fr", "Consultez https://bibliotheque.example/droit (catalogue)."),
    ("es", "Más en https://universidad.example/jornada."),
    ("it", "Il museo: https://musei.example/orari"),
    ("pt", "Transporte: https://metro.example/linhas"),
    ("zh-Hans", "天气预报：https://tianqi.example/beijing，请提前出门。"),
    ("ar", "الخريطة https://maps.example/a\u200f ترحب بكم المحكمة."),
    ("ru", "Расписание автобусов: https://bus.example/7."),
    ("tr", "Otopark: https://otopark.example/harita"),
    ("de", "Der Fahrplan steht unter https://bahn.example/plan."),
    ("en", "Scammers use hxxp://courts-example[.]com; it is fake."),
    ("en", "They write from courts-example[.]com and ask you to log in."),
    ("en", "Report fake messages to https://police.example/report."),
    ("fr", "Signalez les faux courriels sur https://police.example/signaler."),
    ("en", "Version 10.2.1.4 of the form is out; ratio 3.5; page 2.1."),
    ("en", "The hearing ended.The court rose.In the morning it sits again."),
    ("en", "Write to office@courts.example."),
    ("en", "Open report.pdf or rules.docx from the library."),
    ("en", "Follow @registry@social.example for news."),
    ("en", "A county site: https://county.example/roads"),
    ("en", "Read https://courts.example/list?page=3&key=1."),
    ("en", "The stream: https://courts.example:443/live"),
]


@pytest.mark.parametrize(("language", "text", "reason", "marked"), BLOCKED, ids=lambda value: str(value)[:40])
def test_an_unsafe_address_is_a_block(language, text, reason, marked):
    rows = found("link-safety", language, text, context=OURS)
    assert {(row.severity, row.reason) for row in rows} == {(Severity.BLOCK, reason)}
    assert marked is None or words(text, rows) == [marked]


@pytest.mark.parametrize(("language", "text"), INNOCENT, ids=lambda value: str(value)[:40])
def test_an_address_of_the_court_or_of_others_is_left_alone(language, text):
    assert found("link-safety", language, text, context=OURS) == []


@pytest.mark.parametrize("kind", ["scam-warning", "education"])
def test_a_warning_may_not_repeat_a_live_address(kind):
    text = "Do not use courts-example.net/pay"
    assert [row.reason for row in found("link-safety", "en", text, kind, OURS)] == ["link-look-alike"]


def test_a_warning_may_say_where_to_report_what_it_warns_of():
    text = "If a text asks you to log in or pay your fine, report it at https://police.example/report."
    assert found("link-safety", "en", text, "scam-warning", OURS) == []


def test_a_warning_may_show_the_mail_address_of_the_fraud():
    text = "They write from office@courts-example.com"
    assert found("link-safety", "en", text, "scam-warning", OURS) == []
    assert found("link-safety", "en", text, context=OURS)


def test_tracking_is_advice():
    rows = found("link-safety", "en", "https://courts.example/a?utm_source=x&id=3", context=OURS)
    assert [(row.severity, row.reason) for row in rows] == [(Severity.ADVISE, "link-tracking")]


def test_a_court_without_addresses_of_its_own_is_asked_about_no_ones_money():
    assert found("link-safety", "en", "Pay your fine at https://norvale-collect.com/case") == []


def test_the_link_and_the_card_are_read_too():
    assert found("link-safety", "en", "https://bit.ly/3abc", surface="link:1", context=OURS)


@pytest.mark.parametrize(
    "text",
    ["http://", "://", "www.", filled("a."), filled("@"), "\u202ea." * 900, "xn--.xn--\x00.com/"],
)
def test_nonsense_is_read_in_peace(text):
    assert found("link-safety", "en", text, context=OURS) == []


def test_an_address_of_nothing_but_beginnings_is_read_as_one():
    text = "https://[" * 1500
    assert words(text, found("link-safety", "en", text, context=OURS)) == [text]
