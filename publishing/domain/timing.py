"""Arithmetic of retries and missed times. Seconds are floats, instants are aware datetimes."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from .message import MissedTime

# Tries to send by itself, over an hour and more: how late a post may go is approved, and holds it sooner than these.
TRIES = 12
DELETIONS = 6  # tries to delete by itself, within minutes: what must not stand is then deleted by hand
LOOKUPS = 3  # look-ups by itself, before a person must decide
ON_TIME = timedelta(seconds=120)  # what begins within this of its time has not missed it
ORDERED = timedelta(minutes=15)  # how long an order of a named person to send it late stands
NOTICE = timedelta(seconds=60)  # an approval after the time never publishes sooner than this
LOOKUP_WAITS = (0.0, 60.0, 300.0)
BACKOFF_FIRST, BACKOFF_MAX, RETRY_AFTER_MAX = 5.0, 900.0, 3600.0
BREAKER_AFTER = 5  # failures of a server in a row, before it is left alone for a while
BREAKER_FIRST, BREAKER_MAX = 10.0, 600.0


def backoff(tries: int, retry_after: float | None = None, *, jitter: float | None = None) -> float:
    """Seconds to wait after try number `tries` (1 is the first) was put off.

    Doubles from 5 s to 15 min, plus up to a quarter (`jitter` in 0..1 sets how much of it). What the network
    asks for (`retry_after`) is honoured, up to an hour.
    """
    doublings = min(max(tries - 1, 0), 10)
    grown: float = min(BACKOFF_FIRST * 2.0**doublings, BACKOFF_MAX)
    spread = random.random() if jitter is None else jitter  # noqa: S311 - spreads load, guards nothing
    asked = min(max(retry_after or 0.0, 0.0), RETRY_AFTER_MAX)
    return max(grown * (1 + spread / 4), asked)


def breaker_wait(failures: int) -> float | None:
    """Seconds for which nothing new is sent to a server that failed so often in a row; None while that is too few."""
    if failures < BREAKER_AFTER:
        return None
    doublings = min(failures - BREAKER_AFTER, 10)
    wait: float = min(BREAKER_FIRST * 2.0**doublings, BREAKER_MAX)
    return wait


def lookup_wait(lookups: int) -> float | None:
    """Seconds until the next look-up when `lookups` were made already; None when a person must decide."""
    return LOOKUP_WAITS[lookups] if lookups < LOOKUPS else None


def last_moment(due_at: datetime, missed: MissedTime, ordered_at: datetime | None = None) -> datetime:
    """Until when a sending may begin. An order of a named person counts from `ordered_at`."""
    if ordered_at is not None:
        return ordered_at + ORDERED
    if missed.minutes is None:
        return due_at + ON_TIME
    return due_at + max(timedelta(minutes=missed.minutes), ON_TIME)


def first_attempt(due_at: datetime, missed: MissedTime, now: datetime) -> datetime | None:
    """When a release that is made at `now` goes out: at its time; None when it must wait for a person.

    A release that is made after its time never goes out at once: it leaves a minute in which to stop it.
    """
    if due_at > now:
        return due_at
    late = now + NOTICE
    return late if missed.minutes is not None and late <= due_at + timedelta(minutes=missed.minutes) else None
