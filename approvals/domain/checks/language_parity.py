"""Readers of every language of the court are told the same, at the same time (guideline 10)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from approvals.domain.facts import Fact, days_in, links_in, numbers_in, spoken_hours, weekdays_in
from approvals.domain.findings import Finding, Span
from approvals.domain.packs import load
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View
from approvals.domain.tongues import base, reads_as

CODE = "language-parity"
GUIDELINES = (10,)
LEVEL = Severity.JUSTIFY
LARGE = 24  # a larger number is written in digits in every language


def run(subject: Subject) -> Iterator[Finding]:
    """A question for each language that is missing, is another, or says another day, number or address."""
    versions = _versions(subject)
    yield from _missing(subject, versions)
    for version in versions:
        other = reads_as(version.letters, version.language)
        if other:
            params = {"language": version.language}
            yield Finding(CODE, GUIDELINES, LEVEL, "language-other", version.whole, "", params)
    if versions and not any(reads_as(one.letters, one.language) for one in versions):
        yield from (finding for version in versions[1:] for finding in _differences(versions[0], version))


@dataclass(frozen=True)
class Version:
    """What is said in one language, on whichever accounts."""

    language: str
    views: tuple[View, ...]

    @property
    def letters(self) -> str:
        return "\n".join(view.folded.text for view in self.views)

    @property
    def whole(self) -> Span:
        view = self.views[0]
        return Span(view.name, 0, len(view.text))

    @cached_property
    def days(self) -> list[tuple[View, Fact]]:
        return [(view, fact) for view in self.views for fact in days_in(view.folded)]

    @cached_property
    def weekdays(self) -> list[tuple[View, Fact]]:
        """None either where its language calls them by names that are not known, of which some are a neighbour's."""
        if base(self.language) not in load("calendar")["weekdays"]:
            return []
        return [(view, fact) for view in self.views for fact in weekdays_in(view.folded)]

    @cached_property
    def links(self) -> list[tuple[View, Fact]]:
        return [(view, _in_folded(view, fact)) for view in self.views for fact in links_in(view.text)]

    def numbers(self, *, with_dates: bool) -> list[tuple[View, Fact]]:
        """Every number and spoken hour of the version, with the surface on which it stands."""
        rows = [(view, fact) for view in self.views for fact in numbers_in(view.folded, with_dates=with_dates)]
        tongue = base(self.language)
        return rows + [(view, fact) for view in self.views for fact in spoken_hours(view.folded, tongue)]


def _in_folded(view: View, fact: Fact) -> Fact:
    places = view.folded.offsets
    return Fact(fact.key, bisect_left(places, fact.start), bisect_left(places, fact.end))


def _versions(subject: Subject) -> list[Version]:
    """The versions by language, that of the draft first."""
    languages = {row.name: row.language or subject.draft.language for row in subject.draft.surfaces}
    rows: dict[str, list[View]] = {subject.draft.language.lower(): []}
    for view in subject.views:
        if view.name == "text" or view.name.startswith("text:"):
            rows.setdefault(languages[view.name].lower(), []).append(view)
    return [Version(language, tuple(views)) for language, views in rows.items() if views]


def _missing(subject: Subject, versions: list[Version]) -> Iterator[Finding]:
    if not versions or (subject.draft.kind == "emergency" and _promised(subject, versions)):
        return
    for required in subject.context.required_languages:
        if not any(_serves(version.language, required.lower()) for version in versions):
            params = {"language": required}
            yield Finding(CODE, GUIDELINES, LEVEL, "language-missing", None, "", params, required)


def _promised(subject: Subject, versions: list[Version]) -> bool:
    """In an emergency the first language goes first, if it says that the others follow."""
    return any(subject.phrases(view, CODE, "promise") for version in versions for view in version.views)


def _serves(there: str, required: str) -> bool:
    """Whether a text in `there` serves readers of `required`: of one language, unless both name another script."""
    if base(there) != base(required):
        return False
    return there == required or "-" not in there or "-" not in required or len(required.split("-")[1]) == 2


def _differences(first: Version, other: Version) -> Iterator[Finding]:
    parsed = bool(first.days) == bool(other.days)
    days = list(_apart("version-date", first.days, other.days, both=not parsed))
    if not days and first.weekdays and other.weekdays:
        days = list(_apart("version-date", first.weekdays, other.weekdays))
    yield from days
    yield from _apart("version-link", first.links, other.links)
    numbers = first.numbers(with_dates=not parsed), other.numbers(with_dates=not parsed)
    yield from _apart("version-number", *numbers, words=True)


def _apart(
    reason: str,
    one: list[tuple[View, Fact]],
    other: list[tuple[View, Fact]],
    *,
    both: bool = False,
    words: bool = False,
) -> Iterator[Finding]:
    """What the other version says alone, or else what it leaves out.

    `both`: only where each has something of its own. `words`: a small number may be written out.
    """
    known, there = {fact.key for _, fact in one}, {fact.key for _, fact in other}
    lost = [(view, fact) for view, fact in one if fact.key not in there]
    added = [(view, fact) for view, fact in other if fact.key not in known]
    if (both and not (lost and added)) or (words and not (lost and added) and not _in_digits([*lost, *added])):
        return
    for view, fact in added or lost:
        yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(fact.start, fact.end))


def _in_digits(rows: list[tuple[View, Fact]]) -> bool:
    """Whether one of these would be written in digits in every language."""
    return any(not fact.key.isdigit() or int(fact.key[:9]) > LARGE for _, fact in rows)
