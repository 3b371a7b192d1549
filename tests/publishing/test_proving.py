"""A secret that its server takes no more is found before a post fails by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from publishing import tasks
from publishing.accounts import connection, credentials_store
from publishing.connecting import account_connect
from publishing.domain.delivery import State
from publishing.ground import door
from publishing.ground.models import AuditEntry, Court
from publishing.models import Account, Delivery
from publishing.networks.registry import adapter
from publishing.proving import account_ask, planned_on
from tests.factories import make_account, make_court, make_delivery
from tests.networks import fakes
from tests.networks.dialects import HANDLES

pytestmark = [pytest.mark.loopback, pytest.mark.django_db]


@pytest.fixture
def fake(settings: Any) -> Iterator[fakes.Fake]:
    with fakes.running() as server:
        settings.PRIVATE_ADDRESSES = [server.pair]
        yield server


@pytest.fixture(params=list(HANDLES))
def account(request: pytest.FixtureRequest, fake: fakes.Fake) -> Account:
    name = request.param
    facts = {"base_url": fake.url, "handle": HANDLES[name], "secret": fakes.SECRET, "by": None}
    made: Account = account_connect(court=make_court(), network=name, **facts)
    return made


def revoke(account: Account) -> None:
    held = connection(account, door.session()).credentials
    credentials_store(account, {**held, adapter(account.network).kept_as: "another-secret"})


def asked(account: Account) -> bool:
    """Whether the account counts as refused after its server was asked."""
    account_ask(Account.objects.get(pk=account.pk))
    return Account.objects.get(pk=account.pk).refused_at is not None


def acts(account: Account) -> list[str]:
    rows = AuditEntry.objects.filter(subject=f"account:{account.pk}", act__startswith="secret_")
    return list(rows.order_by("at").values_list("act", flat=True))


def test_a_secret_that_is_taken_leaves_no_trace(account: Account) -> None:
    assert (asked(account), acts(account)) == (False, [])


def test_one_that_was_revoked_is_told_once_and_until_it_is_taken_again(account: Account) -> None:
    held = connection(account, door.session()).credentials
    revoke(account)
    assert [asked(account), asked(account)] == [True, True]
    credentials_store(account, held)
    assert [asked(account), asked(account)] == [False, False]
    assert acts(account) == ["secret_refused", "secret_taken"]


def test_a_newer_secret_ends_it_at_once(account: Account) -> None:
    Account.objects.update(refused_at=timezone.now())
    facts = {"base_url": account.base_url, "handle": account.handle, "secret": fakes.SECRET, "by": None}
    account_connect(court=account.court, network=account.network, **facts)
    assert Account.objects.get().refused_at is None


@pytest.mark.parametrize("fault", ["500-before", "429-seconds", "nonsense", "reset-before"])
def test_a_server_that_is_busy_or_broken_says_nothing_of_a_secret(
    account: Account, fake: fakes.Fake, fault: str
) -> None:
    fake.world.arm(check=[fault] * 3)
    assert (asked(account), acts(account)) == (False, [])


def test_a_secret_of_another_account_is_none_of_this_one(account: Account) -> None:
    Account.objects.update(remote_id="another")
    assert asked(account)


@pytest.mark.parametrize("credentials", [None, b"what no key opens"])
def test_what_cannot_be_opened_is_refused_without_asking(account: Account, credentials: bytes | None) -> None:
    Account.objects.update(credentials=credentials)
    assert asked(account)


@pytest.mark.parametrize(
    ("state", "days", "wanted"),
    [(State.SCHEDULED, 6, True), (State.SCHEDULED, 8, False), (State.HELD, 6, False), (State.SENT, 6, False)],
)
def test_only_accounts_on_which_something_is_due_within_a_week_are_asked(state: State, days: int, wanted: bool) -> None:
    account = make_account(make_court())
    for _number in range(2):
        row = make_delivery(state, account)
        Delivery.objects.filter(pk=row.pk).update(next_attempt_at=timezone.now() + timedelta(days=days))
    assert list(planned_on(timezone.now())) == [account] * wanted


def test_the_task_asks_for_each_by_its_id(account: Account) -> None:
    court: Court = account.court
    make_delivery(State.SCHEDULED, account, due_in=3600)
    make_delivery(State.SCHEDULED, make_account(court, connected=False), due_in=3600)
    revoke(account)
    assert tasks.secrets_watch() == 1
    assert list(Account.objects.exclude(refused_at=None)) == [account]
