from __future__ import annotations

import pytest
from django.utils import timezone

from publishing.dispatcher import pauses as module
from publishing.dispatcher.claim import is_due
from publishing.domain.delivery import State
from publishing.models import Pause
from tests.factories import make_delivery, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def on_time(monkeypatch):
    monkeypatch.setattr("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)


@pytest.fixture
def due():
    return make_delivery(due_in=0, minutes=60)


def pause(**scope):
    return Pause.objects.create(reason="A leak.", paused_by=make_person(), paused_at=timezone.now(), **scope)


SCOPES = {
    "everything": lambda row: {},
    "its court": lambda row: {"court": row.court},
    "its network": lambda row: {"court": row.court, "network": "sandbox"},
    "its account": lambda row: {"court": row.court, "account": row.account},
}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_pause_that_covers_it_stops_the_claim(engine, due, scope):
    pause(**SCOPES[scope](due))
    assert engine().claim() == []


@pytest.mark.parametrize("scope", SCOPES)
def test_a_pause_stops_what_was_claimed_already(engine, due, fresh, scope):
    machine = engine()
    jobs = machine.claim()
    pause(**SCOPES[scope](due))
    machine.pauses.read()
    machine.turn(jobs)
    assert (fresh(due).state, machine.network.asked) == (State.SCHEDULED, [])


def test_a_pause_of_another_network_stops_nothing(engine, due):
    pause(court=due.court, network="mastodon")
    assert len(engine().claim()) == 1


def test_a_lifted_pause_stops_nothing(engine, due):
    pause(lifted_at=timezone.now())
    assert len(engine().claim()) == 1


def test_who_cannot_read_the_pauses_sends_nothing(engine, due, fresh, monkeypatch):
    machine = engine()
    jobs = machine.claim()
    monkeypatch.setattr(module, "FRESH", 0.0)
    machine.turn(jobs)
    assert (fresh(due).state, machine.network.asked) == (State.SCHEDULED, [])


def test_who_cannot_read_the_pauses_claims_nothing(engine, due, monkeypatch):
    machine = engine()
    monkeypatch.setattr(module, "FRESH", 0.0)
    assert machine.claim() == []
    assert not is_due(machine.clock.now(), machine.pauses, machine.lanes)
