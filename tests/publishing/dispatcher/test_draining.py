"""A dispatcher that is asked to end finishes what it began, begins nothing, and is gone in time."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest

from publishing import supervisor
from publishing.dispatcher import main
from publishing.dispatcher.jobs import DEADLINE
from publishing.dispatcher.main import Dispatcher


@pytest.fixture
def dispatcher(monkeypatch) -> Dispatcher:
    """One whose helpers and turns do nothing."""
    monkeypatch.setattr(main, "write_through", lambda: None)
    made = Dispatcher(name="test")
    for helper in (made.pauses, made.gatekeeper, made.herald, made.keeper):
        monkeypatch.setattr(helper, "run", lambda stop: None)
    monkeypatch.setattr(main, "IDLE", 0.0)
    monkeypatch.setattr(main, "TURN", 0.0)
    return made


def test_it_ends_at_once_where_nothing_runs(dispatcher, monkeypatch):
    monkeypatch.setattr(dispatcher, "turn", lambda results: pytest.fail("a turn began"))
    dispatcher.stop.set()
    dispatcher.run()
    assert dispatcher.drained.is_set()


def test_it_waits_for_what_is_in_flight(dispatcher, monkeypatch):
    turns: list[Any] = []
    running: Any = {1: object()}

    def turn(results):
        turns.append(results)
        if len(turns) == 3:
            running.clear()

    dispatcher.lanes.running = running
    monkeypatch.setattr(dispatcher, "turn", turn)
    dispatcher.stop.set()
    dispatcher.run()
    assert len(turns) == 3


def test_what_never_ends_does_not_keep_it(dispatcher, monkeypatch, caplog):
    dispatcher.lanes.running = {1: Mock()}
    monkeypatch.setattr(main, "DRAIN", 0.0)
    monkeypatch.setattr(dispatcher, "turn", lambda results: None)
    dispatcher.stop.set()
    dispatcher.run()
    assert dispatcher.drained.is_set()
    assert "1 sendings did not end in time" in caplog.text


def test_asked_to_end_it_claims_nothing_and_keeps_nothing_up(dispatcher, monkeypatch):
    begun: list[str] = []
    for place, name in ((main, "is_due"), (main, "claim_due"), (dispatcher, "_upkeep")):
        monkeypatch.setattr(place, name, lambda *given, name=name: begun.append(name))
    dispatcher.turn([])
    assert begun == ["is_due", "_upkeep"]
    dispatcher.stop.set()
    dispatcher._due_at.clear()
    dispatcher.turn([])
    assert begun == ["is_due", "_upkeep"]


def test_the_times_fit_into_each_other():
    assert DEADLINE.total_seconds() < main.DRAIN < main.DRAIN + main.HELPERS < supervisor.DRAIN
