"""A new key for the vault while everything runs: what lies sealed is sealed anew, row by row, and the old key goes.

A row is changed only if it still holds what was read; whoever wrote it meanwhile keeps what they wrote, and the row is
taken up again. So nobody waits for a lock, and no change of anybody is lost.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from . import audit, keys, vault
from .models import Court

BATCH = 100  # rows of one transaction
GRACE = 600  # seconds after which nobody still writes what was read before the new key
LARGE = 100_000  # bytes of a value that has a transaction of its own
IN_MEMORY = 20  # rows
PASSES = 5  # over a place, where others write at the same time


class Place(Protocol):
    """Somewhere that sealed values lie."""

    @property
    def name(self) -> str:
        """As people who look after the system know it."""

    def tokens(self) -> Iterable[tuple[Any, bytes]]:
        """Every sealed value with its key."""

    def row(self, key: Any) -> str:
        """What `vault.seal` was told for that key."""

    def swap(self, key: Any, old: bytes, new: bytes) -> bool:
        """Puts `new` where `old` still stands. Whether it did."""


@dataclass(frozen=True)
class Column:
    """A column of a model. Its rows say in `VAULT_ROWS` how the vault knows them: `{column: "account:{0.pk}:…"}`."""

    model: type[models.Model]
    field: str
    template: str

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def tokens(self) -> Iterator[tuple[Any, bytes]]:
        for one in self.model._base_manager.exclude(**{self.field: None}).order_by("pk").iterator(chunk_size=IN_MEMORY):
            if token := bytes(getattr(one, self.field)):
                yield one, token

    def row(self, key: Any) -> str:
        return self.template.format(key)

    def swap(self, key: Any, old: bytes, new: bytes) -> bool:
        rows = self.model._base_manager.filter(pk=key.pk, **{self.field: old})
        return bool(rows.update(**{self.field: new}))


@dataclass
class Found:
    """Values by the id of the key that seals them now, how many were sealed anew, and the rows that do not open."""

    keys: Counter[str] = field(default_factory=Counter)
    renewed: int = 0
    shut: list[str] = field(default_factory=list)


MORE: dict[str, Callable[[], Iterable[Place]]] = {}  # places that are no column of a model of ours
STAYING: dict[str, Callable[[], Iterable[bytes]]] = {}  # sealed values that are not sealed anew, and end by themselves


def places() -> list[Place]:
    """Everywhere that sealed values lie."""
    found: list[Place] = [
        Column(model, name, template)
        for model in apps.get_models()
        for name, template in getattr(model, "VAULT_ROWS", {}).items()
    ]
    return found + [place for more in MORE.values() for place in more()]


def reseal() -> Found:
    """Seals every value anew that the first key has not sealed, and says what lies where then."""
    found = Found()
    for place in places():
        for _pass in range(PASSES):
            if not _reseal(place, found):
                break
    return _counted(found)


def _reseal(place: Place, found: Found) -> bool:
    """One pass over a place. Whether somebody wrote there meanwhile."""
    met = False
    for batch in _batches(one for one in place.tokens() if not vault.sealed_with_first_key(one[1])):
        made = [(key, token, _anew(place.row(key), token)) for key, token in batch]
        with transaction.atomic():
            for key, token, new in made:
                done = new is not None and place.swap(key, token, new)
                found.renewed += done
                met |= new is not None and not done
    return met


def _batches(values: Iterable[tuple[Any, bytes]]) -> Iterator[list[tuple[Any, bytes]]]:
    """As many as one short transaction writes."""
    batch: list[tuple[Any, bytes]] = []
    for one in values:
        batch.append(one)
        if len(batch) == BATCH or len(one[1]) > LARGE:
            yield batch
            batch = []
    yield batch


def _anew(row: str, token: bytes) -> bytes | None:
    """The value sealed with the first key; None where it cannot be opened."""
    try:
        return vault.seal(vault.unseal(token, row=row), row=row)
    except vault.VaultRefused:
        return None


def _counted(found: Found) -> Found:
    """What lies where now. Each value is opened, so that no key is taken from one that only seems sound."""
    for place in places():
        for key, token in place.tokens():
            found.keys[vault.key_id(token)] += 1
            if not vault.opens(token, row=place.row(key)):
                found.shut.append(place.row(key))
    for tokens in STAYING.values():
        found.keys.update(map(vault.key_id, tokens()))
    return found


# --- the file of keys --------------------------------------------------------------------------


class RotationRefused(Exception):
    """What stands in the way of a change of keys, and what to do."""


def key_add() -> str:
    """Makes a key and puts it first in PRAECO_VAULT_FILE; every process seals with it from now on. Gives its id."""
    path, held = _file(), dict(keys.ring())
    numbers = [int(key_id.strip("k")) for key_id in held if key_id.strip("k").isdecimal()]
    new = f"k{max(numbers, default=0) + 1}"
    keys.ring_write(path, {new: keys.fresh(), **held})
    _tell("vault_key_added", new)
    return new


def key_remove(key_id: str, found: Found) -> None:
    """Takes a key out of PRAECO_VAULT_FILE. Raises RotationRefused while anything may still need it."""
    path, held = _file(), dict(keys.ring())
    if key_id not in held:
        raise RotationRefused(f"The file holds no key {key_id}. It holds: {', '.join(held)}.")
    if key_id == next(iter(held)):
        raise RotationRefused(f"{key_id} seals now. Put another key first: rotate_vault --new.")
    if found.shut:
        raise RotationRefused("Some values cannot be opened. Restore their key, or enter them again.")
    if found.keys[key_id]:
        raise RotationRefused(f"{found.keys[key_id]} values are sealed with {key_id}. Imports end by themselves.")
    if found.renewed or time.time() - path.stat().st_mtime < GRACE:
        raise RotationRefused("Somebody may still write what was read before the new key. Try again in ten minutes.")
    keys.ring_write(path, {one: text for one, text in held.items() if one != key_id})
    _tell("vault_key_removed", key_id)


def _file() -> Path:
    if not settings.VAULT_FILE:
        raise RotationRefused(
            "The keys stand in PRAECO_VAULT_KEYS, which only whoever starts the processes can change: docs/operate.md "
            "says in which order. Or keep them in a file that PRAECO_VAULT_FILE names."
        )
    return Path(settings.VAULT_FILE)


def _tell(act: str, key_id: str) -> None:
    for court in Court.objects.order_by("pk"):
        audit.record(court, act, actor="system", subject="vault", facts={"key": key_id})
