from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from publishing.ground.models import Court, Person, Role
from tests.factories import make_court, make_person

PASSWORD = "long-Enough-9"


@pytest.fixture(autouse=True)
def _no_tries() -> Iterator[None]:
    """Each test begins with no failure counted, and leaves none."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def court(db: None) -> Court:
    return make_court()


@pytest.fixture
def ana(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR, Role.JUDGE, username="ana", password=PASSWORD)
