"""What the packs find that the base misses, and what both let pass: a party is also somebody who goes to court."""

from datetime import UTC, datetime

import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.pack_check import rulebook
from approvals.domain.packs import load
from approvals.domain.places import codes
from approvals.domain.review import review
from approvals.domain.severity import Severity

POLITICS = {"political-endorsement", "policy-opinion"}


def codes_of(text, language, packs, kind="service-update"):
    draft = Draft(language, kind, (Surface("text", text),))
    found = review(draft, Context(datetime(2026, 11, 20, 9, tzinfo=UTC), rules=rulebook(packs)))
    return {finding.code for finding in found}


@pytest.mark.parametrize(
    ("pack", "text"),
    [
        ("en-gb", "Vote Plaid Cymru on Thursday!"),
        ("en-gb", "We back the Lib Dems in this election."),
        ("fr-fr", "Votez Rassemblement national dimanche !"),
        ("fr-fr", "Nous soutenons La France insoumise."),
        ("es-es", "Apoyamos al PSOE en estas elecciones."),
        ("it-it", "Sosteniamo il Movimento 5 Stelle."),
        ("pt-br", "Apoiamos o PSDB."),
        ("pt-pt", "Apoiamos a Iniciativa Liberal."),
        ("ru-ru", "Мы поддерживаем Единую Россию."),
        ("tr-tr", "CHP’yi destekliyoruz."),
        ("de-de", "Wir unterstützen die SPD."),
        ("ar", "ندعم حزب النور في الانتخابات."),
        ("de-de", "Die Schuldenbremse ist ungerecht und muss weg."),
        ("en-gb", "Brexit was a mistake, we believe."),
        ("fr-fr", "Le 49.3 est une honte."),
        ("pt-br", "O marco temporal é um erro."),
        ("zh-cn", "我院认为户籍改革是错误的。"),
        ("it-it", "Il premierato è una riforma sbagliata e va fermato."),
        ("ar", "نرى أن قانون الإيجار القديم ظالم."),
    ],
)
def test_a_pack_knows_the_politics_of_its_country(pack, text):
    assert codes_of(text, pack[:2], [pack]) & POLITICS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Labour Court lists are out."),
        ("en", "A guide to jury trials for visitors."),
        ("en", "The appeal of the Green Party is heard on Tuesday at ten."),
        ("fr", "La Cour statue mardi sur la plainte du Rassemblement national."),
        ("fr", "Les juges d'instruction : notre guide en images."),
        ("es", "El PSOE recurre; la vista es el lunes."),
        ("es", "La ley de amnistía, explicada: qué dice cada artículo."),
        ("it", "Il Movimento 5 Stelle ha depositato un ricorso."),
        ("pt", "Sessão de julgamento: PSDB e outros, às 14h."),
        ("pt", "O juiz das garantias começa a atuar em março."),
        ("ru", "Жалоба КПРФ будет рассмотрена во вторник."),
        ("tr", "CHP’nin başvurusu salı günü görüşülecektir."),
        ("de", "Verhandlung über die Klage der AfD am Dienstag."),
        ("de", "Was das Bürgergeld regelt: unser Merkblatt."),
        ("ar", "تنظر المحكمة دعوى حزب النور يوم الثلاثاء."),
        ("zh", "户籍改革自一月一日起施行,说明见网站。"),
    ],
)
def test_no_pack_takes_a_notice_for_politics(language, text):
    assert not codes_of(text, language, [code for code in codes() if code.startswith(language)]) & POLITICS


@pytest.mark.parametrize("code", codes())
def test_no_pack_blocks_an_ordinary_sentence(code):
    for language, rows in load("ordinary")["sentences"].items():
        for row in rows:
            draft = Draft(language, "service-update", (Surface("text", row),))
            found = review(draft, Context(datetime(2026, 11, 20, 9, tzinfo=UTC), rules=rulebook([code])))
            assert [one.code for one in found if one.severity is Severity.BLOCK] == [], row
