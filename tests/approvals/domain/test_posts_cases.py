"""Posts on cases as a tired, proud or careless press officer writes them, and notices that only look alike."""

import tomllib
from pathlib import Path

import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.review import review
from approvals.domain.severity import Severity

from .posts_cases import NOW, REGISTERS

ROWS = tomllib.loads(Path(__file__).with_name("posts_cases.toml").read_text(encoding="utf-8"))
FOUND = [(code, lang, row) for code, langs in ROWS["found"].items() for lang, rows in langs.items() for row in rows]
INNOCENT = [(language, row) for language, rows in ROWS["innocent"].items() for row in rows]
CODES = set(ROWS["found"])


def findings(language, row):
    kind, text = row.split(" | ", maxsplit=1)
    draft = Draft(language, kind, (Surface("text", text),), reply_to="@kim_r" if kind == "reply" else "")
    return review(draft, Context(NOW, REGISTERS[language], official_domains=("courts.example",)))


@pytest.mark.parametrize(("code", "language", "row"), FOUND, ids=lambda value: str(value)[:60])
def test_what_is_said_of_a_case_is_found(code, language, row):
    assert code in {finding.code for finding in findings(language, row)}


@pytest.mark.parametrize(("language", "row"), INNOCENT, ids=lambda value: str(value)[:60])
def test_a_notice_of_a_case_is_not_blocked(language, row):
    rows = [finding for finding in findings(language, row) if finding.code in CODES]
    assert [finding for finding in rows if finding.severity is Severity.BLOCK] == []
