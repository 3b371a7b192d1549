from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from analytics import services
from analytics.models import Reading, Tally
from publishing import accounts
from publishing.models import Account, Delivery
from publishing.networks.base import Connection, Counts, Permanent, Transient
from tests.analytics.factories import make_sent
from tests.factories import make_account, make_court

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def no_media(sha256: str) -> bytes:
    raise AssertionError("readings need no pictures")


def opened(account: Account, http: Any) -> Connection:
    return Connection(account.base_url, account.handle, "", {}, http, no_media)


class Network:
    """A network that answers as told: counts by remote id, or an error for an account's handle."""

    def __init__(self) -> None:
        self.counts: dict[str, dict[str, int]] = {}
        self.errors: dict[str, Exception] = {}
        self.renewed: dict[str, str] = {}

    def readings(self, remote_ids: list[str], connection: Any) -> dict[str, Counts]:
        connection.renewed.update(self.renewed)
        if error := self.errors.get(connection.handle):
            raise error
        return {one: Counts(self.counts[one], "test 1") for one in remote_ids if one in self.counts}


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    made = Network()

    @contextmanager
    def no_session() -> Iterator[None]:
        yield None

    monkeypatch.setattr(services, "adapter", lambda name: made)
    monkeypatch.setattr(services, "connection", opened)
    monkeypatch.setattr(services.door, "session", no_session)
    return made


@pytest.fixture
def account() -> Account:
    return make_account(make_court())


def test_each_sent_delivery_gets_one_tally(account: Account) -> None:
    make_sent(account, NOW)
    assert [services.tallies_open(), services.tallies_open(), Tally.objects.count()] == [1, 0, 1]


def test_a_reading_is_kept_under_the_networks_own_names(account: Account, network: Network) -> None:
    delivery = make_sent(account, NOW - timedelta(minutes=5))
    network.counts[delivery.remote_id] = {"views": 120, "likes": 4}
    services.tallies_open()
    services.readings_collect(now=NOW)
    reading = Reading.objects.get()
    assert (reading.values, reading.definition) == ({"views": 120, "likes": 4}, "test 1")


def test_the_tally_shows_the_newest_counts_and_leaves_the_unoffered_empty(account: Account, network: Network) -> None:
    delivery = make_sent(account, NOW - timedelta(minutes=5))
    network.counts[delivery.remote_id] = {"views": 120, "likes": 4}
    services.tallies_open()
    services.readings_collect(now=NOW)
    tally = Tally.objects.get()
    assert (tally.views, tally.likes, tally.quotes) == (120, 4, None)


def test_a_tally_is_not_read_again_before_its_time(account: Account, network: Network) -> None:
    delivery = make_sent(account, NOW - timedelta(minutes=5))
    network.counts[delivery.remote_id] = {"likes": 4}
    services.tallies_open()
    assert [services.readings_collect(now=NOW), services.readings_collect(now=NOW + timedelta(minutes=9))] == [1, 0]


@pytest.mark.parametrize("error", [Transient("busy", 3), Permanent("refused")])
def test_a_network_that_fails_delays_only_its_own_account(account: Account, network: Network, error: Exception) -> None:
    other = make_account(account.court)
    network.errors[account.handle] = error
    make_sent(account, NOW - timedelta(minutes=5))
    network.counts[make_sent(other, NOW - timedelta(minutes=5)).remote_id] = {"likes": 1}
    services.tallies_open()
    services.readings_collect(now=NOW)
    late = Tally.objects.get(account=account)
    assert (late.failures, late.next_reading_at, Reading.objects.get().delivery.account_id) == (
        1,
        NOW + timedelta(minutes=5),
        other.pk,
    )


def test_a_withdrawn_post_is_read_no_more(account: Account, network: Network) -> None:
    delivery = make_sent(account, NOW - timedelta(minutes=5))
    network.counts[delivery.remote_id] = {"likes": 4}
    services.tallies_open()
    type(delivery).objects.filter(pk=delivery.pk).update(state="withdrawn")
    assert services.readings_collect(now=NOW) == 0


def test_no_network_is_asked_for_a_number_that_nobody_knows(account: Account, network: Network) -> None:
    seen = make_sent(account, NOW - timedelta(minutes=5))
    Delivery.objects.filter(pk=seen.pk).update(remote_id="https://a.example/1", remote_url="https://a.example/1")
    network.counts["https://a.example/1"] = {"likes": 4}
    services.tallies_open()
    assert (services.readings_collect(now=NOW), Tally.objects.count()) == (0, 1)


def test_credentials_that_the_server_renewed_are_kept_even_when_it_then_fails(
    account: Account, network: Network
) -> None:
    network.renewed = {"token": "fresh"}
    network.errors[account.handle] = Transient("busy")
    make_sent(account, NOW - timedelta(minutes=5))
    services.tallies_open()
    services.readings_collect(now=NOW)
    account.refresh_from_db()
    assert accounts.connection(account, None).credentials == {"token": "fresh"}  # type: ignore[arg-type]
