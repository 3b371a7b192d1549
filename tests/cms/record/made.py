"""Published statements for the tests of the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from publishing.domain.delivery import State
from publishing.domain.message import Message
from publishing.models import Account, Delivery, Release
from publishing.services import release_create
from tests.factories import make_clearance, make_message, make_submission

SAID_AT = datetime(2026, 11, 10, 9, 5, tzinfo=UTC)  # 10:05 in Zagreb
OUT = (State.SENT, State.WITHDRAWING, State.WITHDRAWN)


def publish(
    *accounts: Account,
    text: str = "The appeal is dismissed.",
    states: Iterable[State] = (),
    said_at: datetime = SAID_AT,
    title: str = "Judgment in Brightwater",
    messages: tuple[Message, ...] = (),
    corrects: Release | None = None,
    replaces: Release | None = None,
    **facts: Any,
) -> Release:
    """A release whose deliveries are put, without a trail, into `states` (all sent when none is named)."""
    messages = messages or tuple(make_message(account, text) for account in accounts)
    submission = make_submission(*accounts, messages=messages, title=title, **facts)
    release = release_create(
        court=accounts[0].court,
        submission=submission,
        clearance=make_clearance(submission),
        corrects=corrects,
        replaces=replaces,
        by="system",
    )
    for account, state in zip(accounts, list(states) or [State.SENT] * len(accounts), strict=True):
        put(release, account, state, said_at)
    return release


def put(release: Release, account: Account, state: State, said_at: datetime = SAID_AT) -> None:
    sent: dict[str, Any] = {}
    if state in OUT:
        sent = {"remote_id": "114", "remote_url": f"https://social.example/{account.network}/114", "sent_at": said_at}
    Delivery.objects.filter(release=release, account=account).update(state=state, **sent)


def withdraw(release: Release, at: datetime, reason: str = "The link was wrong.") -> None:
    Release.objects.filter(pk=release.pk).update(withdrawn_at=at, withdrawn_reason=reason)
    Delivery.objects.filter(release=release, state=State.SENT).update(state=State.WITHDRAWN)
