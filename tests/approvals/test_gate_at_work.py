"""An order that is made between approval and sending, through the dispatcher's own parts: nothing leaves."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from approvals.models import Round
from approvals.services import PartyEntry, party_add
from publishing.dispatcher.clock import Clock
from publishing.dispatcher.gatekeeper import Gatekeeper
from publishing.domain.delivery import State
from publishing.models import Court, Delivery, Release
from tests.approvals.conftest import approve, make_matter
from tests.factories import make_person
from tests.publishing.dispatcher.conftest import Engine, Network

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def due(before_judge: Round, people: SimpleNamespace) -> Delivery:
    """Cleared, passed by the gate a minute ago, and due at this moment."""
    approve(before_judge, people.judge)
    court = Court.objects.get(pk=before_judge.court_id)
    Release.objects.update(reviewed_at=timezone.now(), reviewed_register_version=court.register_version)
    Delivery.objects.update(next_attempt_at=timezone.now(), ordered_at=timezone.now())
    return Delivery.objects.get()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    network = Network()
    monkeypatch.setattr("publishing.dispatcher.claim.adapter", lambda name: network)
    return Engine(network)


def keeper(told: list[Any]) -> Gatekeeper:
    return Gatekeeper(Clock(), "test", told.extend)


def protect(court: Court, name: str, *forms: str) -> None:
    entry = PartyEntry(name=name, forms=forms, protected=True)
    party_add(matter=make_matter(court), entry=entry, by=make_person(court, "registrar"))


def test_without_an_order_it_is_sent(due: Delivery, machine: Engine) -> None:
    machine.turn()
    assert Delivery.objects.get().state == State.SENT


def test_an_order_made_after_the_approval_holds_it_and_nothing_leaves(due: Delivery, machine: Engine) -> None:
    told: list[Any] = []
    protect(due.court, "Registry Opens", "The registry")
    machine.turn()
    assert machine.network.asked == []
    keeper(told).turn()
    machine.turn()
    row = Delivery.objects.get()
    assert (row.state, machine.network.asked) == (State.HELD, [])
    assert "restricted-identity" in row.reason
    assert [one.pk for one in told] == [due.pk]


def test_a_change_of_the_register_that_is_nothing_to_it_lets_it_go(due: Delivery, machine: Engine) -> None:
    protect(due.court, "Orsolya Vantongeren")
    machine.turn()
    assert machine.network.asked == []
    keeper([]).turn()
    machine.turn()
    assert Delivery.objects.get().state == State.SENT
