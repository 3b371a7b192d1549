"""Hashtags that are several words run together, and the same with a capital at each word."""

from __future__ import annotations

import re
from functools import cache

from approvals.domain.fold import fold
from approvals.domain.packs import load

HASHTAG = re.compile(r"(?<!\w)[#＃]([^\W\d_]{6,60})(?!\w)")
LONG = 10  # letters from which a reader with a screen reader loses the words
LONGEST_WORD = 14
Ways = tuple[int, tuple[int, ...]]  # in how many ways a beginning is words of a language, and the ends of the last way


def is_run_together(tag: str) -> bool:
    """Whether a tag (without its sign) is two or more known words of one language without a capital between them."""
    if len(tag) < LONG or not tag.islower():
        return False
    return any(len(_ways(fold(tag).text, language)[1]) > 1 for language in load("media")["hashtag"])


def capitalised(tag: str) -> str:
    """The tag with a capital at each of its words; as it is where its words are not certain."""
    folded = fold(tag).text
    if not is_run_together(tag) or len(folded) != len(tag):
        return tag
    found = {way for language in load("media")["hashtag"] if (way := _ways(folded, language))[0]}
    ways = {ends for count, ends in found if len(ends) > 1}
    if len(ways) != 1 or any(count != 1 for count, ends in found if len(ends) > 1):
        return tag
    starts = (0, *next(iter(ways))[:-1])
    return "".join(char.upper() if place in starts else char for place, char in enumerate(tag))


@cache
def _vocabulary(language: str) -> frozenset[str]:
    return frozenset(load("media")["hashtag"][language])


def _ways(tag: str, language: str) -> Ways:
    """In how many ways `tag` is made of known words, and where the words of one way end."""
    known = _vocabulary(language)
    nothing: Ways = (0, ())
    best: list[Ways] = [(1, ()), *[nothing] * len(tag)]
    for end in range(1, len(tag) + 1):
        starts = [s for s in range(max(0, end - LONGEST_WORD), end) if best[s][0] and tag[s:end] in known]
        fewest = min(starts, key=lambda s: len(best[s][1]), default=-1)
        if starts:
            best[end] = sum(best[s][0] for s in starts), (*best[fewest][1], end)
    return best[len(tag)]
