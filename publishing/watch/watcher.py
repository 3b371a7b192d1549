"""The dispatcher's own look, in a thread beside its loop, so that a dead queue is noticed and told without it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import connection

from publishing.ground import notices
from publishing.ground.logs import fault
from publishing.models import Alert

from . import alerts, webhook

EVERY = 10.0
log = logging.getLogger(__name__)


class Watcher:
    def __init__(self) -> None:
        self._parts: tuple[Callable[[], object], ...] = (alerts.look, webhook.call_due, mail_without_queue)

    def run(self, stop: threading.Event) -> None:
        """Each part on its own: one that fails keeps no other from its turn."""
        while not stop.wait(EVERY):
            self.turn()
        connection.close()

    def turn(self) -> None:
        for part in self._parts:
            started = time.monotonic()
            try:
                part()
            except Exception as error:
                log.error("%s failed after %.1f s: %s", part.__name__, time.monotonic() - started, fault(error))
                connection.close()


def mail_without_queue() -> int:
    """While the queue stands still, mails leave from here. Each leaves once: whoever sends claims it first."""
    if Alert.objects.filter(kind__in=["no-cluster", "queue-old"], over_at=None).exists():
        return notices.notices_try()
    return 0
