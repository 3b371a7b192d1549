from __future__ import annotations

import pytest
from django.utils import timezone

from publishing.dispatcher import pauses as module
from publishing.dispatcher.claim import is_due
from publishing.domain.delivery import State
from publishing.models import Pause
from tests.factories import make_account, make_delivery, make_person

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
    pause(lifted_at=timezone.now(), lifted_by=make_person(), lift_asked_by=make_person())
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


@pytest.mark.parametrize("scope", SCOPES)
def test_an_emergency_passes_a_pause_that_spares_it(engine, fresh, scope):
    due = make_delivery(due_in=0, minutes=60, route="E")
    pause(**SCOPES[scope](due), spares_emergencies=True)
    engine().turn()
    assert fresh(due).state == State.SENT


@pytest.mark.parametrize("scope", SCOPES)
def test_an_emergency_passes_no_other_pause(engine, scope):
    due = make_delivery(due_in=0, minutes=60, route="E")
    pause(**SCOPES[scope](due))
    assert engine().claim() == []


@pytest.mark.parametrize("route", ["R0", "R1", "R2", "R3", "R4", "R5", ""])
def test_nothing_else_passes_a_pause_that_spares_emergencies(engine, route):
    due = make_delivery(due_in=0, minutes=60, route=route, kind="emergency")
    pause(court=due.court, spares_emergencies=True)
    assert engine().claim() == []


def test_of_two_pauses_each_must_spare_it(engine):
    due = make_delivery(due_in=0, minutes=60, route="E")
    pause(court=due.court, spares_emergencies=True)
    pause(court=due.court, network="sandbox")
    assert engine().claim() == []


def test_two_dispatchers_send_the_emergency_once_and_nothing_else(engine, fresh):
    plain = make_delivery(due_in=0, minutes=60)
    urgent = make_delivery(account=make_account(plain.court), due_in=0, minutes=60, route="E")
    pause(court=plain.court, spares_emergencies=True)
    first, second = engine(), engine()
    jobs = [first.claim(), second.claim()]
    first.turn(jobs[0])
    second.turn(jobs[1])
    assert [len(one) for one in jobs] == [1, 0]
    assert (fresh(urgent).state, fresh(plain).state) == (State.SENT, State.SCHEDULED)
    assert (first.network.asked, second.network.asked) == (["advance"], [])


def test_what_was_claimed_before_stops_unless_it_is_spared(engine, fresh):
    plain = make_delivery(due_in=0, minutes=60)
    urgent = make_delivery(account=make_account(plain.court), due_in=0, minutes=60, route="E")
    machine = engine()
    jobs = machine.claim()
    pause(court=plain.court, spares_emergencies=True)
    machine.pauses.read()
    machine.turn(jobs)
    assert (fresh(urgent).state, fresh(plain).state) == (State.SENT, State.SCHEDULED)
