"""Reviews posts against a register of many names: how long a review takes, and how that grows with the register.

In a database of its own (SQLite, or the PostgreSQL of DATABASE_URL under tools.with_postgres). The register is filled
to `--small` names, copied, and filled to `--names`. Then two fresh processes that only review, one on each, take turns
round by round, so that whatever else the machine does weighs on both. Beside them the bare alternative: every name in
clear in a table, looked for in the text as a substring.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import django

from tests.bench import register
from tests.bench._reviewing import SEED, Seconds
from tools import postgres
from tools.components import ROOT

LANGUAGES = ("en", "zh")
LENGTHS = (300, 3000)
ROUNDS = 3  # of all texts in turn, so that none finds what the round before kept of it


def run(argv: list[str]) -> dict[str, Any]:
    """p95_ms_300 and p95_ms_3000 by language, growth, rss_mib, ratio_to_bare; the small register's beside them.

    `p95_first` is that of the first round, in which many a phrase and page is read for the first time. `p95_of_best`
    takes each text at the quickest of its rounds: what the machine's other work adds is left out.
    """
    parser = argparse.ArgumentParser(prog="checks", description=__doc__)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--posts", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="where the SQLite databases stay, to be measured again unfilled")
    asked = parser.parse_args(argv)
    if not 0 < asked.small < asked.names:
        parser.error("--small is more than 0 and less than --names")
    with ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="praeco-bench-")))
        folder.mkdir(parents=True, exist_ok=True)
        large = os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder.resolve() / 'bench.sqlite3'}")
        small = f"{large}_small"
        _fill(small, asked.small, asked.names)
        reviewers = [stack.enter_context(_reviewer(url)) for url in (small, large)]
        less, more = _measured(reviewers, asked.posts)
    database = large.partition(":")[0].removesuffix("ql")
    return {"database": database, "names": asked.names, **more, "growth": _growth(less, more),
            "small": {"names": asked.small, **less}}  # fmt: skip


# --- filling ------------------------------------------------------------------------------------------


def _fill(small_url: str, small: int, large: int) -> None:
    """Fills both registers, unless they are there from another time."""
    django.setup()
    from django.core.management import call_command

    from tests.factories import make_account, make_court

    if _filled_before() == [small, large]:
        return
    if _filled_before():
        raise SystemExit("the folder holds registers of another size, or half filled ones: name another")
    call_command("migrate", verbosity=0)
    court = make_court()
    make_account(court)
    names = register.make_names(large, SEED)
    _add(court, names, small)
    _copy(small_url)
    _add(court, names, large - small)


def _add(court: Any, names: Iterator[str], count: int) -> None:
    from django.db import connection

    began = time.perf_counter()
    batch = list(islice(names, count))
    register.fill(court, batch)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_bare (name text NOT NULL)")
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_filled (names integer NOT NULL)")
        cursor.executemany("INSERT INTO bench_bare (name) VALUES (%s)", [(name,) for name in batch])
        cursor.execute("INSERT INTO bench_filled (names) SELECT count(*) FROM bench_bare")
        cursor.execute("ANALYZE")
    connection.close()
    print(f"{count} names filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def _filled_before() -> list[int]:
    """The sizes to which this database was filled, the smaller first."""
    from django.db import connection

    if "bench_filled" not in connection.introspection.table_names():
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT names FROM bench_filled ORDER BY names")
        return [names for (names,) in cursor.fetchall()]


def _copy(to: str) -> None:
    """A copy of the database as it is now, at the URL `to`."""
    here = os.environ["DATABASE_URL"]
    if here.startswith("sqlite"):
        source, copy = (sqlite3.connect(url.removeprefix("sqlite:///")) for url in (here, to))
        with closing(source), closing(copy):
            source.backup(copy)
    else:
        (folder, template), (_folder, name) = postgres.parts(here), postgres.parts(to)
        postgres.create_database(folder, name, template)


# --- measuring ----------------------------------------------------------------------------------------


@dataclass
class Reviewer:
    """A process that reviews on one database: see tests.bench._reviewing."""

    process: subprocess.Popen[str]
    rounds: dict[tuple[str, int], list[Seconds]] = field(default_factory=dict)

    def ask(self, *words: object) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        print(*words, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit("the process that reviews has ended; what it said stands above")
        return json.loads(answer)


@contextmanager
def _reviewer(url: str) -> Iterator[Reviewer]:
    command = [sys.executable, "-m", "tests.bench._reviewing"]
    environment = {**os.environ, "DATABASE_URL": url}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield Reviewer(process)
        finally:
            process.kill()


def _measured(reviewers: Sequence[Reviewer], posts: int) -> list[dict[str, Any]]:
    """The figures of each, in milliseconds and MiB."""
    for language in LANGUAGES:
        for length in LENGTHS:
            for _ in range(ROUNDS):
                for reviewer in reviewers:
                    seconds = reviewer.ask("review", language, length, posts)
                    reviewer.rounds.setdefault((language, length), []).append(seconds)
    return [_figures(reviewer) for reviewer in reviewers]


def _figures(reviewer: Reviewer) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for (language, length), rounds in reviewer.rounds.items():
        for kind, seconds in _summary(rounds).items():
            found.setdefault(f"{kind}_ms_{length}", {})[language] = _ms(seconds)
    found["rss_mib"] = reviewer.ask("memory")  # before the other way, which is no review
    bare = {language: statistics.median(_walls(reviewer.ask("search", language))) for language in LANGUAGES}
    found["bare_median_ms_3000"] = {language: _ms(seconds) for language, seconds in bare.items()}
    ratios = {language: found["median_ms_3000"][language] / _ms(bare[language]) for language in LANGUAGES}
    return {**found, "ratio_to_bare": {language: round(ratio, 3) for language, ratio in ratios.items()}}


def _summary(rounds: list[Seconds]) -> dict[str, float]:
    walls = [seconds for one in rounds for seconds in _walls(one)]
    return {
        "p95": _p95(walls),
        "median": statistics.median(walls),
        "p95_cpu": _p95([work for one in rounds for _wall, work in one]),
        "p95_first": _p95(_walls(rounds[0])),
        "p95_of_best": _p95([min(_walls(same)) for same in zip(*rounds, strict=True)]),
    }


def _growth(less: dict[str, Any], more: dict[str, Any]) -> dict[str, float]:
    """By how many times the p95 of the large register is longer, by language and length."""
    keys = [(f"p95_ms_{length}", language) for language in LANGUAGES for length in LENGTHS]
    return {
        f"{language}_{key.removeprefix('p95_ms_')}": round(more[key][language] / less[key][language], 2)
        for key, language in keys
    }


def _walls(rows: Iterable[tuple[float, float]]) -> list[float]:
    return [wall for wall, _work in rows]


def _p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
