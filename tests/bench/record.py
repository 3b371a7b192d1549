"""Appends entries to the audit trail, seals and follows them; beside it the same rows without any protection.

A million unless --entries says otherwise. --postgres runs on a PostgreSQL of its own, else on SQLite.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from typing import Any

import django
import psycopg

from tests.bench._databases import database_url
from tools import postgres

BATCH = 1000


def run(argv: list[str]) -> dict[str, Any]:
    """`--entries N` in a database of its own; keys `append_s`, `seal_s`, `verify_s` and those of the bare way."""
    parser = argparse.ArgumentParser(prog="record", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args(argv)
    entries = options.entries
    with tempfile.TemporaryDirectory(prefix="praeco-bench-") as folder, contextlib.ExitStack() as stack:
        url = database_url(options.postgres, folder, stack)
        court = _prepare(url)
        stack.callback(_close)
        figures = {"database": url.partition(":")[0], "entries": entries, **_trail(court, entries)}
        figures |= _bare(stack.enter_context(_opened(url)), entries)
    figures["append_ratio"] = round(figures["append_s"] / figures["bare_append_s"], 2)
    figures["verify_ratio"] = round(figures["verify_s"] / figures["bare_verify_s"], 2)
    return figures


def _prepare(url: str) -> Any:
    os.environ["DATABASE_URL"] = url
    django.setup()
    from django.core.management import call_command

    from tests.factories import make_court

    call_command("migrate", verbosity=0)
    return make_court()


def _trail(court: Any, entries: int) -> dict[str, Any]:
    from publishing.ground import audit, sealing
    from publishing.ground.verification import verify_court

    def append() -> None:
        for start in range(0, entries, BATCH):
            audit.record_many(_row(court.pk, n) for n in range(start, min(start + BATCH, entries)))

    def seal() -> None:
        while sealing.seal_pending(limit=BATCH):
            pass

    figures = {"append_s": _timed(append), "seal_s": _timed(seal)}
    started = time.perf_counter()
    report = verify_court(court, [])
    figures["verify_s"] = round(time.perf_counter() - started, 3)
    return {**figures, "verified": report.entries, "wrong": report.wrong}


def _row(court_id: int, n: int) -> Any:
    facts = {"account": f"{n:032x}", "digest": hashlib.sha256(str(n).encode()).hexdigest(), "try": n % 5}
    return {"court": court_id, "act": "attempted", "actor": "worker:a", "subject": f"delivery:{n}", "facts": facts}


def _opened(url: str) -> contextlib.closing[Any]:
    """A connection of the database's own driver: to the same PostgreSQL, or to another file of SQLite."""
    if url.startswith("sqlite"):
        database: Any = sqlite3.connect(url.removeprefix("sqlite:///") + ".bare")
        database.execute("PRAGMA journal_mode=WAL")
    else:
        folder, name = postgres.parts(url)
        database = psycopg.connect(host=str(folder), dbname=name, user=postgres.USER)
    return contextlib.closing(database)


def _close() -> None:
    from django.db import connection

    connection.close()


def _bare(database: Any, entries: int) -> dict[str, Any]:
    """The same rows through the driver alone, with one SHA-256 over each in place of chain, MAC and canonical form."""
    cursor = database.cursor()
    cursor.execute("CREATE TABLE bare (n INTEGER PRIMARY KEY, body TEXT, hash TEXT)")
    mark = "?" if isinstance(database, sqlite3.Connection) else "%s"

    def append() -> None:
        for start in range(0, entries, BATCH):
            bodies = [(n, json.dumps(_row(1, n))) for n in range(start, min(start + BATCH, entries))]
            rows = [(n, body, hashlib.sha256(body.encode()).hexdigest()) for n, body in bodies]
            cursor.executemany(f"INSERT INTO bare VALUES ({mark}, {mark}, {mark})", rows)
            database.commit()

    def verify() -> None:
        for start in range(0, entries, BATCH):
            ends = (start, start + BATCH)
            cursor.execute(f"SELECT body, hash FROM bare WHERE n >= {mark} AND n < {mark} ORDER BY n", ends)
            assert all(hashlib.sha256(body.encode()).hexdigest() == digest for body, digest in cursor.fetchall())

    return {"bare_append_s": _timed(append), "bare_verify_s": _timed(verify)}


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 3)
