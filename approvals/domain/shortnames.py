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
from approvals.domain.packs import load
from approvals.domain.signals import is_bearer
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
HAN = "\u3400"
HAN_WHOLE = re.compile("[\u3400-\u9fff]+")
HAN_LEAST, HAN_MOST = 4, 8  # signs of what tells a Chinese company
PUBLIC = (
    "政府",
    "委员会",
    "局",
    "医院",
    "学校",
    "大学",
    "中学",
    "小学",
    "村委会",
    "居委会",
    "检察院",
    "法院",
    "厅",
    "部",
)
PLACED = (("names", "particles"), ("names", "given"), ("names", "titles"))  # what stands before a town or a person
ARTICLES = frozenset(["the", "le", "la", "les", "l", "el", "los", "las", "il", "lo", "i", "gli", "o", "os", "as"])
ARABIC = "\u0600"
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
                first, last = match.start() + 1 - len(before), match.end()
                said = _said(before[left[-1].end() :], title)
                one_end = first + left[-1].end() if said else last + right.end()
                yield first + left[-1].start(), one_end
                if said:
                    yield last + right.start(), last + right.end()
                break


def _said(between: str, title: str) -> bool:
    """Whether something is said between a side and "against" that is no part of the title: it may be the result."""
    return not set(WORD.findall(between)) <= set(WORD.findall(fold(title).text))


def named_alone(view: View, names: Iterable[str]) -> Iterator[Place]:
    """Where all that tells a company stands by itself with a capital, after no word that makes it a place.

    It may be anything: the sentence must speak of a case.
    """
    text = view.folded.text
    for row in dict.fromkeys(row for name in names if (row := _alone(name)) and row[0][: -2 or None] in text):
        for match in _row(row).finditer(text):
            if _capital(view, match) and not _placed(text[max(0, match.start() - NEAR) : match.start()]):
                yield match.span()


def _placed(before: str) -> bool:
    """Whether the words before a name make it a town or a person: "in", "Giulia", "the road of the"."""
    last = WORD.findall(STOP.split(before)[-1])[-2:]
    while last and last[-1] in ARTICLES:
        last.pop()
    if not last:
        return False
    tables = words("signs", "where"), words("signs", "place_before")
    listed = any(last[-1] in folded_words(*table) for table in PLACED)
    return listed or any(table.fullmatch(last[-1]) for table in tables)


@lru_cache(maxsize=4096)
def _alone(name: str) -> tuple[str, ...]:
    """The words that tell a company, where nothing but its kind stands beside them."""
    kinds = folded_words("names", "bodies") | folded_words("names", "trades") | folded_words("names", "particles")
    left = tuple(word for word in split_words(name) if word not in kinds)
    return left if left and left[0] < ARABIC and left == telling(name) else ()


@cache
def _row(row: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"[\W_]{1,3}".join(_written(word).pattern for word in row))


def named_by_core(view: View, names: Iterable[str]) -> Iterator[Place]:
    """Where all that tells a company stands without its kind: in marks, two words of Arabic, four Chinese signs.

    The Arabic words may be a phrase of every day, so that a word of a case must stand in their sentence.
    """
    text = view.folded.text
    for quoted in dict.fromkeys(found[1] for name in names if (found := INSIDE.search(name))):
        yield from (match.span(1) for match in _in_marks(fold(quoted).text).finditer(text))
    for core in dict.fromkeys(core for name in names if (core := _core(name)) and core.split()[0] in text):
        for match in _written(core).finditer(text) if core[0] < HAN else re.finditer(core, text):
            if core[0] >= HAN or (_has_sign(text, match) and not _in_a_bearer(text, match)):
                yield match.span()


def _in_a_bearer(text: str, match: re.Match[str]) -> bool:
    """Whether a hall or a library stands before what is also the core of a company's name."""
    before = WORD.findall(text[max(0, match.start() - NEAR) : match.start()])
    return bool(before) and text[: match.start()].endswith(before[-1] + " ") and is_bearer(before[-1])


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    """A company's name without the words that say what it is and does; "" where too little is left."""
    text = fold(name).text.strip()
    if text[:1] >= HAN:
        kind = max((end for end in load("names")["han_bodies"] if text.endswith(end)), key=len, default="")
        core = text.removesuffix(kind) if kind and HAN_WHOLE.fullmatch(text) else ""
        return core if HAN_LEAST <= len(core) <= HAN_MOST and not text.endswith(PUBLIC) else ""
    kinds = folded_words("names", "bodies") | folded_words("names", "trades")
    row = split_words(name)
    left = [word for word in row if word not in kinds and not word.startswith("لل")]
    whole = " ".join(left)
    return whole if "\u0600" <= text[:1] < "\u0700" and 1 < len(left) < len(row) and whole in text else ""


@lru_cache(maxsize=4096)
def telling(name: str) -> tuple[str, ...]:
    """The words of a company's name that say which company it is; none for a person or a public body."""
    row = split_words(name)
    if not row or not folded_words("names", "public_bodies").isdisjoint(row):
        return ()
    quoted = INSIDE.search(name)
    if not quoted and not is_body(row, name) and folded_words("names", "trades").isdisjoint(row):
        return ()
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


@lru_cache(maxsize=4096)
def _in_marks(quoted: str) -> re.Pattern[str]:
    """A name within quotation marks, with the endings of its script."""
    row = " ".join(_written(word).pattern for word in split_words(quoted))
    return re.compile(f'"({row})"') if row else re.compile(r"(?!)")


def _has_sign(text: str, match: re.Match[str]) -> bool:
    """Whether a word of a case stands in the same sentence, or right before it what kind of company it is."""
    before = STOP.split(text[max(0, match.start() - NEAR) : match.start()])[-1]
    after = STOP.split(text[match.end() : match.end() + NEAR])[0]
    kind = WORD.findall(before)[-1:]
    if kind and any(kind[0].lstrip("وفبل") in folded_words("names", table) for table in ("bodies", "trades")):
        return True
    return any(_is_sign(word) for word in WORD.findall(f"{before} {after}"))


def _may_stand_between(word: str) -> bool:
    if len(word) <= SHORT or words("signs", "joining").fullmatch(word):
        return True
    return any(word in folded_words("names", table) for table in ("particles", "bodies", "trades"))


def _is_sign(word: str) -> bool:
    return len(word) > 1 and bool(words("signs", "party").fullmatch(word) or words("signs", "dispute").fullmatch(word))
