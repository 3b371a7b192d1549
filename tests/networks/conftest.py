from __future__ import annotations

from collections.abc import Iterator

import pytest

from publishing.networks.registry import NETWORKS
from tests.networks import fakes
from tests.networks.dialects import Dialect


@pytest.fixture
def fake(settings) -> Iterator[fakes.Fake]:
    """The server of all three APIs, in a thread of its own, behind the open door."""
    with fakes.running() as server:
        settings.PRIVATE_ADDRESSES = [server.pair]
        yield server


@pytest.fixture(params=list(NETWORKS))
def dialect(request: pytest.FixtureRequest, fake: fakes.Fake) -> Dialect:
    return Dialect(request.param, fake)
