"""Periods in a court's own days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

LONGEST = timedelta(days=366 * 3)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The aware instants at which the period begins and ends (exclusive) in `zone`."""
        return (
            datetime.combine(self.first, time(), zone),
            datetime.combine(self.last + timedelta(days=1), time(), zone),
        )

    def buckets(self) -> list[Period]:
        """Days for up to 31 days, weeks (from Monday) for up to half a year, else months; none is left out."""
        days = (self.last - self.first).days + 1
        if days <= 31:
            step = _next_day
        elif days <= 184:
            step = _next_monday
        else:
            step = _next_month
        found, start = [], self.first
        while start <= self.last:
            end = min(step(start) - timedelta(days=1), self.last)
            found.append(Period(start, end))
            start = end + timedelta(days=1)
        return found


def month_of(day: date) -> Period:
    """The calendar month that `day` falls in."""
    return Period(day.replace(day=1), _next_month(day) - timedelta(days=1))


def _next_day(day: date) -> date:
    return day + timedelta(days=1)


def _next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
