"""A day and a clock time of a court as an instant, where a period is meant: in doubt it is never shorter than typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo


class SkippedTime(ValueError):
    """The clocks go forward over this time of that day, so it never comes."""


def day_begins(day: date, zone: tzinfo) -> datetime:
    """The first instant (UTC) of `day` in `zone`, also where the clocks change at midnight."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def day_ends(day: date, zone: tzinfo) -> datetime:
    """The first instant (UTC) after `day`. Raises OverflowError after the last day of the calendar."""
    return day_begins(day + timedelta(days=1), zone)


def clock(day: date, at: time, zone: ZoneInfo, *, last: bool) -> datetime:
    """The instant (UTC) of `at` on `day`; of a time that comes twice that day the first, or the `last`.

    Raises SkippedTime.
    """
    wall = at.replace(tzinfo=None, fold=0)
    typed = datetime.combine(day, wall, zone).replace(fold=int(last))
    moment = typed.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) != datetime.combine(day, wall):
        raise SkippedTime(str(wall))
    return moment


def whole_days(starts: datetime, ends: datetime, zone: ZoneInfo) -> tuple[date, date] | None:
    """The first and the last day when the period is made of whole days of `zone`, else None."""
    first, after = starts.astimezone(zone).date(), ends.astimezone(zone).date()
    if day_begins(first, zone) == starts and day_begins(after, zone) == ends:
        return first, after - timedelta(days=1)
    return None
