"""The database of one benchmark."""

from __future__ import annotations

import contextlib
import os

from tools import postgres


def database_url(wanted: bool, folder: str, stack: contextlib.ExitStack) -> str:
    """PostgreSQL where it was asked for, or stands in DATABASE_URL (tools.with_postgres); else a file of its own."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return given
    return stack.enter_context(postgres.server()) if wanted else f"sqlite:///{folder}/bench.sqlite3"
