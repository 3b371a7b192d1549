"""Which day a written date means, seen from the day of publication."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date

from approvals.domain.dates import HIJRI, Dated, islamic

SOON = 100  # days within which nobody means the same day of another year
EARLIEST = 1930  # before it, calendars differ from country to country


def readings(one: Dated, near: date, years: Collection[int] = ()) -> list[date]:
    """Every day that a date may mean; none when there is no such day. `years` are others that the text speaks of."""
    if one.calendar == HIJRI:
        return _islamic(one, near)
    if one.year:
        return _of_years(one, (one.year,))
    around = sorted(_of_years(one, (near.year - 1, near.year, near.year + 1)), key=lambda day: abs((day - near).days))
    told = _of_years(one, years)
    if around and abs((around[0] - near).days) <= SOON:
        return [around[0], *told]
    return [*around[:2], *told]


def _of_years(one: Dated, years: Iterable[int]) -> list[date]:
    found = []
    for year in years:
        for month, day in one.days:
            with suppress(ValueError):
                found.append(date(year, month, day))
    return found


def _islamic(one: Dated, near: date) -> list[date]:
    (month, day), year = one.days[0], one.year
    this = round((near.toordinal() - 227015) / 354.367)
    with suppress(ValueError, OverflowError):
        around = [islamic(year or this + step, month, day) for step in ((0,) if year else (0, 1, 2))]
        return sorted(around, key=lambda found: abs((found - near).days))[:1]
    return []


def group_of(one: Dated, near: date, years: Collection[int] = ()) -> list[date]:
    """The readings of a date and of all days that stand together with it; those between the two ends of a range."""
    if len(one.group) < 2:
        return readings(one, near, years)
    month = one.days[0][0]
    among = range(min(one.group), max(one.group) + 1)
    rows = (Dated(one.start, one.end, ((month, day),), one.year) for day in among)
    return [day for row in rows for day in readings(row, near, years)]
