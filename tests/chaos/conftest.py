from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from publishing.accounts import credentials_store
from publishing.models import Account
from tests.chaos.crew import Crew
from tests.chaos.seed import at_its_time
from tests.factories import make_account, make_court, make_message, make_release
from tests.networks.dialects import CREDENTIALS, HANDLES, REMOTE_IDS
from tests.networks.fakes import Fake, running


@pytest.fixture
def in_process() -> Iterator[None]:
    """Releases may be made for this very second."""
    with at_its_time():
        yield


@pytest.fixture
def crew(in_process: None) -> Crew:
    return Crew()


@pytest.fixture
def network(settings: Any) -> Iterator[Callable[..., tuple[Fake, Account]]]:
    """Makes a network that counts, with an account there. Only the built-in one honours keys; none has others' help."""
    court = make_court()
    settings.PRIVATE_ADDRESSES = []
    with ExitStack() as stack:

        def make(name: str, **facts: Any) -> tuple[Fake, Account]:
            server = stack.enter_context(running(**{"forgetful": name != "sandbox", **facts}))
            settings.PRIVATE_ADDRESSES = [*settings.PRIVATE_ADDRESSES, server.pair]
            account = make_account(court, name, base_url=server.url, remote_id=REMOTE_IDS[name], handle=HANDLES[name])
            credentials_store(account, CREDENTIALS[name])
            return server, account

        yield make


@pytest.fixture
def post() -> Callable[..., None]:
    """Releases that are due now, so many on `account`."""

    def make(account: Account, count: int = 1, minutes: int = 600, due_in: float = 0) -> None:
        for number in range(count):
            message = make_message(account, f"Notice {number} of {account.network}: hall {number}.")
            make_release(account, due_in=due_in, minutes=minutes, messages=(message,), reviewed=False)

    return make
