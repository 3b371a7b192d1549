"""The loop that writes everything down: whatever fails in it, no step is done twice and nobody else is held up."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone

from publishing.dispatcher import main, pauses, upkeep
from publishing.dispatcher.jobs import Result
from publishing.dispatcher.main import Dispatcher
from publishing.domain.delivery import State
from publishing.models import Delivery, Release
from publishing.networks.base import Continue
from tests.factories import make_delivery
from tests.publishing.dispatcher.conftest import Engine

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MEDIA = {"media": ["1"]}


@pytest.fixture(autouse=True)
def on_time(monkeypatch: Any) -> None:
    monkeypatch.setattr("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)


@pytest.fixture
def dispatcher(monkeypatch: Any) -> Dispatcher:
    """One that waits for nothing, and keeps the test's own connection."""
    monkeypatch.setattr(main, "connection", SimpleNamespace(close=lambda: None))
    monkeypatch.setattr(main.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(pauses, "FRESH", 60.0)
    made = Dispatcher("test")
    monkeypatch.setattr(made.clock, "refresh", lambda: None)
    made.pauses.read()
    return made


@pytest.fixture
def given(dispatcher: Dispatcher, monkeypatch: Any) -> list[Any]:
    """What is handed to the pool, which does nothing."""
    jobs: list[Any] = []
    monkeypatch.setattr(dispatcher.lanes, "put", jobs.append)
    return jobs


def fails(*given: Any, **facts: Any) -> None:
    raise RuntimeError("nobody foresaw it")


def answered(dispatcher: Dispatcher, machine: Engine, monkeypatch: Any) -> list[Result]:
    """What is due was done by the pool, and comes back with the next turn."""
    results = machine.do(machine.claim())
    waiting = [results]
    monkeypatch.setattr(dispatcher.lanes, "take", lambda wait: waiting.pop() if waiting else [])
    return results


def test_a_step_that_goes_on_is_handed_out_once_whatever_fails_after_it(dispatcher, given, engine, monkeypatch) -> None:
    """Twice in the pool, two threads would publish it beside each other."""
    make_delivery(due_in=0, minutes=60)
    (result,) = answered(dispatcher, engine(Continue(MEDIA)), monkeypatch)
    monkeypatch.setattr(dispatcher.herald, "tell", fails)
    dispatcher._turn_or_wait()
    dispatcher._turn_or_wait()
    assert [id(job) for job in given] == [id(result.job)]


def test_what_a_database_that_is_away_refuses_is_written_down_later(
    dispatcher, given, engine, monkeypatch, fresh
) -> None:
    row = make_delivery(due_in=0, minutes=60)
    answered(dispatcher, engine(), monkeypatch)
    settle, refusals = main.settle, [OperationalError("gone"), OperationalError("gone")]

    def away(*given: Any) -> Any:
        if refusals:
            raise refusals.pop()
        return settle(*given)

    monkeypatch.setattr(main, "settle", away)
    dispatcher._turn_or_wait()
    assert fresh(row).state == State.SENDING
    dispatcher._turn_or_wait()
    assert fresh(row).state == State.SENT


def test_a_row_that_cannot_be_written_down_keeps_no_other(dispatcher, given, engine, monkeypatch, fresh) -> None:
    rows = [make_delivery(due_in=0, minutes=60) for _ in range(2)]
    answered(dispatcher, engine(), monkeypatch)
    settle = main.settle

    def choosy(results: list[Result], *facts: Any) -> Any:
        if any(result.job.delivery.pk == rows[0].pk for result in results):
            raise ValueError("this one never")
        return settle(results, *facts)

    monkeypatch.setattr(main, "settle", choosy)
    dispatcher._turn_or_wait()
    assert [fresh(row).state for row in rows] == [State.SENDING, State.SENT]


@pytest.mark.parametrize("part", ["expire", "hold_unconnected", "follow_withdrawals", "claim_lookups"])
def test_a_part_of_the_upkeep_that_fails_keeps_no_other_from_its_turn(dispatcher, given, monkeypatch, part) -> None:
    row = make_delivery(State.WITHDRAWING, due_in=0)
    Delivery.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    monkeypatch.setattr(upkeep, part, fails)
    dispatcher._upkeep()
    assert [job.delivery.pk for job in given] == [row.pk]


def test_whom_no_mail_can_be_kept_for_holds_up_no_sending(dispatcher, given, engine, monkeypatch, fresh) -> None:
    engine()
    missed, due = make_delivery(due_in=-121), make_delivery(due_in=0, minutes=60)
    monkeypatch.setattr(main, "call_people", fails)
    dispatcher._turn_or_wait()
    assert (fresh(missed).state, fresh(due).state) == (State.HELD, State.SENDING)
    assert [job.delivery.pk for job in given] == [due.pk]


def test_what_died_before_it_followed_a_withdrawal_is_followed_by_the_next_one(dispatcher, given, fresh) -> None:
    """However long nothing ran: the first look goes back to the beginning."""
    row = make_delivery(State.SENT, due_in=0)
    Release.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="The wrong hall.")
    Delivery.objects.update(changed_at=timezone.now() - timedelta(days=3))
    dispatcher._upkeep()
    assert fresh(row).state == State.WITHDRAWING


def test_a_commit_of_the_dispatcher_survives_a_power_cut(dispatcher) -> None:
    """On SQLite: a claim that was undone by one would be sent a second time."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does so by itself")
    other = type(connections["default"])({**connection.settings_dict, "NAME": ":memory:"}, "other")
    main.write_through()
    try:
        with other.cursor() as cursor:
            assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
    finally:
        main.connection_created.disconnect(dispatch_uid="dispatcher.write_through")
        other.close()
