"""The time that leases and release times are compared with: the database's, as dispatchers run on many machines."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django.db import connection


class Clock:
    """Aware instants in UTC. `refresh` asks the database how far this machine's clock is off."""

    def __init__(self) -> None:
        self.offset = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def refresh(self) -> None:
        if connection.vendor != "postgresql":
            return
        before = time.time()
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (there,) = cursor.fetchone()
        here = (before + time.time()) / 2
        self.offset = there - datetime.fromtimestamp(here, UTC)
