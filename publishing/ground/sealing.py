"""Chains what is on the trail, one chain a court, after the acts themselves have committed.

The sealer gives the positions: ids and times are not the order of commits. The chain hash of an entry is
SHA-256 over `previous hash | position (8 bytes) | MAC | canonical bytes`, so it needs no key to be followed.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from . import keys
from .models import AuditEntry, ChainHead
from .rows import RawEntry, unsealed

GENESIS = bytes(32)


class TrailBroken(Exception):
    """The chain cannot be continued: the stored end of it is not what the sealer wrote."""


@dataclass(frozen=True, slots=True)
class Link:
    """One sealed position: what the sealer writes into an entry."""

    seq: int
    previous: bytes
    hash: bytes


def link_hash(previous: bytes, seq: int, mac: bytes, content: bytes) -> bytes:
    """The chain hash (32 bytes) of the entry at position `seq`, counted from 1."""
    return hashlib.sha256(previous + seq.to_bytes(8) + mac + content).digest()


def head_mac(court_id: int, seq: int, hash: bytes) -> bytes:
    """The keyed MAC (32 bytes) of the end of one court's chain."""
    body = court_id.to_bytes(8) + seq.to_bytes(8) + hash
    return hashlib.blake2b(body, key=keys.setting("AUDIT_KEY"), digest_size=32, person=b"praeco head").digest()


def head_is_genuine(head: ChainHead) -> bool:
    """Whether the head is one that the sealer wrote."""
    return hmac.compare_digest(bytes(head.mac), head_mac(head.court_id, head.seq, bytes(head.hash)))


def seal_pending(limit: int = 1000) -> int:
    """Chains at most `limit` entries of each court that has any, and says how many.

    A court that another sealer is at is passed over. Raises TrailBroken when a chain's end was tampered with;
    the other courts are sealed first.
    """
    sealed, broken = 0, []
    for court_id in AuditEntry.objects.filter(seq=None).values_list("court", flat=True).distinct().order_by():
        try:
            sealed += _seal_court(court_id, limit)
        except TrailBroken as error:
            broken.append(str(error))
    if broken:
        raise TrailBroken(" ".join(broken))
    return sealed


@transaction.atomic
def _seal_court(court_id: int, limit: int) -> int:
    head = _lock_head(court_id)
    if head is None:
        return 0
    if not head_is_genuine(head):
        raise TrailBroken(f"The end of the chain of court {court_id} was changed. Run: manage.py verify_records")
    rows, links = unsealed(court_id, limit), []
    previous, seq = bytes(head.hash), head.seq
    for row in rows:
        seq += 1
        links.append(Link(seq, previous, link_hash(previous, seq, row.mac, row.content)))
        previous = links[-1].hash
    _write(rows, links)
    ChainHead.objects.filter(pk=head.pk).update(seq=seq, hash=previous, mac=head_mac(court_id, seq, previous))
    return len(links)


def _lock_head(court_id: int) -> ChainHead | None:
    """The head, locked; None when another sealer holds it."""
    if not ChainHead.objects.filter(pk=court_id).exists():
        first = ChainHead(court_id=court_id, seq=0, hash=GENESIS, mac=head_mac(court_id, 0, GENESIS))
        ChainHead.objects.bulk_create([first], ignore_conflicts=True)
    return ChainHead.objects.select_for_update(skip_locked=True).filter(pk=court_id).first()


def _write(rows: list[RawEntry], links: list[Link]) -> None:
    if not links:
        return
    statement = f"UPDATE {AuditEntry._meta.db_table} SET seq=%s, previous=%s, hash=%s WHERE id=%s AND seq IS NULL"  # noqa: S608
    values: list[tuple[Any, ...]] = [
        (link.seq, link.previous, link.hash, row.key) for row, link in zip(rows, links, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
        if cursor.rowcount != len(values):
            raise TrailBroken(f"{len(values)} entries were to be sealed, {cursor.rowcount} were there.")
