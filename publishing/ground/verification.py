"""Follows a court's chain from its first entry and names the first that is wrong."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from . import rows
from .anchors import Statement
from .audit import entry_mac, mac_seed
from .models import Anchor, ChainHead, Court
from .sealing import GENESIS, head_is_genuine, link_hash


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: entries followed, entries not yet sealed, and the first wrong one in words ("" if none)."""

    court: Court
    entries: int
    unsealed: int
    wrong: str


class Wrong(Exception):
    """The first thing that is wrong, in words that name the entry."""


def verify_court(court: Court, statements: Iterable[Statement], read_at: datetime | None = None) -> Report:
    """Follows the whole chain of `court`, its end, and the anchors of it among `statements`, as their file held them
    at `read_at` (aware; now when None).
    """
    read_at = read_at or timezone.now()
    head = ChainHead.objects.filter(pk=court.pk).first()
    waiting = rows.unsealed(court.pk)
    walk = _Walk(court, [statement for statement in statements if statement.court == court.pk])
    try:
        walk.follow(head.seq if head else None)
        walk.check_head(head)
        walk.check_unfiled(read_at)
        _check_waiting(waiting)
    except Wrong as wrong:
        return Report(court, walk.seq, len(waiting), str(wrong))
    return Report(court, walk.seq, len(waiting), "")


class _Walk:
    def __init__(self, court: Court, statements: list[Statement]) -> None:
        self.court = court
        self.days = {statement.day for statement in statements}
        self.anchors: dict[int, list[Statement]] = {}
        for statement in statements:
            self.anchors.setdefault(statement.seq, []).append(statement)
        self.seed = mac_seed()
        self.seq = 0
        self.hash = GENESIS
        self.head_hash: bytes | None = None

    def follow(self, head_seq: int | None) -> None:
        """Each entry, in order; further entries may be sealed meanwhile."""
        for batch in rows.sealed(self.court.pk):
            for row in batch:
                self._step(row)
                if self.seq == head_seq:
                    self.head_hash = self.hash
        if lost := sorted(seq for seq in self.anchors if seq > self.seq):
            day = self.anchors[lost[0]][0].day
            raise Wrong(
                f"position {self.seq + 1} is missing: the chain was cut off, the anchor of {day} reaches to {lost[0]}"
            )

    def _step(self, row: rows.RawEntry) -> None:
        seq = self.seq + 1
        if row.seq != seq:
            raise Wrong(f"position {seq} is missing: the entry there was deleted")
        mac = self.seed.copy()
        mac.update(row.content)
        if row.mac != mac.digest():
            raise Wrong(f"position {seq}, entry {row.key}: it does not say what was recorded")
        if row.previous != self.hash:
            raise Wrong(
                f"position {seq}, entry {row.key}: it does not follow position {seq - 1}; the order was changed"
            )
        if row.hash != link_hash(self.hash, seq, row.mac, row.content):
            raise Wrong(f"position {seq}, entry {row.key}: its seal does not belong to it")
        self.seq, self.hash = seq, row.hash
        if seq in self.anchors:
            self._check_anchors(seq)

    def _check_anchors(self, seq: int) -> None:
        for statement in self.anchors[seq]:
            if not hmac.compare_digest(statement.hash, self.hash.hex()):
                raise Wrong(f"position {seq}: the chain up to here was rewritten after the anchor of {statement.day}")

    def check_head(self, head: ChainHead | None) -> None:
        """The end that the sealer stored must be genuine and lie on the chain."""
        if head is None:
            if self.seq:
                raise Wrong(f"position {self.seq}: the record of the chain's end is missing")
            return
        if not head_is_genuine(head):
            raise Wrong(f"position {head.seq}: the record of the chain's end was changed")
        if head.seq > self.seq:
            raise Wrong(f"position {self.seq + 1} is missing: the chain was cut off, it reached to {head.seq}")
        if self.head_hash is not None and bytes(head.hash) != self.head_hash:
            raise Wrong(f"position {head.seq}: the record of the chain's end does not fit it")

    def check_unfiled(self, read_at: datetime) -> None:
        """What the database says was filed by then must be in the file."""
        for anchor in Anchor.objects.filter(court=self.court, filed_at__lte=read_at).order_by("day"):
            if anchor.day.isoformat() not in self.days:
                raise Wrong(f"position {anchor.seq}: its anchor of {anchor.day} is missing from the anchor file")


def _check_waiting(waiting: list[rows.RawEntry]) -> None:
    for row in waiting:
        if row.mac != entry_mac(row.content):
            raise Wrong(f"not yet sealed, entry {row.key}: it does not say what was recorded")
