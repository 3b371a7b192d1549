"""Where words of several lists stand together: in one sentence, a cry such as "Congratulations!" joined to its next."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from approvals.domain.sentences import Place, quoted, sentences, within

CRY = 24  # characters of the longest sentence that says nothing alone
HAN_CRY = 7
# 'I was nervous,' in single marks: an apostrophe inside a word does not end it.
SINGLE = re.compile(r"(?<!\w)'(?=\w)(?:[^'\n]|'(?=\w)){2,400}'(?!\w)")
HAN = re.compile("[\u3400-\u9fff]")
Found = Sequence[re.Match[str]]


class Meeting(NamedTuple):
    """A stretch of text, and in it one match of each list: the first of the first, of the others the nearest."""

    place: Place
    words: tuple[re.Match[str], ...]

    @property
    def span(self) -> Place:
        """From the first of the words to the end of the last."""
        return min(word.start() for word in self.words), max(word.end() for word in self.words)

    @property
    def gap(self) -> Place:
        """What stands between the first word's end and the last one's start; empty where they touch."""
        return min(word.end() for word in self.words), max(word.start() for word in self.words)


def stretches(text: str) -> list[Place]:
    """The sentences of a folded text; a very short one is one with the next, or the last. They are the whole text."""
    joined: list[Place] = []
    for start, end in sentences(text):
        last = joined[-1] if joined else None
        if last and (_is_cry(text[slice(*last)]) or (end == len(text) and _is_cry(text[start:end]))):
            joined[-1] = (last[0], end)
        else:
            joined.append((start, end))
    return joined


def doubles(text: str) -> list[Place]:
    """Each stretch of a folded text together with the one behind it; the only one alone."""
    rows = stretches(text)
    return [(one[0], other[1]) for one, other in pairwise(rows)] or rows


def _is_cry(sentence: str) -> bool:
    words = sentence.strip()
    return len(words) <= (HAN_CRY if HAN.search(words) else CRY)


def inside(found: Found, place: Place) -> Found:
    """Those that begin within a place. `found` is in the order of the text."""
    first = bisect_left(found, place[0], key=re.Match.start)
    return found[first : bisect_left(found, place[1], first, key=re.Match.start)]


class Speech:
    """What is said in quotation marks of a folded text, in double or in single ones."""

    def __init__(self, text: str) -> None:
        self.marks = list(quoted(text)), [match.span() for match in SINGLE.finditer(text)]

    def holds(self, start: int, end: int) -> bool:
        """Whether these characters stand within quotation marks."""
        return any(within(places, start, end) for places in self.marks)


def meetings(places: Sequence[Place], first: Found, *others: Found) -> Iterator[Meeting]:
    """Each place in which words of every list stand."""
    if not first or not all(others):
        return
    for place in places:
        anchors = inside(first, place)
        rows = [inside(found, place) for found in others] if anchors else []
        if anchors and all(rows):
            yield Meeting(place, (anchors[0], *(_nearest(row, anchors[0].start()) for row in rows)))


def _nearest(found: Found, at: int) -> re.Match[str]:
    return min(found, key=lambda match: abs(match.start() - at))
