"""What a stranger writes plainly, and what courts write every day with the same words."""

from itertools import pairwise
from pathlib import Path

import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.review import review
from approvals.domain.severity import Severity

from .tuned_romance import ASIDE, CONTEXT, NOW
from .tuned_romance import found as found_in_romance

LINES = Path(__file__).with_name("plainly.txt").read_text(encoding="utf-8").splitlines()
HEADS = [*(at for at, line in enumerate(LINES) if line.startswith("== ")), len(LINES)]
ROWS = {LINES[at][3:]: [line.split("|", 2) for line in LINES[at + 1 : end]] for at, end in pairwise(HEADS)}
NOTHING = Context(NOW, (), official_domains=("courts.example",))


def found(language, kind, text):
    if language in CONTEXT:
        return found_in_romance(language, kind, text)
    aside = ASIDE.get(kind)
    given = {aside: "@someone_77"} if aside else {}
    surfaces = [Surface("text", text), *(Surface(name.replace("_", "-"), who) for name, who in given.items())]
    return review(Draft(language, kind, tuple(surfaces), **given), NOTHING)


@pytest.mark.parametrize("language", ROWS)
def test_what_is_plainly_wrong_is_found_by_its_check(language):
    missed = [
        (code, text)
        for code, kind, text in ROWS[language]
        if code != "-" and code not in {row.code for row in found(language, kind, text)}
    ]
    assert missed == []


@pytest.mark.parametrize("language", ROWS)
def test_what_courts_write_every_day_is_never_stopped(language):
    blocked = [
        text
        for code, kind, text in ROWS[language]
        if code == "-" and Severity.BLOCK in {row.severity for row in found(language, kind, text)}
    ]
    assert blocked == []
