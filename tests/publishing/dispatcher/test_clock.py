"""Dispatchers on many machines agree on the time: it is the database's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from publishing.dispatcher import clock as clocks
from publishing.dispatcher import upkeep
from publishing.dispatcher.jobs import LEASE
from publishing.domain.delivery import State
from publishing.models import Delivery
from tests.factories import make_delivery

pytestmark = [pytest.mark.django_db]
NEAR = timedelta(seconds=2)


@pytest.fixture(params=[timedelta(hours=1), timedelta(hours=-1)], ids=["ahead", "behind"])
def off(request, monkeypatch):
    """The machine's own clock is an hour off."""

    class Wrong(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + request.param

    def wrong():
        return (datetime.now(UTC) + request.param).timestamp()

    monkeypatch.setattr(clocks, "datetime", Wrong)
    monkeypatch.setattr(clocks, "time", SimpleNamespace(time=wrong))
    return request.param


@pytest.mark.postgres
def test_a_machine_whose_clock_is_off_goes_by_the_database(off):
    clock = clocks.Clock()
    assert abs(clock.now() - datetime.now(UTC) - off) < NEAR
    clock.refresh()
    assert abs(clock.now() - datetime.now(UTC)) < NEAR


@pytest.mark.postgres
def test_it_claims_on_time_and_leases_for_as_long_as_the_others(engine, off, monkeypatch):
    monkeypatch.setattr("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)
    machine = engine()
    machine.clock.refresh()
    due, later = make_delivery(due_in=0), make_delivery()
    assert [job.delivery.pk for job in machine.claim()] == [due.pk]
    row = Delivery.objects.get(pk=due.pk)
    assert abs(row.lease_until - datetime.now(UTC) - LEASE) < NEAR
    upkeep.expire(machine.clock.now(), "test")
    upkeep.hold_missed(machine.clock.now(), "test")
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert states == {due.pk: State.SENDING, later.pk: State.SCHEDULED}


def test_on_one_machine_its_own_clock_is_the_time():
    clock = clocks.Clock()
    clock.refresh()
    assert abs(clock.now() - datetime.now(UTC)) < NEAR
