import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.review import CHECKS, review
from approvals.domain.severity import Severity

from .posts import NOW

PARITY = tuple(check for check in CHECKS if check.code == "language-parity")


def said(first, *others, required=(), kind="closure"):
    """Findings of a post in `first` (language, text) and its other versions: pairs of reason and marked words."""
    language, text = first
    surfaces = (Surface("text", text), *(Surface(f"text:{code}", words, code) for code, words in others))
    rows = review(Draft(language, kind, surfaces), Context(NOW, required_languages=required), PARITY)
    texts = {surface.name: surface.text for surface in surfaces}
    assert {row.severity for row in rows} <= {Severity.JUSTIFY}
    return [
        (row.reason, texts[row.span.surface][row.span.start : row.span.end] if row.span else row.about) for row in rows
    ]


EN = ("en", "The registry is closed on Wednesday 25 November from 13:00. Call 0800 112 233.")
PAIRS = [
    (
        EN,
        ("fr", "Le greffe est fermé le jeudi 26 novembre dès 13 h. Tél. : 0800 112 233."),
        "version-date",
        "26 novembre",
    ),
    (
        EN,
        ("es", "El registro cierra el martes 25 de noviembre desde las 13:00. Tel. 0800 112 233."),
        "version-date",
        "martes",
    ),
    (
        EN,
        ("cy", "Mae'r gofrestrfa ar gau ddydd Mercher 25 Tachwedd o 14:30 ymlaen. 0800 112 233."),
        "version-number",
        "14:30",
    ),
    (EN, ("zh-Hans", "11月25日（星期三）13:00起登记处关闭。电话：0800 112 234。"), "version-number", "112 234"),
    (
        EN,
        ("ar", "يغلق المكتب يوم الأربعاء 25 نوفمبر من الساعة 13:00. اتصل 0800 112 233 أو 19777."),
        "version-number",
        "19777",
    ),
    (
        ("en", "Fees: https://courts.example/fees"),
        ("de", "Gebühren: https://gericht.example/kosten"),
        "version-link",
        None,
    ),
    (("en", "Form 2214 costs 40 euros."), ("it", "Il modulo 2241 costa 40 euro."), "version-number", "2241"),
    (
        ("ru", "Дело № 2-118/2026 слушается 25 ноября."),
        ("tr", "2-181/2026 sayılı dava 25 Kasım'da."),
        "version-number",
        "181",
    ),
]
SAME = [
    (EN, ("fr", "Le greffe est fermé le mercredi 25 novembre à partir de 13 h. Appelez le 0800 112 233.")),
    (EN, ("es", "El registro cierra el miércoles 25 de noviembre a las 13.00. Llame al 0800 112 233.")),
    (EN, ("zh-Hans", "登记处11月25日（星期三）下午1:00起关闭，电话0800 112 233。")),
    (EN, ("ca", "El registre tanca el dimecres 25 de novembre a les 13:00. Truqueu al 0800 112 233.")),
    (EN, ("eu", "Erregistroa itxita egongo da azaroaren 25ean, 13:00etatik aurrera. Deitu 0800 112 233.")),
    (("es", "Cierra el lunes a las 14.00. Reabre el martes."), ("gl", "Pecha o luns ás 14.00. Reabre o martes.")),
    (("en", "Two doors, three rooms; 1,250 seats."), ("de", "2 Türen, 3 Räume; 1.250 Plätze.")),
    (("en", "Open 9 am to 5 pm."), ("it", "Aperto dalle 9:00 alle 17:00.")),
    (("en", "See https://courts.example/en/fees"), ("fr", "Voir https://courts.example/fr/frais")),
    (("en", "See https://en.courts.example/a"), ("cy", "Gweler https://cy.courts.example/b")),
]


@pytest.mark.parametrize(("first", "other", "reason", "marked"), PAIRS, ids=lambda value: str(value)[:30])
def test_versions_that_differ_are_a_question(first, other, reason, marked):
    rows = said(first, other)
    assert {row[0] for row in rows} == {reason}
    assert marked is None or rows[0][1] == marked


@pytest.mark.parametrize(("first", "other"), SAME, ids=lambda value: str(value)[:30])
def test_the_same_facts_in_other_forms_are_left_alone(first, other):
    assert said(first, other) == []


@pytest.mark.parametrize("language", ["cy", "fr", "zh-Hans"])
def test_a_language_that_is_owed_is_asked_for(language):
    assert said(EN, required=("en", language)) == [("language-missing", language)]


def test_two_languages_that_are_owed_are_two_questions():
    assert said(EN, required=("en", "cy", "ga")) == [("language-missing", "cy"), ("language-missing", "ga")]


@pytest.mark.parametrize(
    ("there", "required", "asked"),
    [("pt-BR", "pt", 0), ("pt", "pt-BR", 0), ("zh-Hans", "zh-Hant", 1), ("zh-Hant", "zh-Hant", 0), ("en", "EN", 0)],
)
def test_a_variety_serves_its_language_and_a_script_does_not(there, required, asked):
    assert len([row for row in said((there, "1"), required=(required,)) if row[0] == "language-missing"]) == asked


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Leave the building now. A Welsh version follows shortly."),
        ("es", "Evacuen el edificio. La versión en catalán seguirá en breve."),
        ("fr", "Évacuez. La version bretonne suivra."),
        ("zh-Hans", "请立即撤离。英文版稍后发布。"),
    ],
)
def test_in_an_emergency_the_first_language_may_go_first(language, text):
    assert said((language, text), required=(language, "cy"), kind="emergency") == []
    assert said((language, text), required=(language, "cy"), kind="event")


def test_an_emergency_without_a_promise_is_asked():
    assert said(("en", "Leave the building now."), required=("en", "cy"), kind="emergency")


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("cy", "The registry is closed on the day of the visit and will open for you in the morning."),
        ("fr", "La sede del juzgado no abre los lunes y las personas que lo necesiten pueden pedir cita por la tarde."),
        ("ar", "The registry is closed today for works on the roof."),
        ("en", "登记处今天因维修关闭，诉讼当事人可以通过网上平台提交材料，谢谢大家的理解与配合。"),
        ("ru", "登记处今天因维修关闭，诉讼当事人可以通过网上平台提交材料，谢谢大家。"),
    ],
)
def test_a_text_in_another_language_than_it_says(declared, text):
    assert [row[0] for row in said((declared, text))] == ["language-other"]


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("en", "Smith v Jones, 10:30, Courtroom 2. Bianchi v Rossi, 11:00, Courtroom 4."),
        ("fr", "Journée « Open Justice » : venez écouter le concert et la lecture au palais."),
        ("ca", "La seu tanca avui i obrirà demà a les nou per a totes les persones citades."),
        ("uk", "Суд зачинено сьогодні через роботи на даху, приходьте завтра вранці."),
        ("zh-Hant", "登記處今天關閉。"),
        ("de", "Kino im Gericht: The Trial of the Chicago Seven, heute 19 Uhr."),
    ],
)
def test_names_and_quotations_do_not_change_a_language(declared, text):
    assert said((declared, text)) == []


@pytest.mark.parametrize(
    ("first", "other", "differ"),
    [
        (("ar", "يغلق المكتب يوم الخميس من العاشرة حتى الثانية عشرة."), ("fr", "Fermé jeudi de 10 h à 14 h."), True),
        (("ar", "يغلق المكتب يوم الخميس من العاشرة حتى الثانية."), ("fr", "Fermé jeudi de 10 h à 14 h."), False),
        (("en", "The office opens at nine on Monday."), ("fr", "Le bureau ouvre à 10 h lundi."), True),
        (("en", "The office opens at nine on Monday."), ("fr", "Le bureau ouvre à 9 h lundi."), False),
        (("es", "Cierra el viernes a las dos."), ("en", "Closes on Friday at 3 pm."), True),
        (("ru", "Закрыто в пятницу с десяти до двенадцати."), ("en", "Closed on Friday from 10 to 14."), True),
        (("tr", "Cuma günü saat ondan on ikiye kadar kapalı."), ("en", "Closed on Friday from 10 to 12."), False),
    ],
)
def test_an_hour_in_words_is_compared_with_one_in_figures(first, other, differ):
    assert [row[0] for row in said(first, other)] == (["version-number"] if differ else [])


@pytest.mark.parametrize(
    ("first", "other", "differ"),
    [
        (
            ("fr", "Le greffe ferme à midi mardi et rouvre mercredi à 8 h 30."),
            ("de", "Wir schließen Dienstag um 12 Uhr und öffnen Mittwoch um 8.30 Uhr wieder."),
            False,
        ),
        (("en", "Closed until noon on Friday."), ("fr", "Fermé vendredi jusqu'à 14 h."), True),
        (("en", "We open on Friday at 8.30."), ("fr", "Ouverture vendredi à 8 h 30."), False),
    ],
)
def test_noon_is_twelve_and_an_hour_may_end_a_sentence(first, other, differ):
    assert [row[0] for row in said(first, other)] == (["version-number"] if differ else [])
