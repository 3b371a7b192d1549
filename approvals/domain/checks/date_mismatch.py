"""The day that readers are told is the day that is meant (guidelines 5, 10).

Days off are not known: a court does not say yet by whose calendar it rests.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, cached_property
from itertools import pairwise
from typing import TypeVar

from approvals.domain.calendar import EARLIEST, group_of, readings
from approvals.domain.dates import HIJRI, Dated, Word, dates, relative_words, weekdays
from approvals.domain.days import SkippedTime, clock
from approvals.domain.findings import Finding
from approvals.domain.packs import load
from approvals.domain.sentences import is_quoted, sentence_of
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View

CODE = "date-mismatch"
GUIDELINES = (5, 10)
LEVEL = Severity.JUSTIFY
TOLD = ("education", "scam-warning", "judgment", "correction", "statistics")  # kinds in which a quotation is another's
HISTORY = (*TOLD, "obituary", "appointment", "repost", "reply")
ANNOUNCING = ("hearing-list", "livestream", "handdown-notice")
OPEN, SHUT = r"[\s,:()（）、\[\]|–—-]{0,4}", r"(?:\.(?=\s?[,(（]))?[\s,()（）、\[\]|–—-]{0,4}"
AFTER = re.compile(rf"{SHUT}(?:(?:a|un|une|is|it is|das ist|ein|der|gunu|يوم|в|г\.)\s)?{SHUT}\Z")
LISTED = re.compile(
    r"\s?(?:,|&|and|or|et|ou|y|o|e|und|oder|ve|veya|и|или|و|او|和|及|或|、)\s?(?:on |the |le |el |am |в )?\Z"
)
LONG = 40  # characters that a gap may have
YEARS = re.compile(r"(?<![\d./-])(1[5-9]\d\d|20\d\d)(?![\d./-])")
TIME = re.compile(r"(?<![\d.:/])(\d{1,2})(?:[:h时点]| h )(\d{2})(?![\d:])")
HALF_TWICE = re.compile(r"(?<![\d:.])(?:1[3-9]|2[0-3])[:.]\d\d\s?a\.?m\b|(?<![\d:.])(?:1[3-9]|2\d)\s?[ap]m\b")
HAN_TIME = re.compile(r"(?:上午|下午|晚上|早上|中午|时间)\s?(\d{1,2})(?:[:：点时](\d{2})?)")
Place = TypeVar("Place", Word, Dated)


@cache
def _joint(name: str) -> str:
    words = sorted(load("calendar")["joints"][name], key=len, reverse=True)
    return f"(?:{'|'.join(words)})"


@cache
def _gap(clock: bool) -> re.Pattern[str]:
    """What may stand between a day and its date; with a clock time in it, between tomorrow and its day."""
    hour = rf"(?:\s?,?\s?{_joint('clock')}?\s?\d{{1,2}}(?:[:.h]\s?\d\d|(?=\s?(?:h|uhr|[ap]\.?m|[点时])))"
    at = rf"{hour}(?:\s?uhr|\s?[ap]\.?m\.?|\s?h|[点时])?)?" if clock else ""
    return re.compile(rf"{at}{OPEN}(?:{_joint('small')}\s?[,:]?\s?){{0,3}}{OPEN}\Z")


@cache
def _ends_with(name: str, more: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){_joint(name)}\s?(?:the |le |el |il |dem )?\Z{more}")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words on one day that stand side by side, and whether they agree."""

    start: int
    end: int
    agrees: bool
    reason: str


def run(subject: Subject) -> Iterator[Finding]:
    """A question for each date that its day of the week, the day of publication or the calendar contradicts."""
    day = subject.local.date().isoformat()
    for view in subject.views:
        if view.name.startswith(("file:", "link", "reply-to", "repost-of")):
            continue
        for pair in Reader(subject, view).wrong():
            params = {"day": day} if pair.reason == "relative-wrong" else {}
            yield Finding(CODE, GUIDELINES, LEVEL, pair.reason, view.span(pair.start, pair.end), "", params)


class Reader:
    """The days of which one text speaks."""

    def __init__(self, subject: Subject, view: View) -> None:
        self.subject, self.view, self.text = subject, view, view.folded.text
        self.today = subject.local.date()
        self.said: dict[str, list[int]] = {}

    def wrong(self) -> Iterator[Pair]:
        """Everything that contradicts something."""
        pairs = [*self._with_weekday(), *self._between_calendars()]
        right = self.subject.draft.kind == "correction" and any(pair.agrees for pair in pairs)
        yield from (pair for pair in pairs if not pair.agrees and not right and not self._told(pair))
        yield from (pair for pair in self._with_relative() if not pair.agrees and not self._told(pair))
        yield from self._impossible()
        yield from self._past()

    @cached_property
    def dates(self) -> list[Dated]:
        return [one for one in dates(self.text) if not self._is_verb(one)]

    @cached_property
    def weekdays(self) -> list[Word]:
        return weekdays(self.text) if self.dates or self.relative else []

    @cached_property
    def relative(self) -> list[Word]:
        return relative_words(self.text)

    @cached_property
    def years(self) -> frozenset[int]:
        return frozenset(int(year) for year in YEARS.findall(self.text))

    def _is_verb(self, one: Dated) -> bool:
        """ "You may 2 ...": a month in small letters before its number, where months have capitals."""
        first = self.view.folded.span(one.start, one.start + 1)[0]
        written = self.view.text[first : first + 1]
        return self.text[one.start : one.start + 3] in ("may", "mar") and written.islower()

    def _told(self, pair: Pair) -> bool:
        return self.subject.draft.kind in TOLD and is_quoted(self.text, pair.start, pair.end)

    def _with_weekday(self) -> Iterator[Pair]:
        for word in self.weekdays:
            one = self._date_after(word) or self._date_before(word)
            if one is None or (one.year and one.year < EARLIEST):
                continue
            days = group_of(one, self.today, self.years)
            slack = (0, 1, 6) if one.calendar == HIJRI else (0,)
            agrees = not days or any((day.weekday() - word.value) % 7 in slack for day in days)
            yield Pair(min(word.start, one.start), max(word.end, one.end), agrees, "weekday-wrong")

    def _date_after(self, word: Word) -> Dated | None:
        one = _following(self.dates, word)
        return one if one and _gap(clock=False).match(self.text[word.end : one.start]) else None

    def _date_before(self, word: Word) -> Dated | None:
        one = _preceding(self.dates, word)
        if one is None or not AFTER.match(self.text[one.end : word.start]):
            return None
        counts = re.match(r"\s?\d{1,2}(?![\d:.h]|\s?[hap点时])", self.text[word.end : word.end + 5])
        return None if counts or self._is_listed(word) else one

    def _is_listed(self, word: Word) -> bool:
        """Whether another day of the week goes on where this one ends."""
        other = _following(self.weekdays, word)
        return other is not None and bool(LISTED.match(self.text[word.end : other.start]))

    def _with_relative(self) -> Iterator[Pair]:
        for word in self.relative:
            due = self.today + timedelta(days=word.value)
            if (pair := self._beside(word, due)) is not None:
                yield pair
            elif word.value == 1 and self._leave_taking(word):
                yield from self._only_date(word, due)

    def _beside(self, word: Word, due: date) -> Pair | None:
        """The day of the week or the date that stands beside a word such as tomorrow."""
        for other in (_following(self.weekdays, word), _preceding(self.weekdays, word)):
            if other and self._touches(word, other) and not self._is_listed(other):
                return _pair(word, other, other.value == due.weekday())
        for one in (_following(self.dates, word), _preceding(self.dates, word)):
            if one and self._touches(word, one):
                days = readings(one, self.today)
                return _pair(word, one, not days or due in days)
        return None

    def _touches(self, word: Word, other: Word | Dated) -> bool:
        if 0 <= other.start - word.end <= LONG:
            return bool(_gap(clock=True).match(self.text[word.end : other.start]))
        bracketed = 0 < word.start - other.end <= 3 and self.text[other.end : word.start].strip() in ("(", "（", ",")
        return bracketed and not re.match(r"\s?\d", self.text[word.end : word.end + 2])

    def _leave_taking(self, word: Word) -> bool:
        rows = self.subject.phrases(self.view, CODE, "meet")
        return any(row.start() <= word.start and word.end <= row.end() for row in rows)

    def _only_date(self, word: Word, due: date) -> Iterator[Pair]:
        if len(self.dates) == 1 and (days := readings(self.dates[0], self.today)):
            yield Pair(word.start, word.end, due in days, "relative-wrong")

    def _between_calendars(self) -> Iterator[Pair]:
        for one, other in pairwise(self.dates):
            if (one.calendar == HIJRI) != (other.calendar == HIJRI) and _close(self.text, one, other):
                near = [abs((a - b).days) for a in readings(one, self.today) for b in readings(other, self.today)]
                yield Pair(one.start, other.end, not near or min(near) <= 2, "calendars-differ")

    def _impossible(self) -> Iterator[Pair]:
        for one in self.dates:
            if one.sure and one.calendar != HIJRI and not readings(one, self.today) and _is_a_month(one):
                yield Pair(one.start, one.end, False, "date-impossible")
        for match in (*filter(self._is_clock, TIME.finditer(self.text)), *HAN_TIME.finditer(self.text)):
            hour, minute = int(match[1]), int(match[2] or 0)
            if hour > 24 or minute > 59 or (hour == 24 and minute) or self._skipped(match.span(), hour, minute):
                yield Pair(*match.span(), False, "time-impossible")
        yield from (Pair(*match.span(), False, "time-impossible") for match in HALF_TWICE.finditer(self.text))

    def _is_clock(self, match: re.Match[str]) -> bool:
        """Whether a time is meant, and no score or ratio: by the word before it, or the time."""
        before = self.text[max(0, match.start() - 12) : match.start()]
        return bool(_ends_with("clock", r"|\d\d\s?-\s?\Z").search(before))

    def _skipped(self, place: tuple[int, int], hour: int, minute: int) -> bool:
        """Whether the clocks of the court go forward over this time of the one day that its sentence names."""
        zone, (first, last) = self.subject.context.zone, sentence_of(self.text, place[0])
        named = [one for one in self.dates if first <= one.start < last]
        days = readings(named[0], self.today) if len(named) == 1 else []
        if zone is None or len(days) != 1 or hour > 23:
            return False
        try:
            clock(days[0], time(hour, minute), zone, last=False)
        except SkippedTime:
            return True
        return False

    def _past(self) -> Iterator[Pair]:
        """Dates before publication that readers are told to wait for, where no later one is named."""
        if self.subject.draft.kind in HISTORY or not self.dates:
            return
        days = {one: readings(one, self.today) for one in self.dates}
        if any(not row or max(row) >= self.today or one.calendar == HIJRI for one, row in days.items()):
            return
        awaited = (one for one in self.dates if one.sure and self._is_awaited(one))
        yield from (Pair(one.start, one.end, False, "date-past") for one in awaited)

    def _is_awaited(self, one: Dated) -> bool:
        first, last = sentence_of(self.text, one.start)
        if _ends_with("paper").search(self.text[max(first, one.start - 24) : one.start]) or is_quoted(
            self.text, one.start, one.end
        ):
            return False
        if self._said("gone", first, last):
            return False
        return self.subject.draft.kind in ANNOUNCING or self._said("coming", first, last)

    def _said(self, table: str, first: int, last: int) -> bool:
        return any(first <= start < last for start in self._places(table))

    def _places(self, table: str) -> list[int]:
        if table not in self.said:
            self.said[table] = [row.start() for row in self.subject.phrases(self.view, CODE, table)]
        return self.said[table]


def _pair(word: Word, other: Word | Dated, agrees: bool) -> Pair:
    return Pair(min(word.start, other.start), max(word.end, other.end), agrees, "relative-wrong")


def _following(rows: Sequence[Place], word: Word) -> Place | None:
    """The first of `rows` that begins where `word` ends, or soon after."""
    at = bisect_left(rows, word.end, key=lambda row: row.start)
    return rows[at] if at < len(rows) and rows[at].start - word.end <= LONG else None


def _preceding(rows: Sequence[Place], word: Word) -> Place | None:
    """The last of `rows` that ends where `word` begins, or a little before."""
    at = bisect_left(rows, word.start, key=lambda row: row.start) - 1
    return rows[at] if at >= 0 and 0 <= word.start - rows[at].end <= LONG else None


def _close(text: str, one: Dated, other: Dated) -> bool:
    between = text[one.end : other.start]
    return len(between) <= 24 and not re.search(r"\d|[.!?؟\n]", between)


def _is_a_month(one: Dated) -> bool:
    return all(1 <= month <= 12 and 1 <= day <= 31 for month, day in one.days)
