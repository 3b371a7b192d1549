"""What the accounts of a post said before it: details add up from post to post."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from approvals.domain.findings import Said
from publishing.domain.digest import parse
from publishing.ground.models import Court
from publishing.models import Delivery

REMEMBERED = timedelta(days=30)
MOST = 300  # deliveries that are read back; a court that says more repeats itself


def said_before(court: Court, accounts: Collection[str], before: datetime) -> tuple[Said, ...]:
    """The texts that `accounts` (primary keys) sent in the thirty days before a moment, newest first, each once."""
    rows = Delivery.objects.filter(court=court, account__pk__in=accounts, sent_at__lte=before, remote_id__gt="")
    recent = rows.filter(sent_at__gte=before - REMEMBERED).order_by("-sent_at")
    found: dict[str, datetime | None] = {}
    for sent_at, account, content in recent.values_list("sent_at", "account_id", "release__content")[:MOST]:
        for text in _texts(content, str(account)):
            found.setdefault(text, sent_at)
    return tuple(Said(at, text) for text, at in found.items() if at)


def _texts(content: str, account: str) -> list[str]:
    messages = [message for message in parse(content).messages if message.account == account]
    return [
        text for message in messages for text in (*message.segments, *(medium.alt for medium in message.media)) if text
    ]
