"""Connecting an account: the secret is proved, sealed, and shown nowhere."""

from __future__ import annotations

import getpass
import io
import logging
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from publishing import accounts
from publishing.accounts import connection, credentials_store
from publishing.connecting import account_connect
from publishing.ground import door
from publishing.ground.models import AuditEntry, Court, Role
from publishing.ground.vault import VaultRefused
from publishing.models import Account
from tests.factories import make_account, make_court, make_person
from tests.networks import fakes
from tests.networks.dialects import HANDLES, REMOTE_IDS

pytestmark = [pytest.mark.loopback, pytest.mark.django_db]
NETWORKS = list(HANDLES)


@pytest.fixture
def fake(settings) -> Iterator[fakes.Fake]:
    with fakes.running() as server:
        settings.PRIVATE_ADDRESSES = [server.pair]
        yield server


@pytest.fixture
def court() -> Court:
    return make_court()


def connect(court: Court, fake: fakes.Fake, network: str = "mastodon", **changes: Any) -> Account:
    facts = {"base_url": fake.url, "handle": HANDLES[network], "secret": fakes.SECRET, "by": None, **changes}
    return account_connect(court=court, network=network, **facts)


@pytest.mark.parametrize("network", NETWORKS)
def test_a_good_secret_connects_the_account(court: Court, fake: fakes.Fake, network: str) -> None:
    account = connect(court, fake, network)
    assert (account.connected, account.remote_id, account.court) == (True, REMOTE_IDS[network], court)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_stored_row_holds_no_secret_in_the_clear(court: Court, fake: fakes.Fake, network: str) -> None:
    connect(court, fake, network)
    row = Account.objects.values().get()
    assert fakes.SECRET not in str({name: bytes(v) if name == "credentials" else v for name, v in row.items()})


@pytest.mark.parametrize("network", NETWORKS)
def test_the_connection_opens_with_what_was_sealed(court: Court, fake: fakes.Fake, network: str) -> None:
    account = connect(court, fake, network)
    opened = connection(Account.objects.get(pk=account.pk), door.session())
    assert fakes.SECRET in opened.credentials.values()


def test_the_limits_of_the_server_are_kept(court: Court, fake: fakes.Fake) -> None:
    assert connect(court, fake).limits["text_max"] == 640


def test_connecting_is_on_the_trail_without_the_secret(court: Court, fake: fakes.Fake) -> None:
    account = connect(court, fake)
    entry = AuditEntry.objects.get(court=court)
    told = (entry.act, entry.actor, entry.subject, entry.facts)
    assert told == ("account_connected", "system", f"account:{account.pk}", {"network": "mastodon"})


def test_connecting_again_replaces_the_secret_and_makes_no_second_row(court: Court, fake: fakes.Fake) -> None:
    first = connect(court, fake, "bluesky")
    second = connect(court, fake, "bluesky")
    opened = connection(second, door.session())
    assert (first.pk, opened.credentials["access"], Account.objects.count()) == (second.pk, "access-s2", 1)


def test_sealed_credentials_of_one_account_open_in_no_other(court: Court, fake: fakes.Fake) -> None:
    account = connect(court, fake)
    other = make_account(court, "mastodon", credentials=account.credentials)
    with pytest.raises(VaultRefused):
        connection(other, door.session())


def test_an_account_that_was_never_connected_has_no_credentials(court: Court) -> None:
    assert connection(make_account(court), door.session()).credentials == {}


def test_renewed_credentials_are_stored_sealed(court: Court, fake: fakes.Fake) -> None:
    account = connect(court, fake)
    credentials_store(account, {"token": "renewed-token"})
    account.refresh_from_db()
    assert b"renewed-token" not in bytes(account.credentials)
    assert connection(account, door.session()).credentials == {"token": "renewed-token"}


# --- who and what is refused -----------------------------------------------------------------------------


def test_an_administrator_of_the_court_connects(court: Court, fake: fakes.Fake) -> None:
    person = make_person(court, Role.ADMINISTRATOR)
    connect(court, fake, by=person)
    assert AuditEntry.objects.get(court=court).actor == f"person:{person.pk}"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_connects(court: Court, fake: fakes.Fake, role: str) -> None:
    with pytest.raises(PermissionDenied):
        connect(court, fake, by=make_person(court, role))


def test_an_administrator_of_another_court_does_not_connect(court: Court, fake: fakes.Fake) -> None:
    with pytest.raises(PermissionDenied):
        connect(court, fake, by=make_person(make_court(), Role.ADMINISTRATOR))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("network", "myspace"),
        ("base_url", ""),
        ("base_url", "social.example"),
        ("base_url", "ftp://social.example"),
        ("base_url", "https://court:pw@social.example"),
        ("base_url", "https://social.example/?a=1"),
        ("base_url", "https://social.example:99999"),
        ("base_url", "https://[::1"),
        ("base_url", "https://social.example/" + "a" * 300),
        ("handle", ""),
        ("handle", "@"),
        ("handle", "two words"),
        ("handle", "x" * 201),
        ("handle", "somebody-else"),
        ("secret", ""),
        ("secret", "wrong"),
        ("secret", "two\r\nX-Injected: lines"),
        ("secret", "sécret"),
        ("secret", "x" * 5000),
    ],
)
def test_a_bad_value_is_named_and_nothing_is_stored(court: Court, fake: fakes.Fake, field: str, value: str) -> None:
    facts: dict[str, Any] = {"network": "mastodon", "base_url": fake.url, "handle": "court", "secret": fakes.SECRET}
    with pytest.raises(ValidationError) as caught:
        account_connect(court=court, by=None, **{**facts, field: value})
    assert (list(caught.value.message_dict), Account.objects.count(), AuditEntry.objects.count()) == ([field], 0, 0)


def test_a_server_that_does_not_answer_is_named_and_nothing_is_stored(court: Court, fake: fakes.Fake) -> None:
    fake.world.arm(check=["lost"])
    with pytest.raises(ValidationError) as caught:
        connect(court, fake)
    assert (list(caught.value.message_dict), Account.objects.count()) == (["base_url"], 0)


def test_an_address_inside_that_nobody_named_is_refused(court: Court, fake: fakes.Fake, settings) -> None:
    settings.PRIVATE_ADDRESSES = []
    with pytest.raises(ValidationError) as caught:
        connect(court, fake, base_url=fake.url.replace("http:", "https:"))
    assert "PRAECO_PRIVATE_ADDRESSES" in caught.value.message_dict["base_url"][0]


def test_a_name_that_passed_to_somebody_else_is_refused(court: Court, fake: fakes.Fake) -> None:
    make_account(court, "mastodon", handle="court", base_url=fake.url, remote_id="another")
    with pytest.raises(ValidationError) as caught:
        connect(court, fake)
    assert list(caught.value.message_dict) == ["handle"]


def test_an_account_that_took_another_name_stays_the_same_account(court: Court, fake: fakes.Fake) -> None:
    account = make_account(court, "mastodon", handle="old-name", base_url=fake.url, remote_id="109")
    assert (connect(court, fake).pk, Account.objects.get().handle) == (account.pk, "court")


def test_a_failure_at_the_last_step_leaves_nothing(court: Court, fake: fakes.Fake, monkeypatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(accounts.audit, "record", fail)
    with pytest.raises(RuntimeError):
        connect(court, fake)
    assert Account.objects.count() == 0


@pytest.mark.parametrize("handle", ["court", "@court", "COURT", "court@127.0.0.1", "@court@social.example"])
def test_the_name_may_be_written_as_people_write_it(court: Court, fake: fakes.Fake, handle: str) -> None:
    assert connect(court, fake, handle=handle).handle == "court"


def test_nothing_of_the_secret_is_logged(court: Court, fake: fakes.Fake, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    connect(court, fake, "bluesky")
    assert not any(secret in caplog.text for secret in (fakes.SECRET, "access-s1", "refresh-s1"))


# --- the command ---------------------------------------------------------------------------------------------


class Stdin(io.StringIO):
    terminal = False

    def isatty(self) -> bool:
        return self.terminal


def run(court: Court, fake: fakes.Fake, monkeypatch: pytest.MonkeyPatch, typed: str, **changes: str) -> str:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", Stdin(typed))
    options = {"base_url": fake.url, "handle": "court", **changes}
    options["court"] = options.pop("slug", court.slug)
    call_command("connect_account", options.pop("network", "mastodon"), stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_the_command_connects_with_a_line_from_standard_input(court, fake, monkeypatch, ending: str) -> None:
    assert "Connected: mastodon: court" in run(court, fake, monkeypatch, fakes.SECRET + ending)


def test_the_command_says_nothing_of_the_secret(court, fake, monkeypatch) -> None:
    assert fakes.SECRET not in run(court, fake, monkeypatch, fakes.SECRET)


@pytest.mark.parametrize("typed", ["", "\n", "one\ntwo\n"])
def test_the_command_wants_exactly_one_line(court, fake, monkeypatch, typed: str) -> None:
    with pytest.raises(CommandError, match="standard input"):
        run(court, fake, monkeypatch, typed)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"slug": "no-such-court"}, "--court"),
        ({"base_url": "nonsense"}, "--base-url"),
        ({"handle": "somebody"}, "--handle"),
        ({"network": "myspace"}, "NETWORK"),
    ],
)
def test_the_command_names_the_option_to_mend(court, fake, monkeypatch, changes: dict[str, str], named: str) -> None:
    with pytest.raises(CommandError, match=named):
        run(court, fake, monkeypatch, fakes.SECRET, **changes)
    assert Account.objects.count() == 0


def test_the_command_takes_no_secret_as_an_argument(court, fake, monkeypatch) -> None:
    with pytest.raises(TypeError):
        run(court, fake, monkeypatch, "", secret=fakes.SECRET)


def test_a_terminal_that_would_show_the_secret_is_refused(court, fake, monkeypatch) -> None:
    def shown(prompt: str) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=2)
        return fakes.SECRET

    monkeypatch.setattr(Stdin, "terminal", True)
    monkeypatch.setattr(getpass, "getpass", shown)
    with pytest.raises(CommandError, match="would show the secret"):
        run(court, fake, monkeypatch, "")
