"""What the clock does to a post that waits for its approvers. It reminds, tells on and returns; it never approves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

GRACE = timedelta(hours=1)  # after the release time, for a decision on a post that would wait for a person then


class What(StrEnum):
    """What is done to a round, in this order, each once."""

    REMINDED = "reminded"
    ESCALATED = "escalated"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Times:
    """Instants of one round. `missed`: minutes after `due` in which it may still go out; None: a person decides."""

    submitted: datetime
    target: datetime | None
    due: datetime
    missed: int | None = None

    @property
    def wanted(self) -> datetime:
        """By when a decision is wanted: the route's target, or the release time where that is earlier."""
        if self.target is None:
            return self.due
        return min(self.target, self.due) if self.due > self.submitted else self.target

    @property
    def half(self) -> datetime:
        return self.submitted + (self.wanted - self.submitted) / 2

    @property
    def expires(self) -> datetime:
        """When it is returned: as long as the post itself allows a late sending, and an hour at least."""
        late = timedelta(minutes=self.missed or 0)
        return max(self.due, self.submitted) + max(late, GRACE)


def next_act(times: Times, done: Collection[str], now: datetime) -> What | None:
    """The one thing that is to be done now; nothing when it was done, or nothing is due."""
    if now >= times.expires:
        wanted = What.EXPIRED
    elif now >= times.wanted:
        wanted = What.ESCALATED
    elif now >= times.half:
        wanted = What.REMINDED
    else:
        return None
    return None if wanted in done else wanted
