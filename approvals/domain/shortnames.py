"""Companies by the word that tells them: "Aubrelle" for Société Aubrelle, where a case stands beside it.

Such a word may also be a village or a thing. So it counts only with a capital, directly beside a word of a case
("the Aubrelle appeal"), or where both sides of a title are written with "v" between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from approvals.domain.fold import fold
from approvals.domain.lexicon import words
from approvals.domain.spellings import folded_words, is_body, split_words
from approvals.domain.subject import View

LONG, QUOTED = 5, 4  # letters of a telling word, and of one in quotation marks
NEAR = 48  # characters on either side of a word in which its sign is looked for
SHORT = 3  # letters of a preposition
INSIDE = re.compile(r"[«“\"„]([^«»“”\"„]{3,60})[»”\"“]")
WORD = re.compile(r"[^\W\d_]+")
STOP = re.compile(r"[!?;:\n。]|(?<=[^\W_]{4})\.\s")
BETWEEN = re.compile(
    r" (?:v|vs|versus|c|c/|contre|contra|contro|gegen|против|x|ضد|karsi)[./]{0,2} | \./\. |'\w{1,4} karsi | [-–] "
)
VOWELS = "аеиоуыэюяьи"

Place = tuple[int, int]


def named_by_case(view: View, names: Iterable[str]) -> Iterator[Place]:
    """Where a telling word of one of `names` (bodies, folded or not) stands beside a word of a case."""
    text = view.folded.text
    for word in dict.fromkeys(word for name in names for word in telling(name) if _stem(word) in text):
        for match in _written(word).finditer(text):
            if _capital(view, match) and _is_of_case(text, match):
                yield match.span()


def named_by_sides(view: View, title: str) -> Iterator[Place]:
    """Where a text has a word of either side of a title, and between them what stands there for "against"."""
    text, sides = view.folded.text, _sides(title)
    if len(sides) != 2 or not all(any(_stem(word) in text for word in side) for side in sides):
        return
    for match in BETWEEN.finditer(text):
        before, after = text[max(0, match.start() - NEAR) : match.start() + 1], text[match.end() : match.end() + NEAR]
        for one, other in (sides, sides[::-1]):
            left, right = list(_any(one).finditer(before)), _any(other).search(after)
            if left and right and not STOP.search(before[left[-1].end() :] + after[: right.start()]):
                yield match.start() + 1 - len(before) + left[-1].start(), match.end() + right.end()
                break


@lru_cache(maxsize=4096)
def telling(name: str) -> tuple[str, ...]:
    """The words of a company's name that say which company it is; none for a person or a public body."""
    row = split_words(name)
    if not row or not folded_words("names", "public_bodies").isdisjoint(row):
        return ()
    if not is_body(row, name) and folded_words("names", "trades").isdisjoint(row):
        return ()
    quoted = INSIDE.search(name)
    found = split_words(quoted[1]) if quoted else row
    return tuple(word for word in found if _tells(word, QUOTED if quoted else LONG))


def _tells(word: str, letters: int) -> bool:
    everyday = ("bodies", "trades", "particles", "ordinary", "common")
    return len(word) >= letters and not word.isdigit() and not any(word in folded_words("names", t) for t in everyday)


@lru_cache(maxsize=4096)
def _sides(title: str) -> tuple[tuple[str, ...], ...]:
    parts = BETWEEN.split(fold(title).text)
    sides = tuple(tuple(w for w in split_words(part) if _tells(w, QUOTED)) for part in parts)
    return sides if len(sides) == 2 and all(sides) else ()


def _stem(word: str) -> str:
    if word[-1] in VOWELS and len(word) > QUOTED:
        return word[:-1]
    return word.removeprefix("ال") if len(word) > QUOTED else word


@cache
def _written(word: str) -> re.Pattern[str]:
    """A word with the endings and clitics of its script."""
    stem = re.escape(_stem(word))
    if "\u0400" <= word[0] < "\u0530":
        return re.compile(rf"(?<![^\W_]){stem}[а-я]{{0,3}}(?![^\W_])")
    if "\u0600" <= word[0] < "\u0700":
        return re.compile(rf"(?<![^\W_])[وفبلك]{{0,2}}(?:ال)?{stem}(?![^\W_])")
    return re.compile(rf"(?<![^\W_]){stem}s?(?![^\W_])")


@cache
def _any(side: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_written(word).pattern for word in side))


def _capital(view: View, match: re.Match[str]) -> bool:
    first = view.text[view.folded.span(*match.span())[0]]
    return first.isupper() or first.lower() == first.upper()


def _is_of_case(text: str, match: re.Match[str]) -> bool:
    before = [row[0] for row in WORD.finditer(STOP.split(text[max(0, match.start() - NEAR) : match.start()])[-1])]
    after = [row[0] for row in WORD.finditer(STOP.split(text[match.end() : match.end() + NEAR])[0])][:2]
    after = after[1:] if after and match.string[match.end()] == "'" else after[:1]
    places = words("signs", "place_before"), words("signs", "place_after")
    if (before and places[0].fullmatch(before[-1])) or (after and places[1].fullmatch(after[0])):
        return False
    while before and len(before) > 1 and _may_stand_between(before[-1]):
        before.pop()
    return any(_is_sign(word) for word in (*before[-1:], *after))


def _may_stand_between(word: str) -> bool:
    if len(word) <= SHORT or words("signs", "joining").fullmatch(word):
        return True
    return any(word in folded_words("names", table) for table in ("particles", "bodies", "trades"))


def _is_sign(word: str) -> bool:
    return len(word) > 1 and bool(words("signs", "party").fullmatch(word) or words("signs", "dispute").fullmatch(word))
