"""The pool of threads: what a burst must not wait for, and what becomes of work for which a machine has none left."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from publishing.dispatcher.lanes import Lanes
from publishing.ground import door

LANE = ("sandbox", "https://social.example")


def job() -> Any:
    return SimpleNamespace(lane=LANE)


@pytest.fixture
def lanes() -> Lanes:
    """Each job comes back at once as its own result."""
    return Lanes(Mock(side_effect=lambda job, http: SimpleNamespace(job=job)))


def test_the_roots_of_trust_are_read_before_the_first_thread_begins() -> None:
    """Read by fifty threads at once they would take seconds, and the pauses as read would be too old to send by."""
    door.tls_context.cache_clear()
    before = threading.active_count()
    Lanes(Mock())
    assert (door.tls_context.cache_info().currsize, threading.active_count()) == (1, before)


def no_thread(*given: Any) -> None:
    raise RuntimeError("can't start new thread")


def no_file(**facts: Any) -> None:
    raise OSError("too many open files")


@pytest.mark.parametrize(
    ("place", "name", "lacks"), [(threading.Thread, "start", no_thread), (door, "session", no_file)]
)
def test_what_nobody_can_do_is_let_lapse_and_not_kept_for_ever(lanes, monkeypatch, place, name, lacks) -> None:
    """While it counted as running its lease would be renewed, and nobody would ever do it."""
    with monkeypatch.context() as poor:
        poor.setattr(place, name, lacks)
        lanes.put(job())
    assert (lanes.running, lanes.free(LANE)) == ({}, lanes.room)


def test_it_is_done_again_when_the_machine_has_threads(lanes, monkeypatch) -> None:
    with monkeypatch.context() as poor:
        poor.setattr(threading.Thread, "start", no_thread)
        lanes.put(job())
    wanted = job()
    lanes.put(wanted)
    assert [result.job for result in lanes.take(20)] == [wanted]


def test_those_that_are_there_do_what_further_ones_should_have_done(lanes, monkeypatch) -> None:
    jobs = [job() for _ in range(3)]
    lanes.put(jobs[0])
    monkeypatch.setattr(threading.Thread, "start", no_thread)
    for one in jobs[1:]:
        lanes.put(one)
    done: list[Any] = []
    while len(done) < len(jobs):
        done += [result.job for result in lanes.take(20)]
    assert ([id(one) for one in done], lanes.running) == ([id(one) for one in jobs], {})
