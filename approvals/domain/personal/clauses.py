"""The sentences of a surface with the words of a check's tables that stand in each: rules are combinations of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from approvals.domain.sentences import Place, is_quoted, number_at, sentences
from approvals.domain.subject import Subject, View

BEFORE, AFTER = 40, 12  # characters around words within which a refusal belongs to them
CLAUSE = re.compile(r"[.;:!?。；：！？؛\n]\s")
Words = re.Match[str]


@dataclass(frozen=True)
class Clause:
    """One sentence of folded text, `start` to `end`, and the words of each table within it."""

    text: str
    start: int
    end: int
    found: dict[str, list[Words]] = field(default_factory=dict)

    def has(self, *tables: str) -> bool:
        """Whether words of every one of the tables stand here."""
        return all(table in self.found for table in tables)

    def any(self, *tables: str) -> bool:
        """Whether words of one of the tables stand here."""
        return any(table in self.found for table in tables)

    def of(self, *tables: str) -> list[Words]:
        """The words of the tables, by place."""
        return sorted((word for table in tables for word in self.found.get(table, ())), key=lambda word: word.start())

    def denied(self, start: int, end: int, after: int = AFTER) -> bool:
        """Whether these characters are said not to be done: "never send", but not "do not wait, send"."""
        urging = [word.span() for word in self.of("urged")]
        for word in self.of("refused"):
            if any(first <= word.start() < last for first, last in urging):
                continue
            if start - BEFORE <= word.end() and word.start() <= end + after:
                between = self.text[word.end() : start] if word.end() <= start else ""
                if not CLAUSE.search(between):
                    return True
        return False

    def behind(self, table: str, start: int, most: int = 6) -> bool:
        """Whether words of a table stand directly before a place: "if you win"."""
        ends = [word.end() for word in self.of(table)]
        return any(0 <= start - end <= most and not self.text[end:start].strip() for end in ends)


def together(one: Words | Clause, other: Words) -> Place:
    """From where the first of two begins to where the last of them ends."""
    first, last = one.span() if isinstance(one, re.Match) else (one.start, one.end), other.span()
    return min(first[0], last[0]), max(first[1], last[1])


def nearest(word: Words, others: Iterable[Words]) -> Words | None:
    """Which of the others stands nearest to a word."""
    return min(others, key=lambda other: abs(other.start() - word.start()), default=None)


class Clauses:
    """What one check reads of one surface. A table is searched when it is first asked for."""

    def __init__(self, subject: Subject, view: View, check: str) -> None:
        self.subject, self.view, self.check = subject, view, check
        self.text = view.folded.text
        self._found: dict[str, list[Words]] = {}

    def words(self, table: str) -> list[Words]:
        """The words of one table, wherever they stand."""
        if table not in self._found:
            self._found[table] = self.subject.phrases(self.view, self.check, table)
        return self._found[table]

    def lack(self, *tables: str) -> bool:
        """Whether not one word of some table stands anywhere here. Name the rarest first."""
        return not all(self.words(table) for table in tables)

    @cached_property
    def _places(self) -> list[Place]:
        return sentences(self.text) or [(0, len(self.text))]

    def is_quoted(self, word: Words) -> bool:
        """Whether a word stands within quotation marks, beside others that do not."""
        return is_quoted(self.text, *word.span())

    def each(self, *tables: str) -> Sequence[Clause]:
        """Every sentence with the words of these tables."""
        rows = [Clause(self.text, *place) for place in self._places]
        for table in tables:
            for word in self.words(table):
                row = rows[max(0, number_at(self._places, word.start()))]
                row.found.setdefault(table, []).append(word)
        return rows
