"""A read-only thread that knows which pauses stand. Who cannot read them sends nothing."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from publishing.models import Delivery, Pause

from .faults import fault

EVERY, FRESH = 0.2, 0.7  # seconds
EMERGENCY = "E"  # the route of a release that a pause may spare
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scope:
    """What one pause covers; None or "" covers all. `spares`: releases on the route of emergencies still go out."""

    court: int | None
    network: str
    account: UUID | None
    spares: bool = False

    def covers(self, delivery: Delivery) -> bool:
        """Whether `delivery` (with its account and release loaded) must not be sent."""
        return (
            not (self.spares and delivery.release.route == EMERGENCY)
            and self.court in (None, delivery.court_id)
            and self.network in ("", delivery.account.network)
            and self.account in (None, delivery.account_id)
        )

    def as_q(self) -> Q:
        """The deliveries that it covers."""
        wanted = {"court": self.court, "account__network": self.network, "account": self.account}
        there = Q(**{name: value for name, value in wanted.items() if value}) or Q(pk__isnull=False)
        return there & ~Q(release__route=EMERGENCY) if self.spares else there


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


def unpaused(scopes: tuple[Scope, ...]) -> Q:
    """The deliveries that no scope covers."""
    wanted = Q()
    for scope in scopes:
        wanted &= ~scope.as_q()
    return wanted
