"""Once a second: a sign of life, and the audit trail's new entries sealed."""

from __future__ import annotations

import logging
import os
import platform
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import connection

from publishing.ground.sealing import seal_pending
from publishing.models import WorkerBeat

from .clock import Clock
from .faults import fault

EVERY = 1.0
FORGET = timedelta(days=1)
log = logging.getLogger(__name__)


class Keeper:
    """`alive` says whether the main loop still turns; a dispatcher that stands still gives no sign of life."""

    def __init__(self, name: str, clock: Clock, alive: Callable[[], bool]) -> None:
        self.name, self.clock, self.alive = name, clock, alive

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            for act in (self.beat, seal_pending):
                try:
                    act()
                except Exception as error:
                    log.error("%s failed: %s", getattr(act, "__name__", "upkeep"), fault(error))
                    connection.close()
            stop.wait(EVERY)
        WorkerBeat.objects.filter(name=self.name).delete()
        connection.close()

    def beat(self) -> None:
        if self.alive():
            beat_now(self.name, WorkerBeat.Kind.DISPATCHER, self.clock)


def worker_name(pid: int | None = None) -> str:
    """How a process of ours is named on beats, attempts and the audit trail."""
    return f"{platform.node()[:40]}-{pid or os.getpid()}"


def beat_now(name: str, kind: str, clock: Clock) -> None:
    """Write the sign of life, and forget those that stopped long ago."""
    now = clock.now()
    seen = WorkerBeat.objects.filter(name=name).update(seen_at=now)
    if not seen:
        WorkerBeat.objects.create(name=name, kind=kind, started_at=now, seen_at=now)
        WorkerBeat.objects.filter(seen_at__lt=now - FORGET).delete()
