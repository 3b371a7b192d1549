"""What the checks look at: a draft and its context, folded and searched for names once for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice

from approvals.domain.findings import Context, Draft, Finding, MatterFacts, Party, Restriction, Span, Surface
from approvals.domain.fold import Folded, fold
from approvals.domain.names import Match, matches, places
from approvals.domain.phrases import Reading, words_of
from approvals.domain.spellings import Spelling, spellings
from approvals.domain.tokens import Grams
from approvals.domain.tongues import tongues

Written = tuple[str, tuple[str, ...]]  # a name, and its further forms
MOST_FINDINGS = 60  # of one check: a text with more is mended as a whole, and is read in bounded time
LISTING = ("hearing-list", "livestream", "handdown-notice")


@dataclass(frozen=True, slots=True)
class View:
    """One surface with its folded text."""

    name: str
    text: str
    folded: Folded

    def span(self, start: int, end: int) -> Span:
        """The author's characters behind folded `start` to `end`."""
        return Span(self.name, *self.folded.span(start, end))


@dataclass(frozen=True, slots=True)
class Known:
    """A name of a matter with its spellings. `protected` names are never printed."""

    name: str
    party: Party
    protected: bool
    spellings: dict[str, Spelling]


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of a matter: `how` is docket, title, party or protected; `start`, `end` are folded characters."""

    how: str
    span: Span
    start: int
    end: int


class Subject:
    """A draft in its context. Built anew for each review and dropped with it, since it holds protected names."""

    def __init__(self, draft: Draft, context: Context) -> None:
        if context.publish_at.tzinfo is None:
            raise ValueError("publish_at must carry a time zone")
        self.draft = draft
        self.context = context
        self.mentions: dict[tuple[str, str], list[Reference]] = {}
        self.meant: dict[tuple[int, bool, bool], bool] = {}
        self._grams: dict[str, Grams] = {}
        self._spelled: dict[Written, dict[str, Spelling]] = {}
        self._matched: dict[tuple[str, int], list[Match]] = {}
        self._found: dict[Run, list[Finding]] = {}
        self._readings: dict[str, tuple[frozenset[str], Reading]] = {}

    def found(self, run: Run) -> list[Finding]:
        """What a check finds, read once however many others ask for it: one more than MOST_FINDINGS at most."""
        if run not in self._found:
            self._found[run] = list(islice(run(self), MOST_FINDINGS + 1))
        return self._found[run]

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Every surface, the file names of the pictures among them."""
        named = {surface.name for surface in self.draft.surfaces}
        rows = list(self.draft.surfaces)
        for number, picture in enumerate(self.draft.pictures):
            rows.append(Surface(f"file:{number}", picture.file_name))
            if f"alt:{number}" not in named and picture.alt not in {row.text for row in rows}:
                rows.append(Surface(f"alt:{number}", picture.alt))
        return tuple(View(row.name, row.text, fold(row.text)) for row in rows if row.text)

    @cached_property
    def local(self) -> datetime:
        """The time of publication on the clock of the court."""
        return self.context.publish_at.astimezone(self.context.zone) if self.context.zone else self.context.publish_at

    def tongues(self, view: View) -> frozenset[str]:
        """The languages in which a surface seems to be written, that of the draft among them."""
        return self._read(view)[0]

    def phrases(self, view: View, check: str, table: str) -> list[re.Match[str]]:
        """Where words of one table of `packs/words/<check>.toml` stand in the folded text of a surface."""
        return self._read(view)[1].find((check, table))

    def _read(self, view: View) -> tuple[frozenset[str], Reading]:
        if view.name not in self._readings:
            languages = tongues(view.folded.text, self.draft.language)
            self._readings[view.name] = languages, Reading(view.folded.text, words_of(languages, self.context.rules))
        return self._readings[view.name]

    @cached_property
    def names(self) -> dict[str, list[Known]]:
        """The names of each matter, by its code: parties and witnesses, and whoever an order in force protects."""
        return {matter.code: self._names_of(matter) for matter in self.context.matters}

    def _names_of(self, matter: MatterFacts) -> list[Known]:
        shielded = {name for order in matter.restrictions if self.in_force(order) for name in order.protects}
        rows = [(party, party.protected or party.name in shielded) for party in matter.parties]
        there = {party.name for party in matter.parties}
        rows += [(Party(name, protected=True), True) for name in sorted(shielded - there)]
        return [Known(person.name, person, secret, self._spellings(person)) for person, secret in rows]

    def _spellings(self, party: Party) -> dict[str, Spelling]:
        """Made once for all who are written alike: a common name may stand in a hundred matters."""
        written = party.name, (*party.forms, *_handles(party))
        if written not in self._spelled:
            self._spelled[written] = spellings(*written)
        return self._spelled[written]

    def in_force(self, order: Restriction) -> bool:
        """Whether an order binds at the time of publication; without an end it binds until further order."""
        return order.until is None or self.context.publish_at < order.until

    @cached_property
    def _wanted(self) -> frozenset[str]:
        return frozenset(key for rows in self.names.values() for known in rows for key in known.spellings)

    def matches(self, view: View, known: Known) -> list[Match]:
        """Where a name stands in a surface, in any of its spellings. Not yet weighed."""
        if view.name not in self._grams:
            self._grams[view.name] = places(view.text, self._wanted) if self._wanted else {}
        key = view.name, id(known.spellings)
        if key not in self._matched:
            self._matched[key] = matches(self._grams[view.name], known.spellings)
        return self._matched[key]


Run = Callable[[Subject], Iterable[Finding]]


def _handles(party: Party) -> tuple[str, ...]:
    return tuple(f"@{handle.strip().lstrip('@＠')}" for handle in party.handles if handle.strip())
