"""Small numbers, as digits or as words of nine languages, in folded text."""

from __future__ import annotations

import re
from functools import cache

from approvals.domain.fold import fold
from approvals.domain.packs import load

MOST = 19


@cache
def _words() -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(f"{pattern(number)}|{han(number)}"), number) for number in range(MOST + 1))


@cache
def pattern(number: int) -> str:
    """The words for `number` in every language that puts spaces between words, as one regular expression."""
    rows: dict[str, list[str]] = load("numbers")["words"]
    return "|".join(fold(row[number]).text for language, row in rows.items() if language != "zh")


def han(number: int) -> str:
    """The characters for `number`, as one regular expression."""
    return str(load("numbers")["words"]["zh"][number])


def number_of(word: str) -> int | None:
    """The number that a folded word or a row of digits says; None for every other word."""
    if word.isdigit():
        return int(word) if len(word) < 3 else None
    return next((number for found, number in _words() if found.fullmatch(word)), None)
