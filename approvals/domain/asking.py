"""How soon an adviser is to answer a question that was asked before posting."""

from __future__ import annotations

from datetime import datetime, timedelta

TARGET, URGENT = timedelta(days=1), timedelta(hours=1)


def target_of(asked_at: datetime, *, urgent: bool) -> datetime:
    """When the answer should be there."""
    return asked_at + (URGENT if urgent else TARGET)
