"""Posts in spoken.txt: what press officers write in three languages of people, cases and trade, and its look-alikes."""

import pytest

from approvals.domain.review import CHECKS
from approvals.domain.severity import Severity

from .spoken import findings, rows

ROWS = rows("spoken")
FOUND = sorted({(language, row[0]) for language in ROWS for row in ROWS[language] if row[0] != "-"})


@pytest.mark.parametrize(("language", "code"), FOUND)
def test_what_a_press_officer_lets_slip_is_found(language, code):
    checks = tuple(check for check in CHECKS if check.code == code)
    asked = [row[1:] for row in ROWS[language] if row[0] == code]
    assert [row for row in asked if not findings(language, *row, checks)] == []


@pytest.mark.parametrize("language", ROWS)
def test_what_only_sounds_alike_is_not_blocked(language):
    asked = [row[1:] for row in ROWS[language] if row[0] == "-"]
    stopped = [row for row in asked if Severity.BLOCK in {one.severity for one in findings(language, *row)}]
    assert stopped == []
