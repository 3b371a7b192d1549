from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from publishing.domain.delivery import State
from publishing.ground.models import Court, Person, Role
from publishing.models import Attempt, Delivery, WorkerBeat
from tests.factories import make_account, make_court, make_delivery, make_person


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def boss(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR)


@pytest.fixture
def officer(court: Court) -> Person:
    return make_person(court, Role.PRESS_OFFICER)


def beat(kind: str = "dispatcher", *, name: str = "", ago: float = 0, since: float = 3600) -> WorkerBeat:
    """A sign of life `ago` seconds, of a process that runs since `since` seconds."""
    now = timezone.now()
    facts: dict[str, Any] = {"started_at": now - timedelta(seconds=since), "seen_at": now - timedelta(seconds=ago)}
    return WorkerBeat.objects.create(name=name or f"machine-{kind}", kind=kind, **facts)


def sent(court: Court, *, late: float, at: datetime | None = None, **facts: Any) -> Delivery:
    """A delivery of the court that went out, `late` seconds after its time, with its attempt."""
    at = at or timezone.now()
    row = make_delivery(State.SENT, make_account(court, **facts), due_in=3600)
    due = row.release.due_at
    columns: dict[str, Any] = {"remote_id": "114", "remote_url": "https://social.example/114", "sent_at": at}
    Delivery.objects.filter(pk=row.pk).update(
        **columns, changed_at=at, ordered_at=at - timedelta(seconds=late), next_attempt_at=None
    )
    Attempt.objects.create(delivery=row, number=1, worker="machine-1", started_at=at, ended_at=at, outcome="done")
    assert due
    return row


def put(row: Delivery, state: State, **columns: Any) -> Delivery:
    """The row in that state, as if it had come there."""
    Delivery.objects.filter(pk=row.pk).update(state=state, **columns)
    row.refresh_from_db()
    return row


def overdue(row: Delivery, seconds: float) -> Delivery:
    """A named person had it sent so many seconds ago, and it is not out."""
    at = timezone.now() - timedelta(seconds=seconds)
    return put(row, State.SCHEDULED, ordered_at=at, next_attempt_at=at)
