"""Everyday posts of a press officer in three languages, with and without a case, and their innocent look-alikes.

The posts were written before the words were mended by them. Those that words alone do not decide are left out.
"""

from dataclasses import replace

import pytest

from approvals.domain.findings import Context, MatterFacts, Party
from approvals.domain.review import review
from approvals.domain.severity import Severity

from .cases import EMBARGOED, PENDING
from .posts import NOW, post, table

DECIDED = {
    "en": ("No. 25-660", "Marlpit Dairies v Revenue", "Marlpit Dairies", "dismissed"),
    "fr": ("n° 25-66.000", "Société Garance c/ Commune de Pélissac", "Société Garance", "rejeté"),
    "tr": ("2025/660 E.", "Akarsu Tekstil davası", "Akarsu Tekstil", "ret"),
}
JUDGES = {"en": "Judge Hale-Morrow", "fr": "présidente Castelbray", "tr": "Hâkim Nermin Alkoç"}


def _context(language):
    docket, title, name, outcome = DECIDED[language]
    decided = MatterFacts(
        "D1", docket, title=title, parties=(Party(name, "appellant"),), status="handed-down", outcome=outcome
    )
    matters = (replace(PENDING[language], judges=(JUDGES[language],)), EMBARGOED[language], decided)
    return Context(NOW, matters, official_domains=("courts.example",), allow_handles=("@Weather",))


CONTEXTS = {language: _context(language) for language in DECIDED}


ROWS = table("everyday")


def found(language, kind, text):
    return review(post(language, kind, text), CONTEXTS[language])


@pytest.mark.parametrize("language", DECIDED)
def test_what_should_not_be_said_is_found_by_its_check(language):
    rows = [row for row in ROWS[language] if row[0] != "-"]
    missed = [(code, text) for code, kind, text in rows if code not in {r.code for r in found(language, kind, text)}]
    assert len(rows) > 300
    assert missed == []


@pytest.mark.parametrize("language", DECIDED)
def test_what_every_court_says_is_not_stopped(language):
    rows = [row[1:] for row in ROWS[language] if row[0] == "-"]
    stopped = {
        text: {row.code for row in found(language, kind, text) if row.severity is Severity.BLOCK} for kind, text in rows
    }
    assert len(rows) > 200
    assert {text: codes for text, codes in stopped.items() if codes} == {}
