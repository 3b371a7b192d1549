"""Has releases reviewed again shortly before their time. No answer, a late one or a bad one holds them."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_noop as _

from publishing.domain.delivery import State
from publishing.gate import Gate, Verdict, load_gate
from publishing.ground.saying import said
from publishing.models import Delivery, Release
from publishing.services import Change, lock, move_many

from .clock import Clock
from .faults import fault

BEFORE = timedelta(seconds=60)
LEASE = timedelta(seconds=45)
LIMIT = 20.0  # seconds for one review
EVERY = 0.5
BATCH = 50
log = logging.getLogger(__name__)
Asked = queue.SimpleQueue[tuple[Release, queue.SimpleQueue[Verdict]]]


class Gatekeeper:
    """Reviews in a thread of its own. `told` gets what was held or changed; two may run at once."""

    def __init__(
        self, clock: Clock, worker: str, told: Callable[[list[Delivery]], None], *,
        load: Callable[[], Gate] = load_gate, limit: float = LIMIT,
    ) -> None:  # fmt: skip
        self.clock, self.worker, self.told, self.load, self.limit = clock, worker, told, load, limit
        self._asked: Asked | None = None

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                busy = self.turn()
            except Exception as error:
                log.error("the gate's turn failed: %s", fault(error))
                connection.close()
                busy = False
            stop.wait(0 if busy else EVERY)
        connection.close()

    def turn(self) -> bool:
        """Review what is due for it; False when there was nothing."""
        now = self.clock.now()
        releases = list(due_for_review(now)[:BATCH])
        for release in releases:
            if lease(release, self.clock.now()):
                self.review(release)
        return bool(releases)

    def review(self, release: Release) -> None:
        verdict = self.ask(release)
        if verdict.passed:
            Release.objects.filter(pk=release.pk).update(
                reviewed_at=self.clock.now(),
                reviewed_register_version=verdict.register_version,
                review_leased_until=None,
            )
        else:
            self._hold(release, verdict.reason or said(_("The last check before sending did not pass.")))

    def ask(self, release: Release) -> Verdict:
        """The gate's verdict, or one that does not pass when the gate is absent, raises, or is late."""
        answer: queue.SimpleQueue[Verdict] = queue.SimpleQueue()
        if self._asked is None:
            self._asked = queue.SimpleQueue()
            threading.Thread(target=self._answer, args=(self._asked,), name="gate", daemon=True).start()
        self._asked.put((release, answer))
        try:
            return answer.get(timeout=self.limit)
        except queue.Empty:
            self._asked = None  # that thread hangs: the next review gets another one
            return Verdict(False, 0, said(_("The last check before sending did not answer in time. Nothing was sent.")))

    def _answer(self, asked: Asked) -> None:
        while True:
            release, answer = asked.get()
            try:
                verdict = self.load().recheck(release)
                answer.put(verdict if isinstance(verdict, Verdict) else _failed())
            except Exception as error:
                log.error("the gate failed on release %s: %s", release.pk, fault(error))
                connection.close()
                answer.put(_failed())

    def _hold(self, release: Release, reason: str) -> None:
        with transaction.atomic():
            rows = lock(release.deliveries.filter(state=State.SCHEDULED).values_list("pk", flat=True))
            columns = {"reason": reason, "next_attempt_at": None}
            held = [row for row in rows if row.state == State.SCHEDULED]
            move_many([Change(row, State.HELD, dict(columns)) for row in held], by=f"worker:{self.worker}",
                      announce=False)  # fmt: skip
            Release.objects.filter(pk=release.pk).update(review_leased_until=None, reviewed_at=None)
        self.told(held)


def due_for_review(now: datetime) -> QuerySet[Release]:
    """Releases with a delivery due within a minute whose review is missing or older than the register."""
    due = Delivery.objects.filter(state=State.SCHEDULED, next_attempt_at__lte=now + BEFORE).values("release")
    stale = Q(reviewed_at=None) | Q(reviewed_register_version=None)
    stale |= ~Q(reviewed_register_version=F("court__register_version"))
    free = Q(review_leased_until=None) | Q(review_leased_until__lt=now)
    return Release.objects.filter(stale, free, pk__in=due).select_related("court").order_by("due_at", "pk")


def lease(release: Release, now: datetime) -> bool:
    """Whether this process has it now; a crashed one's lease lapses."""
    free = Q(review_leased_until=None) | Q(review_leased_until__lt=now)
    taken = Release.objects.filter(free, pk=release.pk).update(review_leased_until=now + LEASE)
    return bool(taken)


def _failed() -> Verdict:
    return Verdict(False, 0, said(_("The last check before sending could not run. Nothing was sent.")))
