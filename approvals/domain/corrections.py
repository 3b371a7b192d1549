"""Whether a correction changes what was said, or only how it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from approvals.domain.fold import fold

WORD = re.compile(r"\w+")
SLIP = 5  # letters from which a single wrong one is a slip of the pen


def meaning_changes(old: Iterable[str], new: Iterable[str]) -> bool:
    """Whether the texts say something else: any word more or less or another one, or any other figure."""
    before, after = _words(old), _words(new)
    return len(before) != len(after) or any(not _same(*pair) for pair in zip(before, after, strict=True))


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in WORD.findall(fold(text).text)]


def _same(one: str, other: str) -> bool:
    """Equal words, or long ones with the same first letter of which one letter differs."""
    if one == other:
        return True
    if min(len(one), len(other)) < SLIP or one[0] != other[0] or not (one + other).isalpha():
        return False
    return one[0] < "\u3400" and _one_letter(*sorted((one, other), key=len))


def _one_letter(short: str, long: str) -> bool:
    place = next((at for at, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if len(short) == len(long):
        return short[place + 1 :] == long[place + 1 :] or _swapped(short, long, place)
    return len(long) == len(short) + 1 and short[place:] == long[place + 1 :]


def _swapped(one: str, other: str, place: int) -> bool:
    return one[place : place + 2] == other[place : place + 2][::-1] and one[place + 2 :] == other[place + 2 :]
