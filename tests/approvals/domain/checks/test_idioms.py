"""Posts in idioms, asides and winks (idioms.txt), each with the check that must find it, and what looks alike."""

from itertools import pairwise
from pathlib import Path

import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.review import CHECKS, review
from approvals.domain.severity import Severity

from .idiom_cases import MATTERS
from .posts import NOW

CODES = {
    "a": "respond-to-attack",
    "d": "derogatory",
    "p": "political-endorsement",
    "c": "commercial-promotion",
    "j": "judge-privacy",
    "m": "merits-comment",
    "f": "fair-trial",
    "l": "legal-advice",
    "s": "social-login",
    "k": "deliberation-leak",
    "o": "outcome-mismatch",
    "n": "personal-data",
    "g": "geolocation",
    "e": "embargo",
    "v": "personal-voice",
    "i": "jigsaw-identification",
}
TEXT = Path(__file__).with_name("idioms.txt").read_text(encoding="utf-8")
# Under the heading of a language: the letter of a check or `-`, kind, letters of matters, post.
HEADS = [*(at for at in range(len(TEXT)) if TEXT.startswith("== ", at)), len(TEXT)]
PARTS = [TEXT[start:end].splitlines() for start, end in pairwise(HEADS)]
ROWS = {part[0].removeprefix("== "): [line.split("|", 3) for line in part[1:] if line] for part in PARTS}


def found(language, kind, matters, text, checks):
    """The findings of some checks on one post."""
    kind = kind or "service-update"
    answered = {"reply_to": "@someone_77"} if kind == "reply" else {}
    draft = Draft(language, kind, (Surface("text", text),), **answered)
    spoken = tuple(MATTERS[language][letter] for letter in matters)
    return review(draft, Context(NOW, spoken, official_domains=("courts.example",)), checks)


@pytest.mark.parametrize("language", ROWS)
@pytest.mark.parametrize("letter", CODES)
def test_what_is_said_in_an_idiom_is_found(language, letter):
    checks = tuple(check for check in CHECKS if check.code == CODES[letter])
    rows = [row for row in ROWS[language] if row[0] == letter]
    assert rows
    assert [row for row in rows if not found(language, *row[1:], checks)] == []


@pytest.mark.parametrize("language", ROWS)
def test_what_only_sounds_like_it_is_stopped_by_no_check(language):
    checks = tuple(check for check in CHECKS if check.code in CODES.values())
    rows = [row for row in ROWS[language] if row[0] == "-"]
    blocked = [row for row in rows for one in found(language, *row[1:], checks) if one.severity is Severity.BLOCK]
    assert blocked == []
