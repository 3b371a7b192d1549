"""The time zones that a court or a person can choose."""

from __future__ import annotations

import functools
import zoneinfo

NO_PLACES = frozenset({"localtime", "posixrules", "Factory"})  # files of some machines, unknown to browsers


@functools.cache
def time_zones() -> tuple[str, ...]:
    """Every name of the tz database that stands for a place or an offset, sorted."""
    return tuple(sorted(zoneinfo.available_timezones() - NO_PLACES))
