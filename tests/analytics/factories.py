"""Sent deliveries to be counted."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from analytics.models import Tally
from publishing.models import Account, Delivery, Release

_numbers = itertools.count(1)


def make_sent(account: Account, sent_at: datetime, reference: str = "", **facts: Any) -> Delivery:
    number = next(_numbers)
    reference = reference or f"{account.court.code}-2026-{number:04}"
    release = Release.objects.filter(court=account.court, reference=reference).first() or Release.objects.create(
        court=account.court,
        reference=reference,
        title=f"Statement {number}",
        content="{}",
        digest="0" * 64,
        clearance={},
        route="R1",
        due_at=sent_at,
        submitted_at=sent_at,
        cleared_at=sent_at,
        **{"kind": "education", "aim": "trust", **facts},
    )
    return Delivery.objects.create(
        release=release,
        account=account,
        court=account.court,
        state="sent",
        next_attempt_at=sent_at,
        sent_at=sent_at,
        remote_id=f"remote-{number}",
    )


def make_tally(account: Account, sent_at: datetime, reference: str = "", aim: str = "trust", **counts: Any) -> Tally:
    delivery = make_sent(account, sent_at, reference, aim=aim)
    return Tally.objects.create(
        delivery=delivery, court=account.court, account=account, aim=aim, kind="education", sent_at=sent_at, **counts
    )
