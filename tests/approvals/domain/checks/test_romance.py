"""Posts in Spanish, Italian and Portuguese in romance.txt, each beside matters that are pending, decided and sealed."""

from dataclasses import replace
from pathlib import Path

import pytest

from approvals.domain.findings import Context, Draft, MatterFacts, Party, Restriction, Surface
from approvals.domain.review import review
from approvals.domain.severity import Severity

from .cases import EMBARGOED, PENDING
from .posts import NOW

RESULTS = {"es": "desestimado", "it": "respinto", "pt": "desprovido"}
DECIDED = {
    "es": ("recurso 455/2025", "Viñedos Altamar c. Ayuntamiento", "Viñedos Altamar"),
    "it": ("RG n. 4550/2025", "Molini Fontalba c. INPS", "Molini Fontalba"),
    "pt": ("0004550-22.2025.8.26.0053", "Transportes Jequitaí x Estado", "Transportes Jequitaí"),
}
CHILDREN = {
    "es": ("Iker Zubeldia Arrate", "9 años", "colegio San Fermín", "Valdemora", "celiaquía"),
    "it": ("Tobia Marchesan Dolfi", "9 anni", "scuola Rodari", "Valdemora", "celiachia"),
    "pt": ("Tomé Alvarenga Pires", "9 anos", "escola Rosa Ramalho", "Valdemora", "doença celíaca"),
}


def _rows():
    """Language, codes or `i` for innocent, kind, text: a heading names the language of the rows below it."""
    language = ""
    for line in Path(__file__).with_name("romance.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            language = line.removeprefix("== ")
        elif not line.startswith("#"):
            yield (language, *line.split("|", 2))


ROWS = list(_rows())


def _context(language):
    docket, title, party = DECIDED[language]
    child, *details = CHILDREN[language]
    decided = MatterFacts(
        "D1", docket, title=title, status="handed-down", outcome=RESULTS[language], parties=(Party(party),)
    )
    order = Restriction("anonymity", protects=(child,), details=tuple(details))
    sealed = MatterFacts("K1", "K-1", restrictions=(order,), parties=(Party(child, protected=True),))
    early = replace(EMBARGOED[language], outcome=RESULTS[language])
    return Context(NOW, (PENDING[language], early, decided, sealed), official_domains=("courts.example",))


def _found(language, kind, text):
    answered = {"reply_to": "@someone_77"} if kind == "reply" else {}
    aside = (Surface("reply-to", "@someone_77"),) if answered else ()
    draft = Draft(language, kind or "service-update", (Surface("text", text), *aside), **answered)
    return review(draft, _context(language))


@pytest.mark.parametrize("language", RESULTS)
def test_what_should_not_be_said_is_found(language):
    missed = []
    for _, codes, kind, text in (row for row in ROWS if row[0] == language and row[1] != "i"):
        found = {row.code for row in _found(language, kind, text)}
        missed += [(code, text) for code in codes.split("+") if code not in found]
    assert missed == []


@pytest.mark.parametrize("language", RESULTS)
def test_what_only_looks_alike_stops_nothing(language):
    rows = [(kind, text) for spoken, codes, kind, text in ROWS if spoken == language and codes == "i"]
    blocked = [text for kind, text in rows if Severity.BLOCK in {row.severity for row in _found(language, kind, text)}]
    assert blocked == []
