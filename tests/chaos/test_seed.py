"""What the chaos tests send, when it is made on a slow machine."""

from __future__ import annotations

import pytest

from publishing.models import Delivery
from tests.chaos import seed

pytestmark = pytest.mark.django_db


def test_what_is_made_after_its_time_does_not_wait_for_a_minute():
    assert seed.main("http://127.0.0.1:9", -2, 0, 3, ["sandbox"]) == 3
    for delivery in Delivery.objects.select_related("release"):
        assert delivery.next_attempt_at == delivery.release.due_at
