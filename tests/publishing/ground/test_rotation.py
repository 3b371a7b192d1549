"""A new key for the vault while everything runs."""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import models

from approvals.models import Matter, Party
from approvals.services.importing import import_create, import_drop
from approvals.services.importing.jobs import import_check
from approvals.services.sealed import party_named, title_of
from publishing import accounts
from publishing.ground import keys, rotation, vault
from publishing.ground.models import AuditEntry, Person, Role
from publishing.models import Account
from tests.cms.reach import furnish
from tests.factories import make_account, make_court, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SECRET = {"token": "kanarek-in-a-mine"}


@pytest.fixture
def ring(settings: Any, tmp_path: Path) -> Path:
    """A file with the key of the tests, as an installation has it."""
    path = tmp_path / "vault.keys"
    keys.ring_write(path, settings.VAULT_KEYS)
    settings.VAULT_FILE, settings.VAULT_KEYS = str(path), {}
    settings.PRIVATE_MEDIA_ROOT = settings.MEDIA_ROOT = tmp_path
    return path


@pytest.fixture
def account(ring: Path) -> Account:
    found = make_account(make_court())
    accounts.credentials_store(found, SECRET)
    return found


def rotate(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_vault", *arguments, stdout=out)
    return out.getvalue()


def old(path: Path) -> None:
    """As if the file had been written an hour ago."""
    then = time.time() - 3600
    os.utime(path, (then, then))


def opened(account: Account) -> dict[str, str]:
    return dict(accounts.connection(Account.objects.get(pk=account.pk), http=None).credentials)  # type: ignore[arg-type]


def sealed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column with a value that the vault has sealed, in the whole database."""
    first = vault.seal(b"", row="x")[:4]
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.BinaryField):
                values = model._base_manager.exclude(**{field.name: None}).values_list(field.name, flat=True)
                if any(bytes(value)[: len(first)] == first for value in values):
                    yield model, field.name


# --- the whole way -----------------------------------------------------------------------------


def test_a_rotation_from_the_new_key_to_the_end_of_the_old_one(ring: Path, account: Account) -> None:
    before = ring.read_text()
    said = rotate("--new")
    assert "The new key is k2" in said
    assert list(keys.ring()) == ["k2", "k1"]
    assert vault.key_id(Account.objects.get(pk=account.pk).credentials) == "k2"
    old(ring)
    rotate("--retire", "k1")
    assert list(keys.ring()) == ["k2"]
    assert opened(account) == SECRET
    assert before.split("=")[1].strip() not in ring.read_text()


def test_everything_that_lies_sealed_is_found(ring: Path) -> None:
    """Whoever seals a new column names it in VAULT_ROWS of its model."""
    furnish()
    assert {(place.model, place.field) for place in rotation.places() if isinstance(place, rotation.Column)} >= set(
        sealed_columns()
    )
    rotation.key_add()
    found = rotation.reseal()
    assert found.shut == []
    assert set(found.keys) <= {"k2", "k1"}
    assert found.keys["k1"] == sum(1 for tokens in rotation.STAYING.values() for _token in tokens())
    assert found.renewed >= 5


def test_what_was_sealed_reads_as_before(ring: Path) -> None:
    court = furnish()
    matters, people = Matter.objects.filter(court=court), Party.objects.filter(matter__court=court)
    before = [title_of(one) for one in matters], [party_named(one) for one in people]
    rotate("--new")
    assert ([title_of(one) for one in matters.all()], [party_named(one) for one in people.all()]) == before


def test_a_second_run_finds_nothing_to_do(account: Account) -> None:
    rotate("--new")
    assert "0 values sealed anew" in rotate()


def test_each_change_of_keys_stands_on_the_trail(ring: Path, account: Account) -> None:
    rotate("--new")
    old(ring)
    rotate("--retire", "k1")
    kept = AuditEntry.objects.filter(court=account.court, subject="vault").order_by("at")
    assert [(one.act, one.facts) for one in kept] == [
        ("vault_key_added", {"key": "k2"}),
        ("vault_key_removed", {"key": "k1"}),
    ]


def test_an_id_is_never_given_twice(ring: Path, account: Account) -> None:
    rotate("--new")
    old(ring)
    rotate("--retire", "k1")
    assert "The new key is k3" in rotate("--new")


# --- what is refused -----------------------------------------------------------------------------


def test_the_key_that_seals_stays(account: Account) -> None:
    with pytest.raises(CommandError, match="seals now"):
        rotate("--retire", "k1")


def test_an_old_key_stays_while_somebody_may_still_write_with_it(account: Account) -> None:
    rotate("--new")
    with pytest.raises(CommandError, match="ten minutes"):
        rotate("--retire", "k1")
    assert "k1" in keys.ring()


def test_an_old_key_stays_when_something_came_back_meanwhile(ring: Path, account: Account) -> None:
    stale = Account.objects.get(pk=account.pk)
    rotate("--new")
    stale.save()  # somebody who had read the row before, and writes all of it
    old(ring)
    with pytest.raises(CommandError, match="ten minutes"):
        rotate("--retire", "k1")
    rotate("--retire", "k1")
    assert opened(account) == SECRET


def test_an_old_key_stays_while_a_file_of_an_import_needs_it(ring: Path, account: Account) -> None:
    registrar = make_person(account.court, Role.REGISTRAR)
    job = import_create(court=account.court, by=registrar, pieces=[b'{"docket": "26-1"}'])
    rotate("--new")
    old(ring)
    with pytest.raises(CommandError, match="1 values are sealed with k1"):
        rotate("--retire", "k1")
    assert import_check(job) is True  # it still opens
    import_drop(job=job, by=registrar)
    rotate("--retire", "k1")


def test_an_old_key_stays_while_a_value_does_not_open(ring: Path, account: Account) -> None:
    other = make_account(account.court)
    Account.objects.filter(pk=other.pk).update(credentials=account.credentials)
    rotation.key_add()
    old(ring)
    with pytest.raises(CommandError, match="cannot be opened"):
        rotate("--retire", "k1")
    with pytest.raises(CommandError, match=f"account:{other.pk}:credentials"):
        rotate()
    assert opened(account) == SECRET


def test_a_value_moved_to_another_row_is_refused_there_also_after_a_rotation(account: Account) -> None:
    other = make_account(account.court)
    Account.objects.filter(pk=other.pk).update(credentials=account.credentials)
    rotation.key_add()
    rotation.reseal()
    assert vault.key_id(Account.objects.get(pk=other.pk).credentials) == "k1"
    with pytest.raises(vault.VaultRefused):
        opened(other)


def test_keys_from_the_environment_are_not_changed_here(settings: Any) -> None:
    for argument in (["--new"], ["--retire", "k1"]):
        with pytest.raises(CommandError, match="PRAECO_VAULT_KEYS"):
            rotate(*argument)


def test_keys_from_the_environment_are_rotated_by_their_order(settings: Any) -> None:
    account = make_account(make_court())
    accounts.credentials_store(account, SECRET)
    settings.VAULT_KEYS = {"k2": keys.fresh(), **settings.VAULT_KEYS}
    assert "k2: 1 values" in rotate()
    settings.VAULT_KEYS = {"k2": settings.VAULT_KEYS["k2"]}
    assert opened(account) == SECRET


# --- others at work meanwhile ---------------------------------------------------------------------


def test_what_somebody_writes_meanwhile_is_kept(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    new = {"token": "renewed"}
    swap = rotation.Column.swap

    def met(place: Any, key: Any, was: bytes, then: bytes) -> bool:
        if opened(account) == SECRET:
            accounts.credentials_store(Account.objects.get(pk=account.pk), new)
        return swap(place, key, was, then)

    rotation.key_add()
    monkeypatch.setattr(rotation.Column, "swap", met)
    rotation.reseal()
    assert opened(account) == new


def test_what_a_server_renewed_is_kept_though_the_row_was_sealed_anew(account: Account) -> None:
    given = Account.objects.get(pk=account.pk)
    rotate("--new")
    accounts.credentials_renew(given, {"token": "renewed"})
    assert opened(account) == {"token": "renewed"}


def test_what_a_server_renewed_never_replaces_a_new_connection(account: Account) -> None:
    given = Account.objects.get(pk=account.pk)
    accounts.credentials_store(Account.objects.get(pk=account.pk), {"token": "connected anew"})
    rotate("--new")
    accounts.credentials_renew(given, {"token": "renewed"})
    assert opened(account) == {"token": "connected anew"}


# --- the file ------------------------------------------------------------------------------------


def test_a_process_sees_a_new_key_without_a_restart(ring: Path) -> None:
    token = vault.seal(b"secret", row="x")
    other = base64.b64encode(b"another key of thirty-two bytes!").decode()
    keys.ring_write(ring, {"k9": other, **keys.ring()})
    assert vault.key_id(vault.seal(b"secret", row="x")) == "k9"
    assert vault.unseal(token, row="x") == b"secret"


def test_the_file_is_read_by_its_owner_only(ring: Path) -> None:
    rotation.key_add()
    assert ring.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_gone_says_so_without_a_key(ring: Path) -> None:
    ring.unlink()
    with pytest.raises(ImproperlyConfigured, match="PRAECO_VAULT_FILE cannot be read"):
        vault.seal(b"secret", row="x")


def test_no_key_is_printed(ring: Path, account: Account, capsys: Any) -> None:
    said = rotate("--new")
    assert not any(text in said + capsys.readouterr().out for text in keys.ring().values())


def test_second_factors_are_sealed_anew(ring: Path) -> None:
    if not apps.is_installed("allauth.mfa"):
        pytest.skip("without the sign-in library there are none")
    adapters = pytest.importorskip("cms.signin.adapters")
    factor = apps.get_model("mfa", "Authenticator")
    person: Person = make_person(make_court(), Role.REVIEWER)
    text = adapters.MfaAdapter().encrypt("kanarek")
    kept = factor.objects.create(user=person, type="totp", data={"secret": text, "more": 1})
    rotate("--new")
    kept.refresh_from_db()
    assert kept.data["secret"] != text
    assert (adapters.MfaAdapter().decrypt(kept.data["secret"]), kept.data["more"]) == ("kanarek", 1)
