"""The demo's data file, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PICTURE = FOLDER / "courtroom.jpg"


@cache
def norvale() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "norvale.toml").read_text(encoding="utf-8"))
