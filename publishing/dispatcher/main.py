"""The main loop: settle what came back and claim what is due in one short transaction, then hand rows to threads."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.backends.signals import connection_created

from publishing.models import Delivery
from publishing.watch.watcher import Watcher

from . import upkeep
from .claim import claim_due, is_due
from .clock import Clock
from .duty import call_people
from .faults import fault
from .gatekeeper import Gatekeeper
from .herald import Herald
from .jobs import Job, Result
from .keeper import Keeper, worker_name
from .lanes import SLOTS, Lanes
from .pauses import Pauses
from .perform import Performer
from .settle import settle
from .telling import told

TURN, IDLE = 0.02, 0.05  # seconds
UPKEEP, RENEW, CLOCK = 1.0, 4.0, 10.0
STILL = 10.0
DRAIN, HELPERS = 38.0, 4.0  # seconds after SIGTERM: a request lasts up to 30, the supervisor kills after 45
log = logging.getLogger(__name__)
Done = tuple[list[Job], set[UUID]]  # further jobs for the pool, and the releases that changed
Part = Callable[[], Done]


class Dispatcher:
    """Runs until `stop` is set, then drains: what has begun is finished and written down, nothing new begins."""

    def __init__(self, name: str = "", slots: int = SLOTS) -> None:
        self.name = name or worker_name()
        self.stop, self.drained = threading.Event(), threading.Event()
        self.clock, self.pauses = Clock(), Pauses()
        self.lanes = Lanes(told(Performer(self.clock, self.pauses, self.stop)), slots)
        self.herald, self.keeper = Herald(self.clock), Keeper(self.name, self.clock, self.is_alive)
        self.gatekeeper = Gatekeeper(self.clock, self.name, self.told)
        self._unsettled: list[Result] = []
        self._followed = datetime.min.replace(tzinfo=UTC)
        self._turned_at = time.monotonic()
        self._due_at: dict[str, float] = {}
        self._ends_at: float | None = None

    def run(self) -> None:
        write_through()
        helpers = [
            threading.Thread(target=one.run, args=(self.drained,), name=type(one).__name__, daemon=True)
            for one in (self.pauses, self.gatekeeper, self.herald, self.keeper, Watcher())
        ]
        for helper in helpers:
            helper.start()
        while not self._is_drained():
            self._turn_or_wait()
        self.drained.set()
        until = time.monotonic() + HELPERS
        for helper in helpers:
            helper.join(timeout=max(until - time.monotonic(), 0.1))

    def _is_drained(self) -> bool:
        """Whether nothing is left to finish after `stop`, or the time for that is over."""
        if not self.stop.is_set():
            return False
        self._ends_at = self._ends_at or time.monotonic() + DRAIN
        left = len(self.lanes.running) + len(self._unsettled)
        if left and time.monotonic() >= self._ends_at:
            log.error("%d sendings did not end in time; they lapse and are looked up", left)
            return True
        return not left

    def _turn_or_wait(self) -> None:
        self._unsettled += self.lanes.take(TURN if self.lanes.running else IDLE)
        try:
            self.turn(self._unsettled)
        except Exception as error:
            log.error("a turn failed: %s", fault(error))
            connection.close()
            self._rescue()
            time.sleep(0.5)

    def turn(self, results: list[Result]) -> None:
        """Settle, claim, and once a second the upkeep, each in one transaction."""
        self._turned_at = time.monotonic()
        if self._is_time("clock", CLOCK):
            self.clock.refresh()
        now = self.clock.now()
        due = not self.stop.is_set() and is_due(now, self.pauses, self.lanes)
        if results or due:
            self._settle_and_claim(results, due)
        if self._is_time("renew", RENEW) and self.lanes.running:
            self._alone(self._renew)
        if not self.stop.is_set() and self._is_time("upkeep", UPKEEP):
            self._upkeep()

    def _settle_and_claim(self, results: list[Result], due: bool) -> None:
        now = self.clock.now()
        jobs: list[Job] = []
        changed: set[UUID] = set()
        with transaction.atomic():
            if results:
                settled = settle(results, now, self.name)
                jobs, changed = settled.jobs, settled.releases
                self._call(settled.waiting)
            if due:
                claimed = claim_due(now, self.pauses, self.lanes, self.name)
                jobs = jobs + claimed.jobs
                changed |= {row.release_id for row in claimed.held}
                changed |= {job.delivery.release_id for job in claimed.jobs}
                self._call(claimed.held)
        self._unsettled = []  # it is written down: whatever fails from here on, no step is handed out twice
        self._hand_out(jobs, changed)

    def _upkeep(self) -> None:
        for part in (self._expire, self._hold, self._follow, self._look_up, self._withdraw):
            self._alone(part)

    def _alone(self, part: Part) -> None:
        """In a short transaction of its own: what fails holds up no other part."""
        try:
            with transaction.atomic():
                jobs, changed = part()
        except Exception as error:
            log.error("%s failed: %s", part.__name__, fault(error))
            connection.close()
        else:
            self._hand_out(jobs, changed)

    def _renew(self) -> Done:
        upkeep.renew(list(self.lanes.running.values()), self.clock.now())
        return [], set()

    def _expire(self) -> Done:
        return [], upkeep.expire(self.clock.now(), self.name)

    def _hold(self) -> Done:
        now = self.clock.now()
        held = upkeep.hold_missed(now, self.name) + upkeep.hold_unconnected(now, self.name)
        self._call(held)
        return [], {row.release_id for row in held}

    def _follow(self) -> Done:
        """At first whatever there is, since a dispatcher that died may have left some long ago; then what is new."""
        now = self.clock.now()
        changed = upkeep.follow_withdrawals(now, self.name, self._followed)
        self._followed = now - upkeep.SETTLED_LATELY
        return [], changed

    def _look_up(self) -> Done:
        return upkeep.claim_lookups(self.clock.now(), self.lanes, self.name).jobs, set()

    def _withdraw(self) -> Done:
        return upkeep.claim_withdrawals(self.clock.now(), self.lanes, self.name).jobs, set()

    def _rescue(self) -> None:
        """One bad row must not keep others from being written down; what cannot be written lapses and is looked up."""
        results, self._unsettled = self._unsettled, []
        for result in results:
            try:
                with transaction.atomic():
                    settled = settle([result], self.clock.now(), self.name)
                self._hand_out(settled.jobs, settled.releases)
            except (OperationalError, InterfaceError) as error:  # the database is away: keep it for later
                log.error("delivery %s is not settled yet: %s", result.job.delivery.pk, fault(error))
                self._unsettled.append(result)
                connection.close()
            except Exception as error:
                log.error("delivery %s cannot be settled: %s", result.job.delivery.pk, fault(error))
                connection.close()

    def _hand_out(self, jobs: list[Job], changed: set[UUID]) -> None:
        for job in jobs:
            self.lanes.put(job)
        self.herald.tell(changed)

    def told(self, held: list[Delivery]) -> None:
        """The gate held these; called from its thread."""
        self.herald.tell({row.release_id for row in held})
        self._call(held)

    def is_alive(self) -> bool:
        """Whether a turn began lately."""
        return time.monotonic() - self._turned_at < STILL

    def _call(self, waiting: list[Delivery]) -> None:
        """Mails that cannot be kept stop no sending: the outbox and the alerts tell of it all the same."""
        if not waiting:
            return
        try:
            with transaction.atomic():
                call_people(waiting)
        except Exception as error:
            log.error("people could not be called: %s", fault(error))

    def _is_time(self, what: str, every: float) -> bool:
        if time.monotonic() < self._due_at.get(what, 0.0):
            return False
        self._due_at[what] = time.monotonic() + every
        return True


def write_through() -> None:
    """On SQLite a commit must survive a power cut, or a claim could be undone whose bytes have left."""

    def full(sender: Any, connection: Any, **kwargs: Any) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")

    connection_created.connect(full, weak=False, dispatch_uid="dispatcher.write_through")
    connection.close()
