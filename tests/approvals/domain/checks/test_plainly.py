"""What a stranger writes plainly, what press officers of three tongues might, and the look-alikes of every day."""

import pytest

from approvals.domain.findings import Context
from approvals.domain.review import review
from approvals.domain.severity import Severity

from .posts import post, table
from .tuned_romance import CONTEXT, NOW

TABLES = {name: table(name) for name in ("plainly", "tuned_romance")}
ROWS = [(name, language) for name, rows in TABLES.items() for language in rows]
NOTHING = Context(NOW, (), official_domains=("courts.example",))


def found(language, kind, text):
    return review(post(language, kind, text), CONTEXT.get(language, NOTHING))


@pytest.mark.parametrize(("name", "language"), ROWS)
def test_what_a_court_should_not_write_is_found_by_its_check(name, language):
    missed = [
        (code, text)
        for code, kind, text in TABLES[name][language]
        if code != "-" and code not in {row.code for row in found(language, kind, text)}
    ]
    assert missed == []


@pytest.mark.parametrize(("name", "language"), ROWS)
def test_what_courts_write_every_day_is_never_stopped(name, language):
    blocked = [
        text
        for code, kind, text in TABLES[name][language]
        if code == "-" and Severity.BLOCK in {row.severity for row in found(language, kind, text)}
    ]
    assert blocked == []


def test_a_question_is_not_asked_beside_a_block_on_the_same_words():
    rows = found("es", "reply@FundIbarluz", "Hola, @FundIbarluz: escríbannos por privado y vemos lo de su juicio.")
    assert "party-contact" in {row.code for row in rows}
    assert "no-notice" not in {row.reason for row in rows}


def test_an_insult_is_read_with_digits_for_letters():
    rows = found("es", "reply@someone_77", "Hay que ser muy z0quete para no encontrar la Sala 3.")
    assert "derogatory" in {row.code for row in rows}
