"""Each day's end of every chain, signed with a key that the database never sees, filed and mailed.

Whoever rewrites or cuts a chain cannot also change the file and the mailboxes. A line of the file is canonical
JSON: `{"anchor": {"court", "day", "hash", "seq", "slug"}, "key", "signature"}`, the signature being Ed25519 over
the canonical JSON of `anchor`; hash, key and signature are hex.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from . import keys, notices
from .models import Anchor, ChainHead, Role

TOLD = (Role.PRESIDENT, Role.ADMINISTRATOR)
logger = logging.getLogger(__name__)


class AnchorRefused(Exception):
    """A line of the anchor file is not what was signed. Says which line and why."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is signed: on `day` the chain of the court ended at position `seq` with `hash` (hex)."""

    court: int
    day: str
    hash: str
    seq: int
    slug: str

    def body(self) -> bytes:
        """The bytes that are signed."""
        return rfc8785.dumps(asdict(self))


def anchor_day(day: date | None = None) -> int:
    """Anchors every chain that has no anchor for `day` (UTC, today when None), and files what is not filed yet.

    Returns how many were new. A file that cannot be written is logged, and tried again with the next call.
    """
    day = day or timezone.now().date()
    heads = ChainHead.objects.filter(seq__gt=0).exclude(court__anchors__day=day).select_related("court")
    made = sum(_anchor(head, day) for head in heads)
    try:
        file_anchors()
    except OSError:
        logger.exception("The anchor file %s cannot be written", settings.ANCHOR_FILE)
    return made


def file_anchors() -> int:
    """Appends to ANCHOR_FILE what it does not have yet, safely on disk before it counts. Raises OSError."""
    waiting = list(Anchor.objects.filter(filed_at=None).order_by("day", "court"))
    if waiting:
        _append("".join(f"{anchor.line}\n" for anchor in waiting))
        Anchor.objects.filter(pk__in=[anchor.pk for anchor in waiting]).update(filed_at=timezone.now())
    return len(waiting)


def read_anchors(lines: Iterable[str]) -> list[Statement]:
    """The statements of an anchor file. Raises AnchorRefused for the first line that was not signed with our key."""
    public = _key().public_key()
    return [_read(number, line, public) for number, line in enumerate(lines, 1) if line.strip()]


def sign(statement: Statement) -> str:
    """The line of the anchor file for `statement`, without its end."""
    key = _key()
    line: dict[str, Any] = {
        "anchor": asdict(statement),
        "key": key.public_key().public_bytes_raw().hex(),
        "signature": key.sign(statement.body()).hex(),
    }
    return rfc8785.dumps(line).decode()


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys.setting("ANCHOR_KEY"))


def _read(number: int, line: str, public: Ed25519PublicKey) -> Statement:
    try:
        data = json.loads(line)
        statement = Statement(**data["anchor"])
        public.verify(bytes.fromhex(data["signature"]), statement.body())
    except InvalidSignature:
        raise AnchorRefused(f"line {number} of the anchor file was changed, or was signed with another key") from None
    except (ValueError, TypeError, KeyError):
        raise AnchorRefused(f"line {number} of the anchor file is no anchor") from None
    return statement


def _anchor(head: ChainHead, day: date) -> bool:
    statement = Statement(
        court=head.court_id, day=day.isoformat(), hash=bytes(head.hash).hex(), seq=head.seq, slug=head.court.slug
    )
    anchor = Anchor(court=head.court, day=day, seq=head.seq, hash=bytes(head.hash), line=sign(statement))
    try:
        with transaction.atomic():
            anchor.save(force_insert=True)
            _tell(anchor)
    except IntegrityError:  # another worker was first
        return False
    return True


def _tell(anchor: Anchor) -> None:
    told = anchor.court.holders(*TOLD)
    facts = {"court": anchor.court, "day": anchor.day, "line": anchor.line}
    notices.tell("trail-anchored", court=anchor.court, people=told, facts=facts)


def _append(text: str) -> None:
    path = Path(settings.ANCHOR_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
