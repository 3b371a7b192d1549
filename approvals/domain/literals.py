r"""What is certain of all that a regular expression matches: words that it holds, its first letter, its length.

Of `(?:will|shall) .{0,20}los\w+` one of the two words `will` and `shall` must be there, and `los`. Plain words are
quick to look for. Borders and what looks ahead are left out: more may pass here, never less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

TOKEN = re.compile(
    r"[\w ]+(?![*+?{])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
    r"|\(\?(?:<?[=!]|:|P<\w+>)|[*+?]\??|\{(?P<least>\d*),?\d*\}\??|.",
    re.S,
)
LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
REPETITION = re.compile(r"[*+?]|\{\d*,?\d*\}")
NOTHING = frozenset({r"\b", r"\B", r"\A", r"\Z", "^", "$"})  # stand for no character
CLASSES = frozenset([r"\w", r"\W", r"\d", r"\D", r"\s", r"\S"])
Words = frozenset[str]
NONE: Words = frozenset()
ENDLESS = re.compile(r"[*+]\??|\{\d*,\}\??")
LETTERS = re.compile(r"\\[wd]|\[(?:\w-\w|[^\W_])+\]")  # of which any number is a part of one word
COMMON = 6.0  # how many times as rare a word is for each letter more, roughly
SHORT = re.compile(r" ?[^\W\u3400-\u9fff]{1,2} ?")  # in Chinese even one letter is a word
ESCAPES = {r"\n": "\n", r"\t": "\t"}


class Width(NamedTuple):
    """How long a match can be at most: characters, and besides them whole words of any length."""

    characters: float
    words: float

    def at_most(self, longest: int) -> float:
        """In a text whose longest word has so many characters."""
        return self.characters + (self.words * longest if self.words else 0)


EMPTY = Width(0, 0)
PLAIN_CLASS = re.compile(r"\[([^\\^\]-][^\\\]-]*)\]")  # such as [£$€]: neither ranges nor what it must not be
DIGITS = frozenset("0123456789")  # folding leaves no others


@dataclass(slots=True)
class _Sequence:
    """What one alternative needs, gathered from left to right. `run` are letters that stand side by side."""

    run: str = ""
    sets: list[Words] = field(default_factory=list)
    width: Width = EMPTY
    firsts: Words | None = NONE  # the letters of which one comes first; None: anything may
    begun: bool = False  # whether something came that must be there

    def widen(self, width: Width, times: float) -> None:
        characters, words = width if times == 1 else (part * times if part else 0 for part in width)
        self.width = Width(self.width.characters + characters, self.width.words + words)

    def begin(self, letters: Words | None, optional: bool) -> None:
        if not self.begun:
            self.firsts = None if self.firsts is None or letters is None else self.firsts | letters
            self.begun = not optional

    def end_run(self) -> None:
        if self.run:
            self.sets.append(frozenset({self.run}))
        self.run = ""

    def needed(self) -> list[Words]:
        """Of white space nothing is certain: it is everywhere. One or two letters tell little where there is more."""
        self.end_run()
        sets = [words for words in self.sets if words and all(map(str.strip, words))]
        return [words for words in sets if not any(map(SHORT.fullmatch, words))] or sets


class Literals(NamedTuple):
    """`needed`: sets of words, the rarest first; of each one stands in a match. `firsts`: what begins it; None: all."""

    needed: tuple[Words, ...]
    firsts: Words | None
    width: Width


def literals(pattern: str) -> Literals:
    """What is certain of every match of `pattern`."""
    found = _sequences(_Tokens(pattern))
    return Literals(tuple(sorted(_together(found), key=_commonness)), _first(found)[0], _widest(found))


def _commonness(words: Words) -> float:
    """How often one of some words stands in a text, roughly: each letter more makes a word several times as rare."""
    return sum(COMMON ** -len(word) for word in words)


class _Tokens:
    def __init__(self, pattern: str) -> None:
        self.rows = list(TOKEN.finditer(pattern))
        self.at = 0

    def __iter__(self) -> Iterator[str]:
        while self.at < len(self.rows):
            self.at += 1
            yield self.rows[self.at - 1][0]

    def repetition(self) -> re.Match[str] | None:
        """Takes the repetition that comes next, if there is one."""
        if self.at == len(self.rows) or not REPETITION.match(self.rows[self.at][0]):
            return None
        self.at += 1
        return self.rows[self.at - 1]


def _sequences(tokens: _Tokens) -> list[_Sequence]:
    """The alternatives up to the closing bracket, or the end."""
    found = [_Sequence()]
    for step in tokens:
        if step == ")":
            break
        if step == "|":
            found.append(_Sequence())
        else:
            _take(step, tokens, found[-1])
    return found


def _together(found: list[_Sequence]) -> list[Words]:
    """What the only alternative needs; of several what they need together, from each the set that tells most."""
    if len(found) == 1:
        return found[0].needed()
    best = [max(row.needed(), key=lambda words: min(map(len, words)), default=NONE) for row in found]
    return [frozenset().union(*best)] if all(best) else []


def _first(found: list[_Sequence]) -> tuple[Words | None, bool]:
    """What may come first in any of the alternatives, and whether one of them may be empty."""
    letters = [sequence.firsts for sequence in found]
    known = [one for one in letters if one is not None]
    return (frozenset().union(*known) if len(known) == len(letters) else None, not all(row.begun for row in found))


def _widest(found: list[_Sequence]) -> Width:
    return Width(*map(max, zip(*(sequence.width for sequence in found), strict=True)))


def _take(step: str, tokens: _Tokens, sequence: _Sequence) -> None:
    if step in NOTHING:
        return
    if step in LOOKS:
        _sequences(tokens)
        return
    sets: list[Words] = []
    letter, width = "", Width(1, 0)
    first: Words | None = None
    empty = False
    if step[0] == "(":
        inner = _sequences(tokens)
        sets, width, (first, empty) = _together(inner), _widest(inner), _first(inner)
    elif not (step[0] == "[" or step == "." or step in CLASSES):
        letter = ESCAPES.get(step, step.removeprefix("\\"))
        first, width = frozenset({letter[0]}), Width(len(letter), 0)
    elif step == r"\d":
        first = DIGITS
    elif plain := PLAIN_CLASS.fullmatch(step):
        first = frozenset(plain[1])
    repeated = tokens.repetition()
    optional = repeated is not None and (repeated[0][0] in "*?" or repeated["least"] in ("", "0"))
    sequence.begin(first, optional or empty)
    if LETTERS.fullmatch(step) and repeated and ENDLESS.fullmatch(repeated[0]):
        sequence.widen(Width(0, 1), 1)
    else:
        sequence.widen(width, _most(repeated))
    if letter and repeated is None:
        sequence.run += letter
    else:
        sequence.end_run()
        sequence.sets += [] if optional else [*sets, frozenset({letter} - {""})]


def _most(repeated: re.Match[str] | None) -> float:
    """How often something may stand side by side."""
    if repeated is None or repeated[0][0] == "?":
        return 1
    if ENDLESS.fullmatch(repeated[0]):
        return inf
    return int(re.findall(r"\d+", repeated[0])[-1])
