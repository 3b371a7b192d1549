"""Posts in spoken.txt: what press officers write in three languages of people, cases and trade, and its look-alikes."""

from pathlib import Path

import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.review import CHECKS, review
from approvals.domain.severity import Severity

from .spoken import NOW, REGISTERS


def _rows():
    """By language and check the rows of kind and text."""
    found, language, code = {}, "", ""
    for line in Path(__file__).with_name("spoken.txt").read_text(encoding="utf-8").split("\n")[1:]:
        if line.startswith("== "):
            language = line.removeprefix("== ")
        elif line.startswith("# "):
            code = line.removeprefix("# ")
        elif line:
            found.setdefault((language, code), []).append(line.split("|", 1))
    return found


ROWS = _rows()
FOUND = [key for key in ROWS if key[1] != "-"]


def findings(language, kind, text, checks=CHECKS):
    draft = Draft(language, kind, (Surface("text", text),), reply_to="@someone_77" if kind == "reply" else "")
    return review(draft, Context(NOW, REGISTERS[language], official_domains=("courts.example",)), checks)


@pytest.mark.parametrize(("language", "code"), FOUND)
def test_what_a_press_officer_lets_slip_is_found(language, code):
    checks = tuple(check for check in CHECKS if check.code == code)
    assert [text for kind, text in ROWS[language, code] if not findings(language, kind, text, checks)] == []


@pytest.mark.parametrize("language", REGISTERS)
def test_what_only_sounds_alike_is_not_blocked(language):
    stopped = [
        text
        for kind, text in ROWS[language, "-"]
        if any(row.severity is Severity.BLOCK for row in findings(language, kind, text))
    ]
    assert stopped == []
