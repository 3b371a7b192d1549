"""Reviews posts against a register of many names: how long a review takes, and how that grows with the register.

In a database of its own (SQLite, or the PostgreSQL of DATABASE_URL under tools.with_postgres). The register is filled
to `--small` names and measured, filled to `--names` and measured again, each time by a fresh process that only reviews.
Beside it the bare alternative: every name in clear in a table, looked for in the text as a substring.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from tests.bench import register

LENGTHS = (300, 3000)
SEED = 7
ROUNDS = 3  # of all texts in turn, so that none finds what the round before kept of it
FOLDER = "PRAECO_BENCH_FOLDER"
EN = (
    "the court will sit on in room and the hearing begins at members of the public may attend bring a form of "
    "identity judgment was handed down this morning copies are available from the registry counsel for the "
    "applicant asked for time to file further evidence building is open from nine until five please follow "
    "signs to main entrance lift is out of service today how to appeal what to bring when you are called for "
    "jury service fees forms and opening hours new guide explains each step in plain language read it before "
    "you come an interpreter can be booked in advance"
)
ZH = (
    "法院将于星期二上午九时在第三法庭公开审理本案请旁听群众携带有效身份证件提前二十分钟到达安检处裁判文书已在网上公布"
    "立案大厅周末照常开放诉讼费用可以通过官方平台缴纳如需法律援助请拨打服务热线本院提醒当事人注意防范诈骗电话新的指南"
    "用简明的语言说明每一个步骤证人可以申请翻译无障碍通道位于东侧入口今日因设备检修暂停办理部分业务请大家相互转告谢谢配合"
)


def run(argv: list[str]) -> dict[str, Any]:
    """`--names N --small N --posts N`; p95_ms_300 and p95_ms_3000 by language, growth, rss_mib, ratio_to_bare."""
    parser = argparse.ArgumentParser(prog="checks", description=__doc__)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--posts", type=int, default=200)
    parser.add_argument("--measure", type=int, default=0, help=argparse.SUPPRESS)  # the size, in the fresh process
    asked = parser.parse_args(argv)
    if asked.measure:
        return _measured(asked.posts)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="praeco-bench-")))
        return _whole(folder, asked)


def _whole(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    court = _prepare(folder)
    names = register.make_names(asked.names, SEED)
    small = _filled(folder, court, names, asked.small, asked)
    large = _filled(folder, court, names, asked.names - asked.small, asked)
    growth = {
        f"{language}_{length}": round(large[f"p95_ms_{length}"][language] / small[f"p95_ms_{length}"][language], 2)
        for language in ("en", "zh")
        for length in LENGTHS
    }
    return {"database": settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1], "names": asked.names, **large,
            "growth": growth, "small": {"names": asked.small, **small}}  # fmt: skip


def _prepare(folder: Path) -> Any:
    _connect(folder)
    from django.core.management import call_command

    from tests.factories import make_account, make_court

    call_command("migrate", verbosity=0)
    court = make_court()
    make_account(court)
    return court


def _connect(folder: Path) -> None:
    if "DATABASE_URL" not in os.environ:
        settings.DATABASES["default"]["NAME"] = str(folder / "bench.sqlite3")
    django.setup()


def _filled(folder: Path, court: Any, names: Iterator[str], more: int, asked: argparse.Namespace) -> dict[str, Any]:
    """Fills in `more` names, then measures in a process whose memory holds nothing else."""
    from django.db import connection

    began = time.perf_counter()
    batch = list(islice(names, more))
    register.fill(court, batch)
    _fill_bare(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()
    print(f"{more} names filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    command = [sys.executable, "-m", "tests.bench", "checks", "--measure", "1", "--posts", str(asked.posts)]
    answer = subprocess.run(
        command, env={**os.environ, FOLDER: str(folder)}, check=True, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(answer.stdout.splitlines()[-1]))


def _fill_bare(names: list[str]) -> None:
    """Every name in clear in a table of its own: what the bare alternative searches."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_bare (name text NOT NULL)")
        cursor.executemany("INSERT INTO bench_bare (name) VALUES (%s)", [(name,) for name in names])


def _measured(posts: int) -> dict[str, Any]:
    """The figures of one process that reviews: milliseconds, MiB.

    `p95_first` is that of the first round, in which many a phrase and page is read for the first time. `p95_of_best`
    takes each text at the quickest of its rounds: what the machine's other work adds is left out.
    """
    _connect(Path(os.environ[FOLDER]))
    gc.freeze()  # as the web server does at its start
    kinds = ("p95", "median", "p95_cpu", "p95_first", "p95_of_best")
    found: dict[str, Any] = {f"{kind}_ms_{length}": {} for kind in kinds for length in LENGTHS}
    found |= {"bare_median_ms_3000": {}, "ratio_to_bare": {}}
    for language in ("en", "zh"):
        for length in LENGTHS:
            rounds = [_reviews(language, length, posts) for _ in range(ROUNDS)]
            times, work = zip(*(row for one in rounds for row in one), strict=True)
            best = [min(row[0] for row in same) for same in zip(*rounds, strict=True)]
            figures = {
                "p95": _p95(times),
                "median": statistics.median(times),
                "p95_cpu": _p95(work),
                "p95_first": _p95([row[0] for row in rounds[0]]),
                "p95_of_best": _p95(best),
            }
            for kind, seconds in figures.items():
                found[f"{kind}_ms_{length}"][language] = _ms(seconds)
        found["bare_median_ms_3000"][language] = _ms(statistics.median(_bare(language)))
        ratio = found["median_ms_3000"][language] / found["bare_median_ms_3000"][language]
        found["ratio_to_bare"][language] = round(ratio, 3)
    return {**found, "rss_mib": _memory()}


def _memory() -> int:
    """MiB that this process held at most. The kernel's own count: that of getrusage begins with the parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) >> 10


def _reviews(language: str, length: int, posts: int) -> list[tuple[float, float]]:
    """Seconds of `posts` whole reviews, as submission runs them, on the clock and of this process's own work.

    The first two, which load the packs, are left out. On a busy machine the second figure is the one to compare.
    """
    from publishing.models import Account

    account = Account.objects.select_related("court").get()
    return [_timed(partial(_review, account, language, text)) for text in _texts(language, length, posts + 2)][2:]


def _review(account: Any, language: str, text: str) -> None:
    """One review. Raises RuntimeError where a check could not run: what fails is soon done."""
    from approvals.services.reviews import review_dry

    found = review_dry(court=account.court, submission=_submission(account, language, text), title="Notice")
    if any(seen.finding.code == "check-failed" for seen in found.seen):
        raise RuntimeError("a check could not run")


def _submission(account: Any, language: str, text: str) -> Any:
    from publishing.domain.message import Message, MissedTime, Submission

    message = Message(account=str(account.pk), network="sandbox", language=language, segments=(text,))
    due = datetime.now(UTC) + timedelta(days=1)
    return Submission(account.court.slug, "P-1", "service-update", "access", (message,), due, MissedTime())


def _texts(language: str, length: int, count: int) -> list[str]:
    """Invented posts: ordinary words and, every few lines, somebody's name, of whom most are on no register."""
    luck = random.Random(f"{language}{length}")
    names = list(register.make_names(2_000, SEED + 1)) + list(islice(register.make_names(4_000, SEED), 2_000))
    makers = {"en": _english, "zh": _chinese}
    return [makers[language](luck, length, names) for _ in range(count)]


def _english(luck: random.Random, length: int, names: list[str]) -> str:
    words: list[str] = []
    ordinary = EN.split()
    while sum(map(len, words)) + len(words) < length:
        words.append(luck.choice(names) if luck.random() < 0.01 else luck.choice(ordinary))
    return " ".join(words)[:length]


def _chinese(luck: random.Random, length: int, names: list[str]) -> str:
    hans = [name for name in names if name[0] >= "\u3400"]
    text = ""
    while len(text) < length:
        start = luck.randrange(len(ZH) - 12)
        text += ZH[start : start + luck.randrange(2, 12)] + (luck.choice(hans) if luck.random() < 0.01 else "，")
    return text[:length]


def _bare(language: str) -> list[float]:
    from django.db import connection

    find = "strpos(%s, name)" if connection.vendor == "postgresql" else "instr(%s, name)"

    def search(text: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT name FROM bench_bare WHERE {find} > 0", [text])
            cursor.fetchall()

    return [_timed(lambda text=text: search(text))[0] for text in _texts(language, 3000, 9)]


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    started, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - worked


def _p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
