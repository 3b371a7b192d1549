"""Tells the apps above what changed, in a thread of its own: what they do with it delays no sending."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import connection

from publishing.models import Delivery
from publishing.signals import releases_changed

from .clock import Clock
from .faults import fault

EVERY = 0.25
AGAIN_EVERY = 300.0  # what a dispatcher that died could not tell is told again
AGAIN = timedelta(seconds=2 * AGAIN_EVERY)
AT_FIRST = timedelta(days=7)  # as long as nothing may have run
BATCH = 200
log = logging.getLogger(__name__)


class Herald:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._changed: queue.SimpleQueue[UUID] = queue.SimpleQueue()

    def tell(self, releases: Iterable[UUID]) -> None:
        for release in releases:
            self._changed.put(release)

    def run(self, stop: threading.Event) -> None:
        again_at, back = 0.0, AT_FIRST
        while not stop.is_set():
            try:
                if time.monotonic() >= again_at:
                    self.tell_again(back)
                    again_at, back = time.monotonic() + AGAIN_EVERY, AGAIN
                self.flush()
            except Exception as error:
                log.error("changes could not be told: %s", fault(error))
                connection.close()
            stop.wait(EVERY)
        self.flush()
        connection.close()

    def tell_again(self, back: timedelta) -> None:
        recent = Delivery.objects.filter(changed_at__gte=self.clock.now() - back)
        self.tell(recent.values_list("release", flat=True).distinct())

    def flush(self) -> None:
        """Send what was told since, each release once."""
        found: set[UUID] = set()
        while not self._changed.empty():
            found.add(self._changed.get())
        ordered = sorted(found)
        for start in range(0, len(ordered), BATCH):
            announce(ordered[start : start + BATCH])


def announce(ids: list[UUID]) -> None:
    for receiver, answer in releases_changed.send_robust(sender=Delivery, release_ids=ids):
        if isinstance(answer, Exception):
            log.error("%s: %s", getattr(receiver, "__name__", receiver), fault(answer))
