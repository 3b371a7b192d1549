"""Threads, a bounded number for each server, so that one that stands still holds up nobody else."""

from __future__ import annotations

import queue
import threading
from collections import Counter, defaultdict
from collections.abc import Callable

from publishing.ground import door
from publishing.models import Delivery

from .jobs import DEADLINE, Job, Lane, Result

SLOTS = 50  # at one server at a time
SPARE = 0.5  # so many more are claimed, so that a thread that comes free finds its next job waiting


class Lanes:
    """Hands jobs to threads and collects results. Only the main loop calls it."""

    def __init__(self, perform: Callable[[Job, door.Session], Result], slots: int = SLOTS) -> None:
        self.perform, self.slots, self.room = perform, slots, slots + int(slots * SPARE)
        door.tls_context()  # one for all: fifty threads that begin at once would else each make their own
        self.results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self.running: dict[int, Job] = {}
        self._queues: dict[Lane, queue.SimpleQueue[Job]] = defaultdict(queue.SimpleQueue)
        self._threads: dict[Lane, int] = defaultdict(int)
        self._used: dict[Lane, int] = defaultdict(int)

    def free(self, lane: Lane) -> int:
        """How many more jobs the lane takes."""
        return self.room - self._used[lane]

    def full(self) -> list[Lane]:
        """The lanes that take no more."""
        return [lane for lane, used in self._used.items() if used >= self.room]

    def fitting(self, rows: list[Delivery]) -> list[Delivery]:
        """As many of `rows` of each lane as it has free slots, in their order."""
        taken: Counter[Lane] = Counter()
        found = []
        for row in rows:
            lane = (row.account.network, row.account.base_url)
            if taken[lane] < self.free(lane):
                taken[lane] += 1
                found.append(row)
        return found

    def put(self, job: Job) -> None:
        """`running` holds it until `take` has given its last result."""
        self.running[id(job)] = job
        self._used[job.lane] += 1
        if self._threads[job.lane] < min(self._used[job.lane], self.slots):
            self._threads[job.lane] += 1
            name = f"{job.lane[0]}-{self._threads[job.lane]}"
            threading.Thread(target=self._work, args=(self._queues[job.lane],), name=name, daemon=True).start()
        self._queues[job.lane].put(job)

    def take(self, wait: float) -> list[Result]:
        """The results that came in, after waiting up to `wait` seconds for a first one."""
        found: list[Result] = []
        try:
            found.append(self.results.get(timeout=wait) if wait > 0 else self.results.get_nowait())
            while True:
                found.append(self.results.get_nowait())
        except queue.Empty:
            pass
        for result in found:
            del self.running[id(result.job)]
            self._used[result.job.lane] -= 1
        return found

    def _work(self, jobs: queue.SimpleQueue[Job]) -> None:
        http = door.session(deadline=DEADLINE.total_seconds())
        while True:
            job = jobs.get()
            self.results.put(self.perform(job, http))
