"""A message that its network has no form for waits for a person and blocks nobody."""

from __future__ import annotations

from typing import Any

import pytest

from publishing.domain.delivery import State
from publishing.networks.base import Payload, Permanent
from tests.factories import make_delivery
from tests.publishing.dispatcher.conftest import Engine, Network

pytestmark = pytest.mark.django_db


class Picky(Network):
    """Refuses the first message that it is to prepare."""

    refused = False

    def prepare(self, message: Any, key: str, now: Any) -> Payload:
        if not self.refused:
            self.refused = True
            raise Permanent("Make it a single post.")
        return super().prepare(message, key, now)


@pytest.fixture(autouse=True)
def on_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)


def test_it_is_held_with_the_reason_and_the_next_one_is_sent(monkeypatch: pytest.MonkeyPatch, fresh: Any) -> None:
    network = Picky()
    monkeypatch.setattr("publishing.dispatcher.claim.adapter", lambda name: network)
    rows = [make_delivery(due_in=-2, minutes=60) for _ in range(2)]
    Engine(network).turn()
    found = {fresh(row).state: fresh(row).reason for row in rows}
    assert found == {State.HELD: "Make it a single post.", State.SENT: ""}
