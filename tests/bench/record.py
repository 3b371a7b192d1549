"""Appends entries to the audit trail, seals and follows them; beside it the same rows without any protection."""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings

BATCH = 1000


def run(argv: list[str]) -> dict[str, Any]:
    """`--entries N` in a database of its own; keys `append_s`, `seal_s`, `verify_s` and those of the bare way."""
    parser = argparse.ArgumentParser(prog="record", description=__doc__)
    parser.add_argument("--entries", type=int, default=200_000)
    entries = parser.parse_args(argv).entries
    with tempfile.TemporaryDirectory(prefix="praeco-bench-") as folder:
        court = _prepare(Path(folder))
        figures = {"entries": entries, **_trail(court, entries), **_bare(Path(folder), entries)}
    figures["append_ratio"] = round(figures["append_s"] / figures["bare_append_s"], 2)
    figures["verify_ratio"] = round(figures["verify_s"] / figures["bare_verify_s"], 2)
    return figures


def _prepare(folder: Path) -> Any:
    settings.DATABASES["default"]["NAME"] = str(folder / "bench.sqlite3")
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


def _bare(folder: Path, entries: int) -> dict[str, Any]:
    """The same rows through sqlite3 alone, with one SHA-256 over each in place of chain, MAC and canonical form."""
    import sqlite3

    database = sqlite3.connect(folder / "bare.sqlite3")
    database.executescript("PRAGMA journal_mode=WAL; CREATE TABLE t (n INTEGER PRIMARY KEY, body TEXT, hash BLOB)")

    def append() -> None:
        for start in range(0, entries, BATCH):
            bodies = [json.dumps(_row(1, n)) for n in range(start, min(start + BATCH, entries))]
            hashes = [(body, hashlib.sha256(body.encode()).digest()) for body in bodies]
            with database:
                database.executemany("INSERT INTO t (body, hash) VALUES (?, ?)", hashes)

    def verify() -> None:
        for body, digest in database.execute("SELECT body, hash FROM t ORDER BY n"):
            assert hashlib.sha256(body.encode()).digest() == digest

    return {"bare_append_s": _timed(append), "bare_verify_s": _timed(verify)}


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 3)
