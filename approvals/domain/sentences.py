"""Sentences of a folded text, and what is said in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

# A full stop ends a sentence only after a word: not in "No. 7", "Mr. K." or 10.30.
END = re.compile(r"(?<=[^\W\d_]{3})[.…]+[\s\"')\]]+|[!?]+[\s\"')\]]*|[!?。！？\n؟۔]+")
QUOTED = re.compile(r'"[^"\n]{2,400}"|「[^」\n]{2,400}」|『[^』\n]{2,400}』|《[^》\n]{2,400}》')
Place = tuple[int, int]


def sentences(text: str) -> list[Place]:
    """Start and end (exclusive) of every sentence, its closing signs included. Together they are the whole text."""
    cuts = [0, *(match.end() for match in END.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(cuts) if start < end]


def sentence_of(text: str, at: int) -> Place:
    """The sentence in which character `at` stands."""
    return next((place for place in sentences(text) if place[0] <= at < place[1]), (0, len(text)))


def around(text: str, at: int) -> Place:
    """The sentence in which character `at` stands, with the one before and the one after."""
    rows = sentences(text)
    number = next((i for i, (start, end) in enumerate(rows) if start <= at < end), 0)
    near = rows[max(0, number - 1) : number + 2] or [(0, len(text))]
    return near[0][0], near[-1][1]


def quoted(text: str) -> Iterator[Place]:
    """Places within quotation marks, the marks included. Folding has made most marks of Europe one."""
    return (match.span() for match in QUOTED.finditer(text))


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether these characters stand within quotation marks."""
    return any(first <= start and end <= last for first, last in quoted(text))
