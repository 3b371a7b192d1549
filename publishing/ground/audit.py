"""Appends to the audit trail. An entry is written in the caller's transaction, so an act and its entry stand or
fall together; the sealer chains it a moment later.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable
from typing import Any, NotRequired, TypedDict

from django.db import connection, transaction
from django.utils import timezone

from . import canonical, keys
from .models import AuditEntry, Court, Person

ACT = re.compile(r"[a-z][a-z0-9_]{1,39}")
NAME_MAX = 150
_INTO = f"INSERT INTO {AuditEntry._meta.db_table} (id, court_id, at, act, actor, subject, facts, mac) VALUES "  # noqa: S608
INSERT = {
    "sqlite": _INTO + "(%s, %s, %s, %s, %s, %s, %s, %s)",
    "postgresql": _INTO + "(%s, %s, %s, %s, %s, %s, %s::jsonb, %s)",
}
SYSTEM = "system"


class Row(TypedDict):
    """One entry for `record_many`: the arguments of `record`."""

    court: Court | int
    act: str
    actor: str
    subject: str
    facts: NotRequired[dict[str, Any] | None]


def actor_of(person: Person | None) -> str:
    """How a person is named on the trail: "person:<id>"; without one it is the system itself."""
    return f"person:{person.pk}" if person else SYSTEM


def record(
    court: Court | int, act: str, *, actor: str, subject: str, facts: dict[str, Any] | None = None
) -> AuditEntry:
    """Appends one entry to the trail of `court` (or of the court with that id) in the present transaction.

    `act` is a short verb such as "voted"; `actor` is "person:<id>", "worker:<name>" or "system"; `subject` is
    "post:<id>" and the like; `facts` hold ids, codes, whole numbers, digests – never words of a post or names.
    Raises ValueError, naming the argument, for anything else.
    """
    return record_many([Row(court=court, act=act, actor=actor, subject=subject, facts=facts)])[0]


def record_many(rows: Iterable[Row]) -> list[AuditEntry]:
    """`record` for each row, all or none. Raises ValueError before anything is written."""
    entries = [_entry(row["court"], row["act"], row["actor"], row["subject"], row.get("facts")) for row in rows]
    if entries:
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.executemany(INSERT[connection.vendor], [_values(entry) for entry in entries])
    return entries


def entry_mac(content: bytes) -> bytes:
    """The keyed MAC (32 bytes) of an entry's canonical bytes."""
    return mac_seed(content).digest()


def mac_seed(content: bytes = b"") -> hashlib.blake2b:
    """The keyed hash after `content`; a copy of it, updated, serves those who ask a million times."""
    return hashlib.blake2b(content, key=keys.setting("AUDIT_KEY"), digest_size=32, person=b"praeco audit")


def _entry(court: Court | int, act: str, actor: str, subject: str, facts: dict[str, Any] | None) -> AuditEntry:
    facts = facts or {}
    _check(act, actor, subject, facts)
    key, at = uuid.uuid4(), timezone.now()
    court_id = court if isinstance(court, int) else court.pk
    content = canonical.entry_bytes(
        key.hex, court_id, canonical.instant(at), act, actor, subject, canonical.facts_json(facts)
    )
    entry = AuditEntry(
        id=key, court_id=court_id, at=at, act=act, actor=actor, subject=subject, facts=facts, mac=entry_mac(content)
    )
    entry._state.adding = False
    return entry


def _check(act: str, actor: str, subject: str, facts: dict[str, Any]) -> None:
    if not ACT.fullmatch(act):
        raise ValueError(f"act is {act!r}; write a short verb of small letters and _, such as voted.")
    for name, value in (("actor", actor), ("subject", subject)):
        if not 0 < len(value) <= NAME_MAX or not value.isprintable():
            raise ValueError(f"{name} must have 1 to {NAME_MAX} printable characters, such as person:12.")
    canonical.check_facts(facts)


def _values(entry: AuditEntry) -> tuple[Any, ...]:
    sqlite = connection.vendor == "sqlite"
    return (
        entry.id.hex if sqlite else entry.id,
        entry.court_id,
        canonical.instant(entry.at) if sqlite else entry.at,
        entry.act,
        entry.actor,
        entry.subject,
        canonical.facts_json(entry.facts),
        entry.mac,
    )
