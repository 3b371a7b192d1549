import pytest

from approvals.domain.findings import Context, Draft, MatterFacts, Party, Surface
from approvals.domain.references import references
from approvals.domain.shortnames import telling
from approvals.domain.subject import Subject

from .checks.posts import NOW

MATTERS = {
    "en": ("Brackenhowe Ferries Ltd v Port Authority of Lisk", "Brackenhowe Ferries Ltd", "Port Authority of Lisk"),
    "fr": ("Société Vermandelle c/ Commune de Saint-Ausprix", "Société Vermandelle", "Commune de Saint-Ausprix"),
    "es": ("Conservas Ormaiztegui c. Puerto Alcabre", "Conservas Ormaiztegui S.L."),
    "it": ("Cantieri Lodrasco contro Comune di Valpena", "Cantieri Lodrasco", "Comune di Valpena"),
    "pt": ("Sindicato dos Remeiros contra Porto de Juaçaba", "Sindicato dos Remeiros", "Porto de Juaçaba"),
    "de": ("Brauerei Hopfensteig gegen Gemeinde Niederquell", "Brauerei Hopfensteig", "Gemeinde Niederquell"),
    "ru": ("Пароходство «Белогривье» против порта Устьлучье", "Пароходство «Белогривье»"),
    "tr": ("Gökpınar Tersanesi - Liman İşletmesi", "Gökpınar Tersanesi"),
    "ar": ("شركة الدردار للنقل ضد بلدية وادي السمر", "شركة الدردار للنقل"),
}
SAID = [
    ("en", "The Brackenhowe appeal was heard until eight.", "Brackenhowe"),
    ("en", "Brackenhowe v Lisk is back tomorrow.", "Brackenhowe v Lisk"),
    ("en", "Day two of the dispute with Brackenhowe.", "Brackenhowe"),
    ("fr", "L'affaire Vermandelle a encore occupé la chambre.", "Vermandelle"),
    ("fr", "Le procès de la société Vermandelle reprend lundi.", "société Vermandelle"),
    ("fr", "Vermandelle contre Saint-Ausprix : suite demain.", "Vermandelle contre Saint-Ausprix"),
    ("es", "El pleito de Ormaiztegui sigue el martes.", "Ormaiztegui"),
    ("es", "Ormaiztegui c. Alcabre: segunda sesión.", "Ormaiztegui c. Alcabre"),
    ("it", "Il caso Lodrasco torna in aula.", "Lodrasco"),
    ("it", "Lodrasco c. Valpena: si riprende giovedì.", "Lodrasco c. Valpena"),
    ("pt", "O caso dos Remeiros volta à pauta.", "Remeiros"),
    ("de", "Der Hopfensteig-Prozess geht weiter.", "Hopfensteig"),
    ("de", "Hopfensteig gegen Niederquell: Fortsetzung morgen.", "Hopfensteig gegen Niederquell"),
    ("ru", "Спор с «Белогривьем» продолжается.", "Белогривьем"),
    ("ru", "По делу «Белогривья» допрошен эксперт.", "Белогривья"),
    ("tr", "Gökpınar davası yarın sürüyor.", "Gökpınar"),
    ("tr", "Gökpınar'ın davası yarın sürüyor.", "Gökpınar"),
    ("ar", "تستمر قضية الدردار غدا.", "الدردار"),
]
INNOCENT = [
    ("en", "Brackenhowe has a new bus stop beside the court."),
    ("en", "The registry in Brackenhowe Street is closed."),
    ("en", "The appeal for volunteers ends on Friday. Brackenhowe school visits us next week."),
    ("en", "The ferries case of 1911 is in our exhibition."),
    ("en", "Lisk v Torrow was decided long ago."),
    ("fr", "La rue Vermandelle est fermée."),
    ("fr", "Une délégation de Vermandelle a visité le palais."),
    ("fr", "Commune de Saint-Ausprix : le greffe mobile passe mardi."),
    ("es", "Visita de los alumnos de Ormaiztegui."),
    ("it", "Via Lodrasco resta chiusa."),
    ("pt", "Os remeiros do rio fazem festa no domingo."),
    ("de", "Die Haltestelle Hopfensteig wird verlegt."),
    ("ru", "Экскурсия для школьников из Белогривья."),
    ("tr", "Gökpınar Caddesi trafiğe kapalı."),
    ("ar", "زيارة طلاب من قرية الدردار إلى المحكمة."),
]


def said_of(language, text, **facts):
    title, *parties = MATTERS[language]
    given = {"title": title, "parties": tuple(map(Party, parties))} | facts
    subject = Subject(
        Draft(language, "service-update", (Surface("text", text),)),
        Context(NOW, (MatterFacts("M1", "X 4711", **given),)),
    )
    rows = references(subject, subject.views[0], subject.context.matters[0])
    return [text[row.span.start : row.span.end] for row in rows]


@pytest.mark.parametrize(("language", "text", "words"), SAID)
def test_a_company_is_known_by_its_telling_word_beside_a_case(language, text, words):
    assert words in said_of(language, text)


@pytest.mark.parametrize(("language", "text"), INNOCENT)
def test_the_word_alone_is_a_village_or_a_thing(language, text):
    assert said_of(language, text) == []


def test_where_somebody_is_protected_no_shorter_form_is_read():
    hidden = (Party("Société Vermandelle", protected=True),)
    assert said_of("fr", "L'affaire Vermandelle reprend.", parties=hidden) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Brackenhowe Ferries Ltd", ("brackenhowe",)),
        ("Пароходство «Белогривье»", ("белогривье",)),
        ("Port Authority of Lisk", ()),
        ("Quentin Harbottle", ()),
        ("", ()),
    ],
)
def test_what_tells_a_company_is_neither_its_trade_nor_its_form(name, words):
    assert telling(name) == words
