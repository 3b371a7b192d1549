"""The pool of threads: what a burst must not wait for."""

from __future__ import annotations

import threading
from unittest.mock import Mock

from publishing.dispatcher.lanes import Lanes
from publishing.ground import door


def test_the_roots_of_trust_are_read_before_the_first_thread_begins() -> None:
    """Read by fifty threads at once they would take seconds, and the pauses as read would be too old to send by."""
    door.tls_context.cache_clear()
    before = threading.active_count()
    Lanes(Mock())
    assert (door.tls_context.cache_info().currsize, threading.active_count()) == (1, before)
