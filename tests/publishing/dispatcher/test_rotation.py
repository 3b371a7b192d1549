"""The vault's key changes between any two steps of a delivery."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from publishing.accounts import credentials_store
from publishing.domain.delivery import State
from publishing.ground import keys, rotation
from publishing.models import Account, Delivery
from publishing.networks.base import Continue, Receipt
from tests.factories import make_account, make_court, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SECRET = {"token": "kanarek-in-a-mine"}


def change_key() -> None:
    rotation.key_add()
    rotation.reseal()


def retire_all(ring: Path) -> None:
    """As ten minutes later, when no delivery still holds what it had read before."""
    os.utime(ring, (1, 1))
    found = rotation.reseal()
    for old in list(keys.ring())[1:]:
        rotation.key_remove(old, found)
        os.utime(ring, (1, 1))


def test_each_step_opens_what_it_needs(engine: Any, settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)
    ring = tmp_path / "vault.keys"
    keys.ring_write(ring, settings.VAULT_KEYS)
    settings.VAULT_FILE, settings.VAULT_KEYS = str(ring), {}
    settings.PRIVATE_MEDIA_ROOT = tmp_path  # no import of another test lies here, sealed with the key of then
    court = make_court()
    for _ in range(4):
        account = make_account(court)
        credentials_store(account, SECRET)
        make_release(account, due_in=0)
    machine = engine(*[Continue({}, 0)] * 4, *[Receipt("114", "https://social.example/114")] * 4)
    jobs = machine.claim()
    assert len(jobs) == 4
    while jobs:
        change_key()
        results = machine.do(jobs)
        change_key()
        jobs = machine.settle(results)
    retire_all(ring)
    assert list(keys.ring()) == ["k5"]
    assert list(Delivery.objects.values_list("state", "tries")) == [(State.SENT, 1)] * 4
    assert {bytes(one)[2:4] for one in Account.objects.values_list("credentials", flat=True)} == {b"k5"}
