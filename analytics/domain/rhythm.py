"""When a post is counted next: minutes at first, then hours, then days, then no more."""

from __future__ import annotations

from datetime import datetime, timedelta

# (age of the post up to which a step holds, the step)
STEPS = (
    (timedelta(hours=1), timedelta(minutes=10)),
    (timedelta(hours=12), timedelta(hours=1)),
    (timedelta(days=3), timedelta(hours=6)),
    (timedelta(days=30), timedelta(days=1)),
    (timedelta(days=180), timedelta(days=7)),
)
LONGEST_WAIT = timedelta(days=1)


def next_reading(sent_at: datetime, now: datetime) -> datetime | None:
    """When the post of `sent_at` is read again after a reading at `now` (both aware); None after 180 days."""
    age = now - sent_at
    return next((now + step for until, step in STEPS if age < until), None)


def after_failure(now: datetime, failures: int) -> datetime:
    """When to ask again after the `failures`th failure in a row: 5 minutes, doubled each time, at most a day."""
    wait: timedelta = timedelta(minutes=5) * 2 ** min(failures - 1, 12)
    return now + min(wait, LONGEST_WAIT)
