"""Real dispatchers in this process, one after the other, that die at a named point. Their clock can be put forward.

A dispatcher's death is an exception that nobody catches: an open transaction is rolled back, and everything that it
held in memory is gone, as after SIGKILL. The long form (`make chaos`) kills processes at the same points.
"""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from publishing.dispatcher import main
from publishing.dispatcher.main import Dispatcher
from publishing.dispatcher.perform import Performer
from publishing.domain.delivery import State
from publishing.models import Delivery
from tests.publishing.gates import Passing

POINTS = {
    "before claim": (main, "claim_due", "before"),
    "in the claim's transaction": (main, "claim_due", "after"),
    "after claim": (Dispatcher, "_hand_out", "with jobs"),
    "in the request": (Performer, "_send", "meanwhile"),
    "after the answer": (Performer, "_send", "after"),
    "before settle": (main, "settle", "before"),
    "in the settling transaction": (main, "settle", "after"),
    "after settle": (Dispatcher, "_hand_out", "without jobs"),
}
AT_REST = (State.SENT, State.FAILED, State.HELD, State.WITHDRAWN, State.CANCELLED)
TURNS = 400
DEATHS: list[bool] = []


class Killed(BaseException):
    """Nothing after this line happens in this process."""


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fatal(act: Callable[..., Any], when: str, die: Callable[[], None]) -> Callable[..., Any]:
    """`act`, which dies at its first call that fits `when`."""

    @functools.wraps(act)
    def dying(*args: Any, **facts: Any) -> Any:
        if when in ("with jobs", "without jobs"):
            _self, jobs, changed = args
            fits = bool(jobs) if when == "with jobs" else bool(changed) and not jobs
            if fits:
                die()
            return act(*args, **facts)
        if when == "before":
            die()
        found = act(*args, **facts)
        die()
        return found

    return dying


def die_now() -> None:
    DEATHS.append(True)
    raise Killed


@contextmanager
def doomed(monkeypatch: Any, point: str) -> Iterator[None]:
    """Whichever dispatcher reaches `point` dies there."""
    place, name, when = POINTS[point]
    with monkeypatch.context() as patched:
        patched.setattr(place, name, fatal(getattr(place, name), when, die_now))
        yield


class Crew:
    """One dispatcher after another on the same rows."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)
        self.hire()

    def hire(self) -> None:
        """Another dispatcher, that knows only what stands in the rows."""
        self.one = Dispatcher("test")
        self.one.clock.offset = self.ahead
        self.one.clock.refresh = lambda: None  # type: ignore[method-assign]
        self.one.gatekeeper.ask = Passing().recheck  # type: ignore[method-assign]

    def later(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)
        self.one.clock.offset = self.ahead
        self.one._due_at.clear()

    def review(self) -> None:
        """What the helping threads do: the pauses are read, and the gate looks at what is due."""
        self.one.pauses.read()
        while self.one.gatekeeper.turn():
            pass

    def turn(self) -> None:
        """Whatever is to be done at this moment."""
        for _ in range(TURNS):
            results = self.one.lanes.take(20 if self.one.lanes.running else 0)
            self.review()
            self.one.turn(results)
            if not (results or self.one.lanes.running):
                return
        raise AssertionError("it never came to an end")

    def work(self, hours: float = 3) -> None:
        """Turns, with the clock put forward to what is next, until everything rests."""
        end = self.one.clock.now() + timedelta(hours=hours)
        self.turn()
        step = 15.0
        while open_rows().exists() and self.one.clock.now() < end:
            self.later(step)
            self.turn()
            step = min(step * 1.2, 600)


def open_rows() -> Any:
    """What has not come to its end by itself, nor waits for a person."""
    return Delivery.objects.exclude(state__in=AT_REST).exclude(state=State.UNKNOWN, next_attempt_at=None, claim=None)


def states() -> dict[str, int]:
    found: dict[str, int] = {}
    for state in Delivery.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found
