"""Which way a post takes to its readers: the route that its facts call for, the seats of that route, its target time.

The tables are in `route_table`. The highest route wins, and every reason is kept: people are told all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from approvals.domain.route_table import (
    CHECKS,
    KINDS,
    MATTERS,
    ROUTES,
    UNKNOWN,
    Code,
    Levels,
    Route,
    Seat,
    Ways,
)
from approvals.domain.severity import Severity

OVERRIDDEN, MEANING, CONCERNS = "overridden", "meaning", "concerns-judge"
OPENS, CLOSES = time(9), time(17)  # court time, Monday to Friday: what a working hour is
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a route is decided from. `findings` are pairs of code and severity, `matters` are keys of MATTERS.

    `own_words`: not every word is what a locked template made of its fields. `meaning`: it corrects something and
    says something else. `concerns_judge`: it concerns someone who would take a seat on the bench.
    """

    kind: str
    own_words: bool = True
    findings: frozenset[tuple[str, Severity]] = frozenset()
    overridden: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    meaning: bool = False
    concerns_judge: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One fact that calls for a route. `code` is a key of approvals.wordings.routes, such as `check:pending-case`."""

    code: str
    route: Code


@dataclass(frozen=True, slots=True)
class Chosen:
    """The route with all reasons, the gravest first. `seats` are those of `under`, which R5 leaves as it finds them."""

    route: Code
    under: Code
    reasons: tuple[Reason, ...]
    seats: tuple[Seat, ...]

    @property
    def row(self) -> Route:
        return ROUTES[self.route]


def choose(facts: Facts) -> Chosen:
    """The way that these facts call for. It never raises, and no further fact ever makes it lower."""
    reasons = _reasons(facts)
    under = max((reason.route for reason in reasons), key=rank)
    route = under
    if facts.concerns_judge and has_bench(ROUTES[under].seats):
        route = Code.R5
        reasons.append(Reason(CONCERNS, Code.R5))
    ordered = sorted(set(reasons), key=lambda reason: (-rank(reason.route), reason.code))
    return Chosen(route, under, tuple(ordered), ROUTES[under].seats)


def rank(route: str) -> int:
    """How high a route stands; an unknown one below all."""
    return list(ROUTES).index(Code(route)) if route in ROUTES else -1


def has_bench(seats: Iterable[Seat]) -> bool:
    """Whether one of the seats is a judge's."""
    return any(seat.step == "bench" for seat in seats)


def joined(before: Iterable[Seat], now: Iterable[Seat]) -> tuple[Seat, ...]:
    """The seats of a round whose route changed: what people have seen once is never taken away."""
    seats = {seat.name: seat for seat in now}
    for seat in before:
        known = seats.get(seat.name)
        seats[seat.name] = replace(seat, count=max(seat.count, known.count)) if known else seat
    return tuple(seats.values())


def target_at(route: str, submitted: datetime, zone: ZoneInfo, *, urgent: bool = False) -> datetime:
    """When the decision is due, in the zone of `submitted`: by the clock, or by the hours in which a court works."""
    row = ROUTES[Code(route)]
    if urgent and row.urgent:
        return submitted + row.urgent
    if not row.working:
        return submitted + row.target
    return _worked(submitted.astimezone(zone), row.target).astimezone(submitted.tzinfo)


def is_urgent(submitted: datetime, due_at: datetime) -> bool:
    """Whether a post goes out so soon that the usual target would come after it."""
    return due_at - submitted < DAY


def _reasons(facts: Facts) -> list[Reason]:
    rows = [Reason(f"kind:{facts.kind}", _way(KINDS.get(facts.kind, UNKNOWN), facts))]
    rows += [Reason(f"matter:{trait}", _way(MATTERS.get(trait, UNKNOWN), facts)) for trait in facts.matters]
    rows += [_of_finding(code, severity, facts) for code, severity in facts.findings]
    rows += [Reason(f"{OVERRIDDEN}:{code}", Code.R4) for code in facts.overridden]
    if facts.meaning:
        rows.append(Reason(MEANING, Code.R4))
    return rows


def _way(ways: Ways, facts: Facts) -> Code:
    return ways.own if facts.own_words else ways.template


def _of_finding(code: str, severity: Severity, facts: Facts) -> Reason:
    levels = CHECKS.get(code, Levels(UNKNOWN, UNKNOWN))
    ways = levels.advise if severity is Severity.ADVISE else levels.justify
    return Reason(f"check:{code}", _way(ways, facts))


def _worked(moment: datetime, left: timedelta) -> datetime:
    """`left` of working time after `moment`, both on the clock of the court."""
    while True:
        opens, closes = (datetime.combine(moment.date(), at, moment.tzinfo) for at in (OPENS, CLOSES))
        if moment.weekday() < 5 and moment < closes:
            moment = max(moment, opens)
            if left <= closes - moment:
                return moment + left
            left -= closes - moment
        moment = datetime.combine(moment.date() + DAY, OPENS, moment.tzinfo)
