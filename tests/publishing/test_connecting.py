"""Connecting an account: alone before the first release, afterwards by two; its secret is proved twice."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection as database
from django.test import Client
from django.urls import reverse
from django_q.conf import Conf
from django_q.models import OrmQ

from publishing.accounts import connection
from publishing.connecting import account_connect
from publishing.ground import door
from publishing.ground.models import AuditEntry, Court, Notice, Person, Proposal, Role
from publishing.ground.proposals import confirmers, proposal_confirm, proposal_refuse
from publishing.models import Account
from tests.factories import make_account, make_court, make_person, make_release
from tests.networks import fakes
from tests.networks.dialects import HANDLES, REMOTE_IDS
from tests.two import confirm

pytestmark = [pytest.mark.loopback, pytest.mark.django_db, pytest.mark.both]
NETWORKS = list(HANDLES)


@pytest.fixture
def fake(settings) -> Iterator[fakes.Fake]:
    with fakes.running() as server:
        settings.PRIVATE_ADDRESSES = [server.pair]
        yield server


@pytest.fixture
def court() -> Court:
    """One that has published already."""
    court = make_court()
    make_release(make_account(court))
    return court


@pytest.fixture
def dana(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR, first_name="Dana", username="dana")


@pytest.fixture
def ilka(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR, first_name="Ilka", username="ilka")


def connect(court: Court, fake: fakes.Fake, by: Person | None, network: str = "mastodon", **changes: Any) -> Any:
    facts = {"base_url": fake.url, "handle": HANDLES[network], "secret": fakes.SECRET, **changes}
    return account_connect(court=court, network=network, by=by, **facts)


def connected(court: Court) -> list[Account]:
    return list(Account.objects.filter(court=court).exclude(network="sandbox", remote_id=""))


# --- one person --------------------------------------------------------------------------------------


@pytest.mark.parametrize("network", NETWORKS)
def test_before_the_first_release_one_administrator_connects(fake: fakes.Fake, network: str) -> None:
    court = make_court()
    account = connect(court, fake, make_person(court, Role.ADMINISTRATOR), network)
    assert (account.connected, Proposal.objects.count()) == (True, 0)


def test_the_release_of_another_court_changes_nothing(court: Court, fake: fakes.Fake) -> None:
    young = make_court()
    assert isinstance(connect(young, fake, make_person(young, Role.ADMINISTRATOR)), Account)


def test_a_newer_secret_of_the_very_account_takes_one_person(court: Court, fake: fakes.Fake, dana, ilka) -> None:
    confirm(connect(court, fake, dana, "bluesky"), ilka)
    again = connect(court, fake, dana, "bluesky")
    assert isinstance(again, Account)
    assert connection(again, door.session()).credentials["access"] == "access-s3"


def test_an_account_that_is_no_longer_connected_takes_two_again(court: Court, fake: fakes.Fake, dana, ilka) -> None:
    confirm(connect(court, fake, dana), ilka)
    Account.objects.update(connected=False)
    assert isinstance(connect(court, fake, dana), Proposal)


def test_an_account_that_was_never_proved_takes_two(court: Court, fake: fakes.Fake, dana, ilka) -> None:
    make_account(court, "mastodon", handle=HANDLES["mastodon"], base_url=fake.url)
    assert isinstance(connect(court, fake, dana), Proposal)


# --- two people --------------------------------------------------------------------------------------


@pytest.mark.parametrize("network", NETWORKS)
def test_after_the_first_release_two_people_connect(court: Court, fake: fakes.Fake, dana, ilka, network: str) -> None:
    asked = connect(court, fake, dana, network)
    assert connected(court) == []
    confirm(asked, ilka)
    (account,) = connected(court)
    assert (account.connected, account.remote_id) == (True, REMOTE_IDS[network])
    assert fakes.SECRET in connection(account, door.session()).credentials.values()
    entry = AuditEntry.objects.get(act="account_connected")
    told = {"network": network, "proposal": str(asked.pk), "asked_by": dana.pk}
    assert (entry.actor, entry.facts) == (f"person:{ilka.pk}", told)


@pytest.mark.parametrize("role", [Role.PRESIDENT, Role.VICE_PRESIDENT, Role.HEAD_OF_COMMUNICATIONS])
def test_the_head_of_the_court_or_of_its_press_office_confirms(court: Court, fake, dana, role: str) -> None:
    second = make_person(court, role)
    confirm(connect(court, fake, dana), second)
    assert len(connected(court)) == 1


@pytest.mark.parametrize("role", [Role.PRESS_OFFICER, Role.REVIEWER, Role.REGISTRAR, Role.JUDGE, Role.SECURITY_LEAD])
def test_nobody_else_confirms_an_account(court: Court, fake: fakes.Fake, dana, ilka, role: str) -> None:
    with pytest.raises(PermissionDenied):
        confirm(connect(court, fake, dana), make_person(court, role))
    assert connected(court) == []


def test_whoever_asked_does_not_confirm(court: Court, fake: fakes.Fake, dana, ilka) -> None:
    with pytest.raises(PermissionDenied):
        confirm(connect(court, fake, dana), dana)
    assert connected(court) == []


def test_a_bad_secret_is_refused_before_anybody_is_asked(court: Court, fake: fakes.Fake, dana, ilka) -> None:
    with pytest.raises(ValidationError):
        connect(court, fake, dana, secret="wrong")
    assert not Proposal.objects.exists()


def test_the_same_account_is_asked_for_once(court: Court, fake: fakes.Fake, dana, ilka) -> None:
    connect(court, fake, dana)
    with pytest.raises(ValidationError, match="asked for already"):
        connect(court, fake, ilka)


def test_a_secret_that_no_longer_counts_connects_nothing(court: Court, fake: fakes.Fake, dana, ilka) -> None:
    asked = connect(court, fake, dana)
    fake.world.arm(check=["forbidden"] * 3)
    with pytest.raises(ValidationError):
        confirm(asked, ilka)
    asked.refresh_from_db()
    assert (asked.waits, connected(court)) == (True, [])


def test_a_name_that_changed_hands_is_seen_at_confirmation(
    court: Court, fake: fakes.Fake, dana, ilka, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = connect(court, fake, dana)
    payload = asked.facts

    def other(*_args: Any) -> Any:
        from publishing.networks.base import Identity

        return Identity(remote_id="99", handle=payload["handle"], display_name="", profile_url="", credentials={})

    monkeypatch.setattr("publishing.connecting.identity_proved", other)
    with pytest.raises(ValidationError, match="names another account"):
        confirm(asked, ilka)
    assert connected(court) == []


def test_what_took_its_place_meanwhile_stops_it(court: Court, fake: fakes.Fake, dana, ilka) -> None:
    asked = connect(court, fake, dana)
    make_account(court, "mastodon", handle=asked.facts["handle"], remote_id="77")
    with pytest.raises(ValidationError, match="has changed"):
        confirm(asked, ilka)


def test_a_proposal_of_another_court_is_confirmed_by_nobody_here(court: Court, fake: fakes.Fake, dana, ilka) -> None:
    stranger = make_person(make_court(), *Role, is_superuser=True)
    asked = connect(court, fake, dana)
    with pytest.raises(PermissionDenied):
        confirm(asked, stranger)
    with pytest.raises(PermissionDenied):
        proposal_refuse(proposal=asked, by=stranger, answer="Not ours.")


# --- the command -------------------------------------------------------------------------------------


class Stdin(io.StringIO):
    def isatty(self) -> bool:
        return False


def run(court: Court, fake: fakes.Fake, monkeypatch: pytest.MonkeyPatch, *more: str) -> str:
    monkeypatch.setattr(sys, "stdin", Stdin(fakes.SECRET + "\n"))
    out = io.StringIO()
    given = ["mastodon", "--court", court.slug, "--base-url", fake.url, "--handle", HANDLES["mastodon"]]
    call_command("connect_account", *given, *more, stdout=out)
    return out.getvalue()


def test_the_command_asks_in_the_name_of_an_administrator(court: Court, fake, dana, ilka, monkeypatch) -> None:
    said = run(court, fake, monkeypatch, "--by", "dana")
    assert "Asked for in the name of Dana" in said
    assert "Ilka" in said
    asked = Proposal.objects.get()
    assert (asked.proposed_by, confirmers(asked), connected(court)) == (dana, {ilka.pk}, [])
    assert AuditEntry.objects.get(act="proposed").facts["at_server"] is True
    assert Notice.objects.get(kind="proposal-named").person == dana


def test_without_a_name_the_command_says_who_can_ask(court: Court, fake, dana, ilka, monkeypatch) -> None:
    with pytest.raises(CommandError, match=r"--by: .*dana, ilka|--by: .*ilka, dana"):
        run(court, fake, monkeypatch)
    assert not Proposal.objects.exists()


def test_the_command_takes_no_name_that_is_no_administrators(court: Court, fake, dana, ilka, monkeypatch) -> None:
    make_person(court, Role.JUDGE, username="jon")
    with pytest.raises(CommandError, match="--by: “jon” is no administrator"):
        run(court, fake, monkeypatch, "--by", "jon")


def test_the_command_says_where_nobody_could_confirm(court: Court, fake, dana, monkeypatch) -> None:
    with pytest.raises(CommandError, match="Nobody else here could confirm it"):
        run(court, fake, monkeypatch, "--by", "dana")


# --- the pages ---------------------------------------------------------------------------------------


def form(fake: fakes.Fake, **changes: str) -> dict[str, str]:
    return {"network": "mastodon", "base_url": fake.url, "handle": "court", "secret": fakes.SECRET, **changes}


def test_on_the_pages_one_asks_and_another_confirms(court: Court, fake: fakes.Fake, dana, ilka, client: Client) -> None:
    client.force_login(dana)
    client.post(reverse("accounts:connect", args=[court.slug]), form(fake, reason="Our students read there."))
    asked = Proposal.objects.get()
    assert "waits for a second person" in client.get(reverse("accounts:index")).content.decode()
    client.force_login(ilka)
    page = client.get(reverse("proposals:page", args=[asked.pk])).content.decode()
    shown = ("court", fake.url, REMOTE_IDS["mastodon"], "Dana", "Our students read there.")
    assert [words for words in shown if words not in page] == []
    client.post(reverse("proposals:confirm", args=[asked.pk]), {"digest": asked.digest})
    assert [account.connected for account in connected(court)] == [True]


def test_the_page_says_since_when_a_server_refuses_the_secret(court: Court, dana, client: Client) -> None:
    make_account(court, refused_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
    client.force_login(dana)
    page = client.get(reverse("accounts:index")).content.decode()
    assert "The server refuses its secret since Nov. 20, 2026" in page
    assert "pr-case--held" in page


def test_the_form_never_gives_a_secret_back(court: Court, fake: fakes.Fake, dana, ilka, client: Client) -> None:
    client.force_login(dana)
    answer = client.post(reverse("accounts:connect", args=[court.slug]), form(fake, handle="somebody"))
    page = answer.content.decode()
    assert "This secret belongs to" in page
    assert fakes.SECRET not in page


def test_the_form_knows_the_account_whose_secret_is_renewed(court: Court, dana, client: Client) -> None:
    account, other = make_account(court, "mastodon"), make_account(make_court(), "mastodon")
    client.force_login(dana)
    address = reverse("accounts:connect", args=[court.slug])
    assert account.handle in client.get(address, {"account": str(account.pk)}).content.decode()
    for key in (str(other.pk), "none"):
        assert other.handle not in client.get(address, {"account": key}).content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_finds_the_form(court: Court, client: Client, role: str) -> None:
    client.force_login(make_person(court, role))
    assert client.get(reverse("accounts:connect", args=[court.slug])).status_code == 404


# --- the secret --------------------------------------------------------------------------------------


def test_the_secret_stands_nowhere_in_clear(
    court: Court, fake: fakes.Fake, dana, ilka, client: Client, caplog: Any, mailoutbox: Any,
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr(Conf, "SYNC", False)
    pages = []
    with caplog.at_level(logging.DEBUG), django_capture_on_commit_callbacks(execute=True):
        client.force_login(dana)
        pages.append(client.post(reverse("accounts:connect", args=[court.slug]), form(fake), follow=True))
        asked = Proposal.objects.get()
        sealed = bytes(asked.sealed)
        client.force_login(ilka)
        pages.append(client.get(reverse("proposals:page", args=[asked.pk])))
        answers = {"digest": asked.digest}
        pages.append(client.post(reverse("proposals:confirm", args=[asked.pk]), answers, follow=True))
    assert [account.connected for account in connected(court)] == [True]
    assert Proposal.objects.get().sealed is None
    told = [page.content.decode() for page in pages]
    told += [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    told += [f"{mail.subject} {mail.body}" for mail in mailoutbox]
    told += [str(row.task) for row in OrmQ.objects.all()]
    told += whole_database()
    assert [words for words in told if fakes.SECRET in words] == []
    assert [words for words in whole_database() if str(sealed) in words] == []


def whole_database() -> list[str]:
    found = []
    with database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in cursor.fetchall()]
    return found


def test_a_refusal_destroys_the_secret(court: Court, fake: fakes.Fake, dana, ilka) -> None:
    asked = connect(court, fake, dana)
    proposal_refuse(proposal=asked, by=ilka, answer="Not ours.")
    assert Proposal.objects.get().sealed is None
    with pytest.raises(ValidationError):
        proposal_confirm(proposal=asked, digest=asked.digest, by=ilka)
