"""What the main loop hands to a thread, and what the thread gives back. Times are aware instants of the Clock."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from publishing.models import Delivery
from publishing.networks.base import Memo, News, Payload, Receipt

DEADLINE = timedelta(seconds=30)  # of one request, as the door holds it
MARGIN = timedelta(seconds=10)
LEASE = DEADLINE + MARGIN
NEVER = datetime.max.replace(tzinfo=UTC)
AHEAD = timedelta(seconds=0.3)  # claimed so much before its time, and then slept to the instant

Lane = tuple[str, str]  # network and server: whatever stands still there holds up nobody else


class Kind(StrEnum):
    SEND = "send"
    LOOKUP = "lookup"
    WITHDRAW = "withdraw"


class Outcome(StrEnum):
    NOT_SENT = "not sent"  # nothing left this machine: paused, draining, or the claim was too old
    CHANGED = "changed"  # the stored content is not what was approved
    CONTINUE = "continue"
    DONE = "done"  # sent, or withdrawn
    TRANSIENT = "transient"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"
    PRESENT = "present"
    ABSENT = "absent"
    UNDECIDED = "undecided"


@dataclass(slots=True)
class Job:
    """One try. `at` is the instant to begin, `until` the last one; `memos` is what earlier steps left, newest first.

    `begin_by` is the last instant at which a request can begin and still be over before the lease lapses: whoever
    finds a lapsed lease may then look the delivery up. Each renewal of the lease moves it.
    """

    kind: Kind
    delivery: Delivery  # as it was claimed, with release, account and court
    attempt: int
    at: datetime
    until: datetime
    payload: Payload
    memos: list[Memo]
    since: datetime
    begin_by: datetime = NEVER

    @property
    def lane(self) -> Lane:
        return self.delivery.account.network, self.delivery.account.base_url

    @property
    def claim(self) -> uuid.UUID | None:
        return self.delivery.claim


@dataclass(slots=True)
class Result:
    """What one step of a Job came to. `renewed` holds new credentials whenever the server gave some."""

    job: Job
    outcome: Outcome
    started_at: datetime
    ended_at: datetime
    reason: str = ""
    refused: bool = False  # the server, or the vault, does not take the secret of the account
    receipt: Receipt | None = None
    retry_after: float | None = None
    memo: Memo | None = None
    after: float = 0.0
    renewed: Mapping[str, str] = field(default_factory=dict, repr=False)
    news: News | None = None
    evidence: dict[str, Any] = field(default_factory=dict)
