"""Words near a place in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from approvals.domain.fold import fold
from approvals.domain.lexicon import alternatives
from approvals.domain.packs import load


def listed(words: Iterable[str]) -> re.Pattern[str]:
    """Plain words as one pattern for folded text; a star at the end stands for any ending."""
    return alternatives(re.escape(fold(w.rstrip("*")).text) + (r"\w*" if w.endswith("*") else "") for w in words)


@cache
def words(key: str) -> re.Pattern[str]:
    """One word list of the pack on personal data."""
    return listed(load("personal")["words"][key])


def near(text: str, pattern: re.Pattern[str], start: int, end: int, *, before: int = 45, after: int = 25) -> bool:
    """Whether `pattern` occurs within so many characters before `start` or after `end`."""
    return bool(pattern.search(text[max(0, start - before) : start]) or pattern.search(text[end : end + after]))
