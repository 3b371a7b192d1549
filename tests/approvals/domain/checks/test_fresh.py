"""Posts that people wrote before they had seen the word lists, in nine languages."""

from pathlib import Path

import pytest

from approvals.domain.findings import Context
from approvals.domain.review import CHECKS, review
from approvals.domain.severity import Severity

from .posts import NOW, post

ROWS = [
    line.split(" ", 3)
    for line in (Path(__file__).parent / "fresh.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
CODES = {row[0] for row in ROWS} - {"-"}


def found(language, kind, text):
    """The findings of the checks that these posts are for."""
    checks = tuple(check for check in CHECKS if check.code in CODES)
    context = Context(NOW, official_domains=("courts.example",), allow_handles=("@Weather",))
    return review(post(language, kind, text), context, checks)


@pytest.mark.parametrize(("code", "language", "kind", "text"), [row for row in ROWS if row[0] != "-"])
def test_what_a_stranger_writes_is_found_by_its_check(code, language, kind, text):
    assert code in {row.code for row in found(language, kind, text)}


@pytest.mark.parametrize(("language", "kind", "text"), [row[1:] for row in ROWS if row[0] == "-"])
def test_what_every_court_may_say_is_not_stopped(language, kind, text):
    assert [row for row in found(language, kind, text) if row.severity is Severity.BLOCK] == []
