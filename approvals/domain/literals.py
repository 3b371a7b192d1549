r"""What must stand in a text for a regular expression to match it: plain words, which are quick to look for.

Of `(?:will|shall) .{0,20}los\w+` one of the two words `will` and `shall` must be there, and `los`; the set whose
shortest word is longest tells most. Borders and what looks ahead are left out: more may pass here, never less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:|P<\w+>)|[*+?]\??|\{(?P<least>\d*),?\d*\}\??|.", re.S
)
LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
NOTHING = frozenset({r"\b", r"\B", "^", "$"})  # stand for no character
CLASSES = frozenset([r"\w", r"\W", r"\d", r"\D", r"\s", r"\S"])
Words = frozenset[str]
NONE: Words = frozenset()


@dataclass(slots=True)
class _Sequence:
    """What one alternative needs, gathered from left to right. `run` are letters that stand side by side."""

    run: str = ""
    sets: list[Words] = field(default_factory=list)

    def add(self, words: Words) -> None:
        self.end_run()
        self.sets.append(words)

    def end_run(self) -> None:
        if self.run:
            self.sets.append(frozenset({self.run}))
        self.run = ""

    def best(self) -> Words:
        self.end_run()
        return max((words for words in self.sets if words), key=lambda words: min(map(len, words)), default=NONE)


def needed(pattern: str) -> Words:
    """Words of which one stands in every text that `pattern` matches; empty where none is certain."""
    return _alternatives(_Tokens(pattern))


class _Tokens:
    def __init__(self, pattern: str) -> None:
        self.rows = list(TOKEN.finditer(pattern))
        self.at = 0

    def __iter__(self) -> Iterator[str]:
        while self.at < len(self.rows):
            self.at += 1
            yield self.rows[self.at - 1][0]

    def optional(self) -> bool | None:
        """Takes the repetition that comes next: whether it allows nothing at all. None where there is none."""
        if self.at == len(self.rows) or not re.match(r"[*+?]|\{\d*,?\d*\}", self.rows[self.at][0]):
            return None
        row = self.rows[self.at]
        self.at += 1
        return row[0][0] in "*?" or row["least"] in ("", "0")


def _alternatives(tokens: _Tokens) -> Words:
    """Up to the closing bracket, or the end: what every alternative needs, together."""
    found, sequence = list[Words](), _Sequence()
    for step in tokens:
        if step == ")":
            break
        if step == "|":
            found.append(sequence.best())
            sequence = _Sequence()
        else:
            _take(step, tokens, sequence)
    found.append(sequence.best())
    return frozenset().union(*found) if all(found) else NONE


def _take(step: str, tokens: _Tokens, sequence: _Sequence) -> None:
    if step in NOTHING:
        return
    if step in LOOKS:
        _alternatives(tokens)
        return
    words, letter = NONE, ""
    if step[0] == "(":
        words = _alternatives(tokens)
    elif not (step[0] == "[" or step == "." or step in CLASSES):
        letter = step.removeprefix("\\")
    optional = tokens.optional()
    if letter and optional is None:
        sequence.run += letter
    else:
        sequence.add(NONE if optional else words or frozenset({letter}) - {""})
