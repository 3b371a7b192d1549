"""Posts in nine languages in manners.txt: what a tired, proud or careless press officer writes, and its look-alikes."""

from pathlib import Path

import pytest

from approvals.domain.severity import Severity

from .posts import found

CODES = {
    "d": "derogatory",
    "a": "respond-to-attack",
    "b": "reply-debate",
    "p": "personal-voice",
    "y": "policy-opinion",
    "t": "tone",
}


def _rows():
    """Language, codes or `i` for innocent, kind, text: a heading names the language of the rows below it."""
    language = ""
    for line in Path(__file__).with_name("manners.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            language = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            yield (language, *line.split("|", 2))


ROWS = list(_rows())
CARELESS = [row for row in ROWS if row[1] != "i"]
INNOCENT = [row for row in ROWS if row[1] == "i"]


def rows_of(code, language, text, kind):
    return found(code, language, text, kind, reply_to="@someone_77" if kind == "reply" else "")


@pytest.mark.parametrize(("language", "codes", "kind", "text"), CARELESS, ids=lambda value: str(value)[:40])
def test_bad_manners_are_found(language, codes, kind, text):
    assert [letter for letter in codes if not rows_of(CODES[letter], language, text, kind)] == []


@pytest.mark.parametrize(("language", "_codes", "kind", "text"), INNOCENT, ids=lambda value: str(value)[:40])
def test_what_is_only_near_to_bad_manners_stops_nothing(language, _codes, kind, text):
    found_rows = [row for code in CODES.values() for row in rows_of(code, language, text, kind)]
    assert [row for row in found_rows if row.severity == Severity.BLOCK] == []
    assert [row for row in found_rows if kind != "judgment"] == []
