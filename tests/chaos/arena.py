"""Dispatchers as real processes, a receiver in its own process that counts, and a hand that kills."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg

from tools import postgres
from tools.components import ROOT

IN_DOUBT = 120  # seconds until every doubt must be settled: a lease lapses after 40, a look-up follows


@dataclass
class Receiver:
    """The fake server as a process of its own. `counts` is what it saw: requests and posts by key."""

    url: str

    def counts(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = self._asked("_counts")
        return found

    def arrivals(self) -> dict[str, list[float]]:
        """When each request to publish came in, by key, in seconds of the epoch."""
        found: dict[str, list[float]] = self._asked("_arrivals")
        return found

    def _asked(self, what: str) -> Any:
        with urllib.request.urlopen(f"{self.url}/{what}", timeout=5) as answer:
            return json.loads(answer.read())

    def publish(self, key: str) -> None:
        """What a sender that knows nothing of doubt would do."""
        body = json.dumps({"status": f"Notice {key}", "visibility": "public", "language": "en"}).encode()
        headers = {"Idempotency-Key": key, "Authorization": "Bearer secret-of-the-court"}
        request = urllib.request.Request(f"{self.url}/api/v1/statuses", body, headers, method="POST")
        urllib.request.urlopen(request, timeout=5).read()


@contextmanager
def receiver(*, latency: float, forgetful: bool) -> Iterator[Receiver]:
    command = [sys.executable, "-m", "tests.networks.fakes", "0", "--latency", str(latency)]
    process = subprocess.Popen(
        [*command, *(["--forgetful"] if forgetful else [])], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        yield Receiver(process.stdout.readline().split()[-1])
    finally:
        process.kill()
        process.wait()


@dataclass
class Arena:
    """A migrated database and the dispatchers that work on it."""

    environment: dict[str, str]
    receiver: Receiver
    slots: int = 4
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    kills: int = 0
    others: list[Receiver] = field(default_factory=list)

    def __post_init__(self) -> None:
        pair = self.receiver.url.removeprefix("http://")
        extra = {"DJANGO_SETTINGS_MODULE": "tests.chaos.settings", "PRAECO_PRIVATE_ADDRESSES": pair}
        self.environment = {**self.environment, **extra}

    def allow(self, other: Receiver) -> None:
        """Let the door open to another receiver too, and count what comes in there."""
        self.others.append(other)
        self.environment["PRAECO_PRIVATE_ADDRESSES"] += "," + other.url.removeprefix("http://")

    def seed(
        self, due_in: float, spread: float, count: int, *networks: str, at: str = "", by: str = "tests.chaos.seed"
    ) -> int:
        """So many releases on each network, their accounts at this arena's receiver or at another address."""
        url = at or self.receiver.url
        command = [sys.executable, "-m", by, url, *map(str, (due_in, spread, count))]
        done = subprocess.run(
            [*command, *networks], cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return int(done.stdout.split()[-1])

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A dispatcher, or another command of manage.py."""
        wanted = command or ("dispatcher", "--slots", str(self.slots))
        process = subprocess.Popen(
            [sys.executable, "manage.py", *wanted], cwd=ROOT, env=self.environment, start_new_session=True
        )
        self.processes.append(process)
        return process

    def begin(self, point: str = "", *, hasty: bool = True) -> subprocess.Popen[bytes]:
        """A dispatcher that kills itself at `point`, if there is one; a hasty one leases for seconds."""
        options = [*(["--point", point] if point else []), *(["--hasty"] if hasty else [])]
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.victim", "--slots", str(self.slots), *options],
            cwd=ROOT, env=self.environment, start_new_session=True,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def died(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for a dispatcher that kills itself."""
        assert process.wait(IN_DOUBT) == -signal.SIGKILL
        self.processes.remove(process)
        self.kills += 1

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        self.processes.remove(process)
        self.kills += 1

    def kill_while_sending(self, times: int, dice: random.Random, *, hasty: bool = False) -> None:
        """Kill a dispatcher as soon as a few more requests have come in, start another, and so on."""
        for _ in range(times):
            seen = self.requests()
            self.wait(lambda seen=seen: self.requests() > seen + dice.randrange(2), "no request came in", IN_DOUBT)
            time.sleep(dice.random() * 0.15)
            self.kill(dice.choice(self.processes))
            self.begin(hasty=hasty)

    def requests(self) -> int:
        return sum(sum(one.counts()["requests"].values()) for one in (self.receiver, *self.others))

    def published(self) -> list[int]:
        """How often each post stands at its network."""
        return [times for one in (self.receiver, *self.others) for times in one.counts()["published"].values()]

    def arrived(self) -> list[float]:
        """When requests to publish came in, anywhere, in order."""
        servers = (self.receiver, *self.others)
        return sorted(at for one in servers for times in one.arrivals().values() for at in times)

    def late(self) -> list[float]:
        """By how many seconds each delivery's first request came in after its time, the least first."""
        due = self.due_times()
        first = [(key, times[0]) for one in (self.receiver, *self.others) for key, times in one.arrivals().items()]
        return sorted(at - due[key] for key, at in first)

    def due_times(self) -> dict[str, float]:
        """When each delivery is due, by the key that its network sees, in seconds of the epoch."""
        rows = self.query(
            "SELECT d.release_id, d.account_id, r.due_at FROM publishing_delivery d "
            "JOIN publishing_release r ON r.id = d.release_id"
        )
        return {str(uuid.uuid5(_uuid(release), str(_uuid(account)))): _seconds(at) for release, account, at in rows}

    def states(self) -> dict[str, int]:
        return dict(self.query("SELECT state, count(*) FROM publishing_delivery GROUP BY state"))

    def query(self, sql: str) -> list[Any]:
        """Its rows; a statement without any is committed."""
        url = self.environment["DATABASE_URL"]
        if url.startswith("sqlite"):
            with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as database, database:
                return database.execute(sql).fetchall()
        folder, name = postgres.parts(url)
        with psycopg.connect(host=str(folder), dbname=name, user=postgres.USER) as database:
            found = database.execute(sql.encode())
            return found.fetchall() if found.description else []

    def lift(self) -> None:
        """Commit what two people do when they lift it. What came due behind it goes out: nobody is there to hold it."""
        self.query(
            "UPDATE publishing_pause SET lifted_at = CURRENT_TIMESTAMP, "
            "lift_asked_by_id = (SELECT min(id) FROM ground_person), lifted_by_id = (SELECT max(id) FROM ground_person)"
        )

    def pause(self) -> None:
        """Commit a pause of everything."""
        self.query(
            "INSERT INTO publishing_pause (network, reason, paused_by_id, paused_at) "
            "SELECT '', 'A leak.', min(id), CURRENT_TIMESTAMP FROM ground_person"
        )

    def wait(self, until: Any, complaint: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                raise AssertionError(f"{complaint}: {self.states()}")
            time.sleep(0.03)

    def end(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=40)


def _uuid(value: Any) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


def _seconds(value: Any) -> float:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value).replace(tzinfo=UTC)
    return moment.timestamp()


@contextmanager
def arena(environment: dict[str, str], *, forgetful: bool, latency: float = 0.2) -> Iterator[Arena]:
    with receiver(latency=latency, forgetful=forgetful) as server:
        made = Arena(environment, server)
        try:
            yield made
        finally:
            for process in made.processes:
                process.kill()
