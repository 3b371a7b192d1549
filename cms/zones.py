"""Wall-clock time of a court to an instant, with the two hours a year when that is no simple matter."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class NoSuchTime(ValueError):
    """The clocks go forward over this time: from wall-clock `before` to `after`."""

    def __init__(self, before: datetime, after: datetime) -> None:
        super().__init__(f"{before} {after}")
        self.before, self.after = before, after


class TwiceThatDay(ValueError):
    """The clocks go back, so this time comes twice: as `first` and as `second`, both aware."""

    def __init__(self, first: datetime, second: datetime) -> None:
        super().__init__(f"{first} {second}")
        self.first, self.second = first, second


def instant(day: date, clock: time, zone: ZoneInfo, *, second: bool | None = None) -> datetime:
    """The UTC instant of `clock` on `day` in `zone`. Raises NoSuchTime; and TwiceThatDay unless `second` says which."""
    early = datetime.combine(day, clock.replace(tzinfo=None, fold=0), tzinfo=zone)
    late = early.replace(fold=1)
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    if _exists(early):
        if second is None:
            raise TwiceThatDay(early, late)
        return (late if second else early).astimezone(UTC)
    raise NoSuchTime(*_around(early, zone))


def comes_twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the wall clock of `zone` shows the time of this aware `moment` twice that day."""
    local = moment.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _exists(local: datetime) -> bool:
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    return back.replace(tzinfo=None, fold=0) == local.replace(tzinfo=None, fold=0)


def _around(missing: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Where the gap that holds `missing` begins and ends on the wall clock."""
    minute = timedelta(minutes=1)
    probe = missing.astimezone(UTC) - timedelta(hours=30)  # a gap can be a whole day
    while (probe + minute).astimezone(zone).utcoffset() == probe.astimezone(zone).utcoffset():
        probe += minute
    return probe.astimezone(zone).replace(tzinfo=None) + minute, (probe + minute).astimezone(zone)


def offset_name(moment: datetime) -> str:
    """The offset of an aware `moment`, as UTC+1, UTC−3:30 or UTC."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds() // 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
