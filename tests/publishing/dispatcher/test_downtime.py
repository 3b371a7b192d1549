"""After hours in which nothing ran, each post does what its approved policy says, whichever part looks first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from publishing.dispatcher import upkeep
from publishing.domain.delivery import State
from tests.factories import make_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SENT, HELD = State.SENT, State.HELD


@pytest.fixture(autouse=True)
def on_time(monkeypatch: Any) -> None:
    """Deliveries are made as if at their time, although that has passed."""
    monkeypatch.setattr("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)


@pytest.mark.parametrize("first", ["claim", "upkeep"])
@pytest.mark.parametrize(
    ("down", "minutes", "then"),
    [
        (timedelta(minutes=1), None, SENT),  # within two minutes nothing has been missed
        (timedelta(minutes=3), None, HELD),
        (timedelta(hours=6), None, HELD),
        (timedelta(hours=6), 1, HELD),
        (timedelta(hours=6), 359, HELD),
        (timedelta(hours=6), 361, SENT),
        (timedelta(hours=6), 1440, SENT),
        (timedelta(hours=25), 1440, HELD),
    ],
)
def test_each_policy_does_what_it_says(engine, fresh, down, minutes, then, first) -> None:
    row = make_delivery(due_at=timezone.now() - down, minutes=minutes)
    machine = engine()
    if first == "upkeep":
        upkeep.hold_missed(machine.clock.now(), "test")
    machine.turn()
    found = fresh(row)
    assert found.state == then
    assert ("Its time has passed." in found.reason) == (then == HELD)
