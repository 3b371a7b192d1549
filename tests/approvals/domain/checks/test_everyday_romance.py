"""Everyday posts in French, Spanish, Italian and Portuguese (everyday_romance.txt): no check may stop one."""

from itertools import pairwise
from pathlib import Path

import pytest

from approvals.domain.findings import Draft, Surface
from approvals.domain.review import review
from approvals.domain.severity import Severity

from .everyday_romance import CONTEXT

LINES = Path(__file__).with_name("everyday_romance.txt").read_text(encoding="utf-8").splitlines()
HEADS = [*(at for at, line in enumerate(LINES) if line.startswith("== ")), len(LINES)]
ROWS = {LINES[at][3:]: [line.split("|", 1) for line in LINES[at + 1 : end]] for at, end in pairwise(HEADS)}
ASIDE = {"reply": {"reply_to": "@someone_77"}, "repost": {"repost_of": "@Ville"}}


@pytest.mark.parametrize("language", CONTEXT)
def test_what_a_court_says_every_day_is_not_blocked(language):
    blocked = []
    for kind, text in ROWS[language]:
        draft = Draft(language, kind, (Surface("text", text),), **ASIDE.get(kind, {}))
        found = {row.code for row in review(draft, CONTEXT[language]) if row.severity is Severity.BLOCK}
        blocked += [(text, found)] if found else []
    assert blocked == []
