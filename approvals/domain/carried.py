"""Where words that were spoken of stand, once the text around them has changed."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from .diff import WORDS

Place = tuple[str, int, int]  # surface, start, end (exclusive)
MOST = 3000  # words and signs that are compared one by one; beyond them only words that stand once are found


def carried(old: Mapping[str, str], new: Mapping[str, str], place: Place) -> Place | None:
    """The place in the texts of `new` where the words of `place` in `old` still stand; None where they do not.

    Both map surfaces to texts. The same surface is looked at first, then those that say what it said.
    """
    surface, start, end = place
    before = old.get(surface, "")
    if not before[start:end].strip():
        return None
    for name in (surface, *(one for one in new if one != surface)):
        text = new.get(name, "")
        found = moved(before, text, start, end) if name == surface else start if text == before else None
        if found is not None:
            return name, found, found + end - start
    return None


def moved(old: str, new: str, start: int, end: int) -> int | None:
    """Where old[start:end] begins in `new`, by what stands around it or because the words stand there only once."""
    lead = _common(old, new)
    if end <= lead:
        return start
    tail = _common(old[lead:][::-1], new[lead:][::-1])
    if start >= len(old) - tail:
        return start + len(new) - len(old)
    aligned = _aligned(old[lead : len(old) - tail], new[lead : len(new) - tail], start - lead, end - lead)
    return lead + aligned if aligned is not None else _alone(old, new, start, end)


def _common(left: str, right: str) -> int:
    """How many characters both begin with, in whole words."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    while count and (_goes_on(left, count) or _goes_on(right, count)):
        count -= 1
    return count


def _goes_on(text: str, at: int) -> bool:
    return text[at - 1 : at].isalnum() and text[at : at + 1].isalnum()


def _aligned(old: str, new: str, start: int, end: int) -> int | None:
    left, right = WORDS.findall(old), WORDS.findall(new)
    if start < 0 or end > len(old) or len(left) > MOST or len(right) > MOST:
        return None
    from_left, from_right = _offsets(left), _offsets(right)
    for block in difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        first, last = from_left[block.a], from_left[block.a + block.size]
        if first <= start and end <= last:
            return start - first + from_right[block.b]
    return None


def _offsets(parts: list[str]) -> list[int]:
    found = [0]
    for part in parts:
        found.append(found[-1] + len(part))
    return found


def _alone(old: str, new: str, start: int, end: int) -> int | None:
    """Where words stand that stand only once: by themselves, or with the one sign before and behind them."""
    first, last = max(0, start - 1), end + 1
    if _once(old[first:last], old, new):
        return new.index(old[first:last]) + start - first
    words = old[start:end]
    if not _once(words, old, new):
        return None
    at = new.index(words)
    was, now = (_goes_on(old, start), _goes_on(old, end)), (_goes_on(new, at), _goes_on(new, at + len(words)))
    return at if was == now else None


def _once(words: str, *texts: str) -> bool:
    return all(text.count(words) == 1 for text in texts)
