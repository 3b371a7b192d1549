"""Entries as the database holds them, read as text and without models: a million of them in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection

from . import canonical
from .models import AuditEntry

BATCH = 5000
TABLE = AuditEntry._meta.db_table
COLUMNS = {
    "sqlite": "id, at || '', act, actor, subject, facts, mac, seq, previous, hash",
    "postgresql": (
        "id::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), act, actor, subject, facts::text, "
        "mac, seq, previous, hash"
    ),
}


class RawEntry(NamedTuple):
    """One entry: its key as the database writes it, its canonical bytes, and how it is sealed (None: not yet)."""

    key: str
    content: bytes
    mac: bytes
    seq: int | None
    previous: bytes | None
    hash: bytes | None


def unsealed(court_id: int, limit: int | None = None) -> list[RawEntry]:
    """Entries of the court that are not chained yet, the oldest first."""
    tail = "" if limit is None else f" LIMIT {int(limit)}"
    return _read(court_id, f"seq IS NULL ORDER BY at, id{tail}", ())


def sealed(court_id: int) -> Iterator[list[RawEntry]]:
    """Chained entries of the court in the order of their positions, a few thousand at a time."""
    after = -1
    while batch := _read(court_id, f"seq > %s ORDER BY seq LIMIT {BATCH}", (after,)):
        yield batch
        after = batch[-1].seq or 0


def _read(court_id: int, condition: str, values: tuple[Any, ...]) -> list[RawEntry]:
    statement = f"SELECT {COLUMNS[connection.vendor]} FROM {TABLE} WHERE court_id = %s AND {condition}"  # noqa: S608
    make = _from_sqlite if connection.vendor == "sqlite" else _from_postgresql
    with connection.cursor() as cursor:
        cursor.execute(statement, (court_id, *values))
        return [make(court_id, *row) for row in cursor.fetchall()]


def _from_sqlite(  # noqa: PLR0917
    court_id: int, key: str, at: str, act: str, actor: str, subject: str, facts: str, *seal: Any
) -> RawEntry:
    try:
        content = canonical.entry_bytes(
            key, court_id, at if len(at) > 19 else f"{at}.000000", act, actor, subject, facts
        )
    except TypeError:  # SQLite keeps a number where text belongs, if somebody puts it there
        content = b""
    return RawEntry(key, content, *seal)


def _from_postgresql(  # noqa: PLR0917
    court_id: int, key: str, at: str, act: str, actor: str, subject: str, facts: str, *seal: Any
) -> RawEntry:
    plain = canonical.facts_again(facts)
    content = canonical.entry_bytes(key.replace("-", ""), court_id, at, act, actor, subject, plain)
    return RawEntry(key, content, *seal)
