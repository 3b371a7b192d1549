"""Sentences of a folded text, and what is said in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

# A full stop ends a sentence only after a word: not in "No. 7", "Mr. K." or 10.30.
END = re.compile(r"(?<=[^\W\d_]{3})[\"')\]]{0,2}[.…]+[\s\"')\]]+|[!?]+[\s\"')\]]*|[!?。！？\n؟۔]+")
QUOTED = re.compile(r'"[^"\n]{2,400}"|「[^」\n]{2,400}」|『[^』\n]{2,400}』|《[^》\n]{2,400}》')
Place = tuple[int, int]


@lru_cache(maxsize=8)  # the surfaces of one review
def _cuts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in END.finditer(text) if match.end() < len(text)), len(text))


def sentences(text: str) -> list[Place]:
    """Start and end (exclusive) of every sentence, its closing signs included. Together they are the whole text."""
    return list(pairwise(_cuts(text))) if text else []


def sentence_of(text: str, at: int) -> Place:
    """The sentence in which character `at` stands."""
    return _from(text, at, 0)


def around(text: str, at: int) -> Place:
    """The sentence in which character `at` stands, with the one before and the one after."""
    return _from(text, at, 1)


def _from(text: str, at: int, more: int) -> Place:
    cuts = _cuts(text)
    number = min(max(bisect_right(cuts, at) - 1, 0), len(cuts) - 2)
    return cuts[max(0, number - more)], cuts[min(len(cuts) - 1, number + more + 1)]


def number_at(places: Sequence[Place], at: int) -> int:
    """Which of the places, in the order of the text, begins last before character `at`; -1 before all."""
    return bisect_right(places, at, key=lambda place: place[0]) - 1


def within(places: Sequence[Place], start: int, end: int) -> bool:
    """Whether one of the places, which do not overlap, holds these characters."""
    number = number_at(places, start)
    return number >= 0 and end <= places[number][1]


@lru_cache(maxsize=8)
def _quotes(text: str) -> tuple[Place, ...]:
    return tuple(match.span() for match in QUOTED.finditer(text))


def quoted(text: str) -> Iterator[Place]:
    """Places within quotation marks, the marks included. Folding has made most marks of Europe one."""
    return iter(_quotes(text))


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether these characters stand within quotation marks."""
    return within(_quotes(text), start, end)
