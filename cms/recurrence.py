"""On which days a rule falls, and at which instant. Days and times are those of the court's zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from .zones import NoSuchTime, instant

MONTHS = "monthly"


def days(
    *, rhythm: str, every: int, weekdays: Sequence[int], place: int, starts_on: date, first: date, last: date
) -> list[date]:
    """Days of the rule from `first` to `last`. `weekdays` count from Monday as 0; of a month only the `place`-th ones.

    Every so many weeks, or months, is counted from the week or month of `starts_on`; no day lies before that.
    """
    monthly = rhythm == MONTHS
    chosen = [weekday(one, place) if monthly else weekday(one) for one in weekdays]
    begins = datetime.combine(starts_on.replace(day=1) if monthly else starts_on, time.min)
    rule = rrule(MONTHLY if monthly else WEEKLY, interval=every, byweekday=chosen, dtstart=begins)
    low = datetime.combine(max(first, starts_on), time.min)
    return [found.date() for found in rule.between(low, datetime.combine(last, time.min), inc=True)]


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of `at` on `day`: of a time that comes twice the first, of one that never comes the next."""
    try:
        return instant(day, at, zone, second=False)
    except NoSuchTime as gap:
        return instant(gap.after.date(), gap.after.time(), zone, second=False)


def covered(day: date, *, starts_in: int, lasts: int) -> tuple[date, date]:
    """The first and the last day of what a notice of `day` is about: `lasts` days, from so many days after it."""
    first = day + timedelta(days=starts_in)
    return first, first + timedelta(days=lasts - 1)
