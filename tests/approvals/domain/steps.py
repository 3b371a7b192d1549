"""Counts what a backtracking engine does with a pattern: every try of one element at one place is a step.

It walks the tree that Python's own engine compiles, in the same order, without any of its short cuts; so the count is
at least the engine's, and it is the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from re import _compiler, _constants, _parser
from typing import Any

SINGLE = {_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN}
REPEATS = {_constants.MAX_REPEAT: False, _constants.MIN_REPEAT: True}  # lazy?
Ends = Iterator[int]


class Walk:
    """One pattern over one text."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self.tree = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE | re.UNICODE)
        self.text, self.count = text, 0
        self.flags = pattern.flags
        self.known: dict[tuple[str, int, str], bool] = {}

    def search(self) -> int:
        """The steps of finding every match from left to right."""
        at = 0
        while at <= len(self.text):
            end = next(self.row(list(self.tree), 0, at, self.flags), None)
            at = end if end is not None and end > at else at + 1
        return self.count

    def row(self, items: list[Any], i: int, at: int, flags: int) -> Ends:
        if i == len(items):
            yield at
            return
        for middle in self.one(items[i], at, flags):
            yield from self.row(items, i + 1, middle, flags)

    def one(self, item: Any, at: int, flags: int) -> Ends:
        self.count += 1
        op, value = item
        if op in SINGLE:
            yield from [at + 1] if self.takes(item, at, flags) else []
        elif op in REPEATS:
            yield from self.repeat(value, at, flags, lazy=REPEATS[op])
        else:
            yield from self.KINDS[op](self, item, at, flags)

    def takes(self, item: Any, at: int, flags: int) -> bool:
        if at >= len(self.text):
            return False
        key = str(item), flags, self.text[at]
        if key not in self.known:
            self.known[key] = self.whole([item], self.text[at], flags).fullmatch(self.text[at]) is not None
        return self.known[key]

    def whole(self, items: list[Any], text: str, flags: int) -> re.Pattern[str]:
        return _compiler.compile(_parser.SubPattern(self.tree.state, items), flags & re.IGNORECASE)

    def repeat(self, value: Any, at: int, flags: int, *, lazy: bool) -> Ends:
        least, most, body = value
        items = list(body)
        if len(items) == 1 and items[0][0] in SINGLE:
            yield from self.run(items[0], least, int(most), at, flags, lazy)
        else:
            yield from self.again(items, least, int(most), at, flags, lazy)

    def run(self, item: Any, least: int, most: int, at: int, flags: int, lazy: bool) -> Ends:
        end = at
        while end - at < most and self.takes(item, end, flags):
            self.count += 1
            end += 1
        ends = range(at + least, end + 1)
        yield from ends if lazy else reversed(ends)

    def again(self, items: list[Any], least: int, most: int, at: int, flags: int, lazy: bool) -> Ends:
        if lazy and least <= 0:
            yield at
        if most > 0:
            for middle in self.row(items, 0, at, flags):
                if middle > at:
                    yield from self.again(items, least - 1, most - 1, middle, flags, lazy)
        if not lazy and least <= 0:
            yield at

    def branch(self, item: Any, at: int, flags: int) -> Ends:
        for arm in item[1][1]:
            yield from self.row(list(arm), 0, at, flags)

    def group(self, item: Any, at: int, flags: int) -> Ends:
        _number, add, remove, body = item[1]
        yield from self.row(list(body), 0, at, flags & ~remove | add)

    def border(self, item: Any, at: int, flags: int) -> Ends:
        word = [c.isalnum() or c == "_" for c in (self.text[at - 1 : at] if at else "", self.text[at : at + 1])]
        assert item[1] is _constants.AT_BOUNDARY, item
        yield from [at] if word[0] != word[1] else []

    def beside(self, item: Any, at: int, flags: int) -> Ends:
        direction, body = item[1]
        start = at if direction > 0 else at - 1
        met = start >= 0 and next(self.row(list(body), 0, start, flags), None) is not None
        yield from [at] if met == (item[0] is _constants.ASSERT) else []

    KINDS: dict[Any, Callable[..., Ends]] = {
        _constants.BRANCH: branch,
        _constants.SUBPATTERN: group,
        _constants.AT: border,
        _constants.ASSERT: beside,
        _constants.ASSERT_NOT: beside,
    }


def steps(pattern: re.Pattern[str], text: str) -> int:
    """How many steps it takes to find every match of `pattern` in `text`."""
    return Walk(pattern, text).search()
