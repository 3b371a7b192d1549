"""The time zones that a court or a person can choose, and where a day ends in one."""

from __future__ import annotations

import functools
import zoneinfo
from datetime import date, datetime, time, timedelta

NO_PLACES = frozenset({"localtime", "posixrules", "Factory"})  # files of some machines, unknown to browsers


@functools.cache
def time_zones() -> tuple[str, ...]:
    """Every name of the tz database that stands for a place or an offset, sorted."""
    return tuple(sorted(zoneinfo.available_timezones() - NO_PLACES))


def day_ends(day: date, zone: zoneinfo.ZoneInfo) -> datetime:
    """The first instant after `day` in `zone`."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
