"""What stands for a sealed matter where its code may not stand: its id, which tells nobody anything."""

from __future__ import annotations

import re
from uuid import UUID

FORM = re.compile(r"sealed-([0-9a-f]{32})")


def sealed_reference(key: UUID) -> str:
    """The reference of the sealed matter with that id. No code is as long."""
    return f"sealed-{key.hex}"


def key_of(reference: str) -> UUID | None:
    """The id within a reference made by `sealed_reference`; None for anything else."""
    match = FORM.fullmatch(reference)
    return UUID(match[1]) if match else None
