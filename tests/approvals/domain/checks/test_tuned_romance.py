"""Posts that press officers of Spain, Italy, Portugal and Brazil might write, and their look-alikes."""

from itertools import pairwise
from pathlib import Path

import pytest

from approvals.domain.severity import Severity

from .tuned_romance import CONTEXT, found

LINES = Path(__file__).with_name("tuned_romance.txt").read_text(encoding="utf-8").splitlines()
HEADS = [*(at for at, line in enumerate(LINES) if line.startswith("== ")), len(LINES)]
ROWS = {LINES[at][3:]: [line.split("|", 2) for line in LINES[at + 1 : end]] for at, end in pairwise(HEADS)}


@pytest.mark.parametrize("language", CONTEXT)
def test_what_a_press_officer_should_not_write_is_found_by_its_check(language):
    missed = [
        (code, text)
        for code, kind, text in ROWS[language]
        if code != "-" and code not in {row.code for row in found(language, kind, text)}
    ]
    assert missed == []


@pytest.mark.parametrize("language", CONTEXT)
def test_what_only_looks_alike_stops_nothing(language):
    blocked = [
        text
        for code, kind, text in ROWS[language]
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
