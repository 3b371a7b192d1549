from __future__ import annotations

import os
import signal
import threading
from itertools import pairwise

import pytest

from publishing.supervisor import WAIT_MAX, Child, on_signals


@pytest.fixture
def stop():
    """An event that signals set; the old handlers come back afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    event = threading.Event()
    on_signals(event)
    yield event
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks_for_an_end(stop, number):
    os.kill(os.getpid(), number)
    assert stop.wait(2)


def test_a_signal_in_the_middle_of_another_ones_work_does_not_stand_still(stop):
    with stop._cond:  # as the main thread holds it while it waits or sets
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)
    assert stop.wait(2)


class Dead:
    returncode, pid = 1, 2**30

    def poll(self):
        return 1


def test_a_child_that_keeps_dying_is_started_ever_more_slowly(monkeypatch):
    child, starts = Child("dispatcher"), []

    def start(now):
        starts.append(now)
        child.process, child.started_at = Dead(), now

    monkeypatch.setattr(child, "start", start)
    for second in range(200):
        child.tend(float(second))
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert gaps == sorted(gaps)
    assert gaps[-1] <= WAIT_MAX + 1
