"""What a dispatcher that died could not tell any more is told by the next one."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from publishing.dispatcher import herald as module
from publishing.dispatcher.clock import Clock
from publishing.dispatcher.herald import AGAIN, Herald
from publishing.models import Delivery
from tests.factories import make_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.both]


class Looks(threading.Event):
    """Ends after so many looks."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = count

    def wait(self, timeout: float | None = None) -> bool:
        self.left -= 1
        if not self.left:
            self.set()
        return self.is_set()


@pytest.fixture
def told(monkeypatch: Any) -> list[Any]:
    """Every release that was announced, in order; the looks follow each other at once."""
    found: list[Any] = []
    monkeypatch.setattr(module, "announce", found.extend)
    monkeypatch.setattr(module, "AGAIN_EVERY", 0.0)
    monkeypatch.setattr(module.connection, "close", lambda: None)
    return found


@pytest.mark.parametrize("ago", [timedelta(minutes=1), timedelta(hours=60)])
def test_at_first_it_goes_back_over_a_weekend_without_a_dispatcher(told: list[Any], ago: timedelta) -> None:
    row = make_delivery()
    Delivery.objects.update(changed_at=timezone.now() - ago)
    Herald(Clock()).run(Looks(1))
    assert told == [row.release_id]


@pytest.mark.parametrize(("ago", "times"), [(AGAIN / 2, 3), (AGAIN * 2, 1)])
def test_after_that_only_what_is_recent_is_told_again(told: list[Any], ago: timedelta, times: int) -> None:
    make_delivery()
    Delivery.objects.update(changed_at=timezone.now() - ago)
    Herald(Clock()).run(Looks(3))
    assert len(told) == times
