"""When a court asks for decisions. Arithmetic on clocks alone: no rows, no settings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
URGENT = timedelta(hours=24)
MOST = 6  # windows a day


def times_of(words: Iterable[str]) -> list[str]:
    """`words` as "HH:MM" in the order of the day, each once. Raises ValueError with the word that is no time."""
    found = set()
    for word in words:
        whole = word if len(word) == len("08:00") else f"0{word}"
        if not TIME.fullmatch(whole):
            raise ValueError(word)
        found.add(whole)
    return sorted(found)


def next_window(now: datetime, zone: ZoneInfo, windows: Iterable[str]) -> datetime:
    """The first of `windows` ("HH:MM" in `zone`) after `now`, as an instant in UTC; `now` when there is none.

    A time that the clocks skip comes as much later as they skip; one that they show twice comes once, the first time.
    """
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=number) for number in range(3))
    moments = sorted(
        datetime.combine(day, time.fromisoformat(window), tzinfo=zone).astimezone(UTC)
        for day in days
        for window in windows
    )
    return next((moment for moment in moments if moment > now), now)


def is_urgent(now: datetime, due_at: datetime | None) -> bool:
    """Whether what goes out at `due_at` is too near to wait for a window."""
    return due_at is not None and due_at - now <= URGENT


def day_begins(now: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the present day of `zone` began."""
    return datetime.combine(now.astimezone(zone).date(), time(0), tzinfo=zone).astimezone(UTC)
