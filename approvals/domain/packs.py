"""Rule packs: word lists and patterns as TOML files beside the code."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "packs"


def read(name: str) -> dict[str, Any]:
    """The pack `name` (without .toml). Raises FileNotFoundError or tomllib.TOMLDecodeError when it is broken."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load(name: str) -> dict[str, Any]:
    """The same, held in memory from then on."""
    return read(name)


@cache
def fingerprint() -> str:
    """Twelve hexadecimal digits over every pack, so that a changed word list is a changed rule version."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*.toml")):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
