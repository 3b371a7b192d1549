"""Imports invented matters and measures time and memory, beside bare inserts of the same rows in the same run.

Then the same file with a fault in its last row, which must leave nothing behind, once found by the dry run and once
while it is written. SQLite, or with --postgres a PostgreSQL of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import django

from tests.bench.register import make_names, rows, write
from tools import postgres

BATCH = 5000
KIB_A_MIB = 1024
LATE = 50_000  # matters of the import that breaks while it is written


def run(argv: list[str]) -> dict[str, Any]:
    parser = argparse.ArgumentParser(prog="import", description=__doc__)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--folder", help="where the data is made, below which all is deleted again")
    options = parser.parse_args(argv)
    with (
        tempfile.TemporaryDirectory(prefix="praeco-bench-", dir=options.folder) as name,
        contextlib.ExitStack() as stack,
    ):
        folder = Path(name)
        url = stack.enter_context(postgres.server()) if options.postgres else f"sqlite:///{folder / 'bench.sqlite3'}"
        court = _prepare(folder, url)
        path = folder / "register.jsonl"
        write(path, rows(make_names(options.names)))
        figures = {"names": options.names, **_whole(court, path)}
        figures["bare_s"] = _bare(folder)
        _say(figures)
        figures |= _broken(folder, path)
    figures["names_per_s"] = round(options.names / figures["seconds"], 1)
    figures["ratio_to_bare"] = round(figures["seconds"] / figures["bare_s"], 1)
    return figures


def _prepare(folder: Path, url: str) -> Any:
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "PRAECO_TEST_VAR": str(folder)}
    django.setup()
    from django.core.management import call_command

    from tests.factories import make_court

    call_command("migrate", verbosity=0)
    return make_court()


def _broken(folder: Path, path: Path) -> dict[str, Any]:
    """The same file for another court with a fault in its last row; then a fault that comes up only in the writing."""
    from approvals.models import ImportState, RegisterImport
    from approvals.services import importing
    from tests.factories import make_court

    before, broken, court = _rows(), folder / "broken.jsonl", make_court()
    last = _with_broken_end(path, broken)
    job = importing.file_import(court=court, path=broken, by=None)
    assert job.state == ImportState.REFUSED, job.state
    figures = {"broken_row": {"row": job.problems[0][0], "left_behind": _rows() - before}, "check_s": _took(job)}
    _say(figures)
    _with_broken_end(path, broken, most=min(last, LATE))
    with broken.open("rb") as file:
        job = importing.import_create(court=court, by=None, pieces=iter(lambda: file.read(1 << 20), b""))
    RegisterImport.objects.filter(pk=job.pk).update(state=ImportState.ASKED)  # as if the dry run had seen no fault
    job.refresh_from_db()
    importing.import_write(job)
    assert job.state == ImportState.FAILED, job.state
    return figures | {"broken_late": {"row": job.problems[0][0], "left_behind": _rows() - before}}


def _with_broken_end(path: Path, broken: Path, most: int = 10**9) -> int:
    """Copies `most` rows with a fault in the last one, and gives their number."""
    with path.open("rb") as source, broken.open("wb") as target:
        held, count = b"", 0
        for line in islice(source, most):
            target.write(held)
            held, count = line, count + 1
        target.write(held.replace(b'"pending"', b'"pend1ng"'))
    return count


def _whole(court: Any, path: Path) -> dict[str, Any]:
    from approvals.models import ImportState, NameTag
    from approvals.services import importing

    began, cpu = time.perf_counter(), time.process_time()
    job = importing.file_import(court=court, path=path, by=None)
    seconds, cpu_s = round(time.perf_counter() - began, 1), round(time.process_time() - cpu, 1)
    assert job.state == ImportState.DONE, job.problems
    return {
        "seconds": seconds,
        "cpu_s": cpu_s,
        "rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB_A_MIB,
        "tags": NameTag.objects.count(),
    }


def _say(figures: dict[str, Any]) -> None:
    print(json.dumps(figures), file=sys.stderr, flush=True)


def _took(job: Any) -> float:
    return round((job.finished_at - job.created_at).total_seconds(), 1)


def _rows() -> int:
    from approvals.models import Matter, NameEntry, NameTag, Party, StagedChange

    return sum(model.objects.count() for model in (Matter, Party, NameEntry, NameTag, StagedChange))


def _tables() -> Iterator[tuple[str, list[str]]]:
    from approvals.models import Matter, NameEntry, NameTag, Party

    for model in (Matter, Party, NameEntry, NameTag):
        yield model._meta.db_table, [field.column for field in model._meta.concrete_fields if field.column]


def _bare(folder: Path) -> float:
    """Seconds in which plain executemany puts the same rows into bare tables with a key each, in SQLite."""
    from django.db import connection

    database = sqlite3.connect(folder / "bare.sqlite3")
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
    spent = 0.0
    for table, columns in _tables():
        names = ", ".join(columns)
        database.execute(f"CREATE TABLE {table} ({names}, PRIMARY KEY ({', '.join(columns[:3])}))")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {names} FROM {table}")
            while batch := cursor.fetchmany(BATCH):
                values = [[str(one) if type(one).__name__ in KEPT else one for one in row] for row in batch]
                began = time.perf_counter()
                with database:
                    marks = ", ".join("?" * len(columns))
                    database.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
                spent += time.perf_counter() - began
    return round(spent, 1)


KEPT = ("UUID", "datetime", "list", "dict", "memoryview")  # types of PostgreSQL that sqlite3 takes as text
