from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from publishing.dispatcher.claim import claim_due
from publishing.dispatcher.clock import Clock
from publishing.dispatcher.jobs import Job, Lane, Result
from publishing.dispatcher.lanes import Lanes
from publishing.dispatcher.pauses import Pauses
from publishing.dispatcher.perform import Performer
from publishing.dispatcher.settle import settle
from publishing.models import Delivery
from publishing.networks.base import Continue, Payload, Permanent, Receipt, Sighting


class Network:
    """A network of the tests' own. `answers` are what the next calls return or raise, whatever is asked."""

    name = "sandbox"

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.memos: list[Any] = []
        self.there = True

    def prepare(self, message: Any, key: str, now: Any) -> Payload:
        return Payload(key, {"text": message.segments[0], "at": now.isoformat()})

    def _next(self, what: str, default: Any) -> Any:
        self.asked.append(what)
        answer = self.answers.pop(0) if self.answers else default
        if isinstance(answer, Exception):
            raise answer
        return answer

    def advance(self, payload: Payload, memo: Any, connection: Any) -> Receipt | Continue:
        self.memos.append(memo)
        return self._next("advance", Receipt("114", "https://social.example/114"))

    def lookup(self, payload: Payload, memo: Any, since: Any, connection: Any) -> Sighting:
        return self._next("lookup", Sighting(False))

    def withdraw(self, remote_id: str, connection: Any) -> None:
        self._next("withdraw", None)

    def exists(self, remote_id: str, connection: Any) -> bool:
        self.asked.append("exists")
        return self.there


class Engine:
    """The dispatcher's parts without its threads: `turn` claims, performs and settles in this thread."""

    def __init__(self, network: Any) -> None:
        self.network, self.clock, self.pauses = network, Clock(), Pauses()
        self.stop = threading.Event()
        self.perform = Performer(self.clock, self.pauses, self.stop, find=lambda name: network)
        self.lanes = Lanes(self.perform, slots=50)

    def claim(self) -> list[Job]:
        self.pauses.read()
        return claim_due(self.clock.now(), self.pauses, self.lanes, "test").jobs

    def do(self, jobs: list[Job]) -> list[Result]:
        return [self.perform(job, None) for job in jobs]  # type: ignore[arg-type]

    def settle(self, results: list[Result]) -> list[Job]:
        return settle(results, self.clock.now(), "test").jobs

    def turn(self, jobs: list[Job] | None = None) -> None:
        """Everything that is due, step by step until nothing more is to be done."""
        jobs = self.claim() if jobs is None else jobs
        while jobs:
            jobs = self.settle(self.do(jobs))


@pytest.fixture
def engine(monkeypatch) -> Callable[..., Engine]:
    """Makes an Engine over a Network that answers what it is given."""

    def make(*answers: Any) -> Engine:
        network = Network(*answers)
        monkeypatch.setattr("publishing.dispatcher.claim.adapter", lambda name: network)
        return Engine(network)

    return make


@pytest.fixture
def fresh() -> Callable[[Delivery], Delivery]:
    return lambda row: Delivery.objects.select_related("release", "account", "court").get(pk=row.pk)


__all__ = ["Engine", "Lane", "Network", "Permanent"]
