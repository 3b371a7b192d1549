"""A read-only thread that knows which pauses stand. Who cannot read them sends nothing."""

from __future__ import annotations

import logging
import threading
import time

from django.db import connection

from publishing.models import Delivery, Pause
from publishing.scopes import Scope

from .faults import fault

EVERY, FRESH = 0.2, 0.7  # seconds
log = logging.getLogger(__name__)


class Pauses:
    """The standing pauses, as read at most FRESH seconds ago. `read` is called by `run`'s thread, or by a test."""

    def __init__(self) -> None:
        self._reading: tuple[float, tuple[Scope, ...]] = (float("-inf"), ())

    def read(self) -> None:
        """Raises what the database raises; the old reading then stands until it is too old."""
        asked = time.monotonic()
        rows = Pause.objects.filter(lifted_at=None).values_list(
            "court_id", "network", "account_id", "spares_emergencies"
        )
        self._reading = (asked, tuple(Scope(*row) for row in rows))

    @property
    def fresh(self) -> bool:
        return time.monotonic() - self._reading[0] < FRESH

    @property
    def scopes(self) -> tuple[Scope, ...]:
        return self._reading[1]

    def blocks(self, delivery: Delivery) -> bool:
        """True also when it is not known."""
        read_at, scopes = self._reading
        return time.monotonic() - read_at >= FRESH or any(scope.covers(delivery) for scope in scopes)

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.read()
            except Exception as error:
                log.error("pauses cannot be read: %s", fault(error))
                connection.close()
            stop.wait(EVERY)
        connection.close()
