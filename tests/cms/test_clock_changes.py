"""Where the clocks change, in twelve zones: every time of the wall has one instant, and no rule skips or doubles a day.

The zones change by an hour and by half of one, at night, at midnight and in the south; two change no more.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from cms.recurrence import days, moment
from cms.zones import NoSuchTime, TwiceThatDay, instant

ZONES = (
    "Europe/Zagreb", "Europe/London", "Europe/Lisbon", "America/New_York", "America/St_Johns", "America/Santiago",
    "America/Havana", "Australia/Lord_Howe", "Pacific/Auckland", "Africa/Cairo", "Asia/Beirut", "Asia/Tokyo",
)  # fmt: skip
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]


def changes(zone: ZoneInfo) -> list[date]:
    """The days of the year on which the offset changes, by the court's calendar."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    hours = [start + timedelta(hours=n) for n in range(365 * 24)]
    return [
        b.astimezone(zone).date()
        for a, b in pairwise(hours)
        if a.astimezone(zone).utcoffset() != b.astimezone(zone).utcoffset()
    ]


def around(zone: ZoneInfo) -> list[date]:
    return [day + timedelta(days=n) for day in changes(zone) for n in (-1, 0, 1)] or [date(2026, 3, 29)]


@pytest.mark.parametrize("name", ZONES)
def test_each_quarter_of_an_hour_is_one_instant_or_asks(name: str) -> None:
    """Both answers to a time that comes twice, and none to one that never comes: each instant is meant once."""
    zone = ZoneInfo(name)
    for day in around(zone):
        meant = [found for clock in QUARTERS for found in instants(day, clock, zone)]
        start, end = (datetime.combine(one, time(), zone).astimezone(UTC) for one in (day, day + timedelta(days=1)))
        lived = [start + timedelta(minutes=15) * n for n in range(int((end - start) / timedelta(minutes=15)))]
        assert sorted(meant) == [one for one in lived if one.astimezone(zone).date() == day]


def instants(day: date, clock: time, zone: ZoneInfo) -> list[datetime]:
    try:
        return [instant(day, clock, zone)]
    except NoSuchTime:
        return []
    except TwiceThatDay:
        return [instant(day, clock, zone, second=second) for second in (False, True)]


@pytest.mark.parametrize("name", ZONES)
def test_a_daily_notice_goes_once_a_day_all_the_year(name: str) -> None:
    """Also at times that never come or come twice that day; each a day after the last, by the clock on the wall."""
    zone = ZoneInfo(name)
    first, last = YEAR
    every = days(rhythm="weekly", every=1, weekdays=list(range(7)), place=1, starts_on=first, first=first, last=last)
    for at in (time(0, 0), time(0, 30), time(1, 30), time(2, 0), time(2, 15), time(3, 0), time(23, 45)):
        times = [moment(day, at, zone) for day in every]
        assert len(set(times)) == len(times) == 365
        assert all(timedelta(hours=22) < b - a < timedelta(hours=26) for a, b in pairwise(times))
        assert [one.astimezone(zone).date() for one in times] == every


def test_the_zones_change_where_they_are_meant_to() -> None:
    assert {name: len(changes(ZoneInfo(name))) for name in ZONES} == dict.fromkeys(ZONES, 2) | {"Asia/Tokyo": 0}
