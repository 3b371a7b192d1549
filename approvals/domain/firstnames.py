"""First names that many bear: before a surname they say whether the person of a case is meant or somebody else."""

from __future__ import annotations

from functools import cache

from approvals.domain.fold import fold
from approvals.domain.keys import word_key
from approvals.domain.packs import load


def is_first_name(word: str) -> bool:
    """Whether a folded word is one, in whatever case."""
    return word_key(word) in _keys()


@cache
def _keys() -> frozenset[str]:
    rows = load("given")["names"].values()
    return frozenset(word_key(fold(name).text) for row in rows for name in row.split())
