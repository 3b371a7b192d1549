"""python -m tests.bench._reviewing: reviews posts on the database of DATABASE_URL, as often as it is asked to.

A process of its own, whose memory holds nothing else. It reads a line at a time and answers each with one of JSON:

    review en 3000 200   [[seconds, seconds of this process's own work], …] of so many whole reviews
    search en            the same of the bare alternative: every name in clear, looked for in the text as a substring
    memory               MiB that this process held at most
"""

from __future__ import annotations

import gc
import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import django

from tests.bench import register

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
SEED = 7
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
Seconds = list[tuple[float, float]]


def main() -> None:
    answers: dict[str, Callable[..., Any]] = {"review": reviews, "search": searches, "memory": memory}
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # both as the web server does at its start
    for line in sys.stdin:
        what, *of = line.split()
        print(json.dumps(answers[what](*of)), flush=True)


def reviews(language: str, length: str, posts: str) -> Seconds:
    """Of `posts` reviews, as submission runs them. The first two, which load the packs, are left out.

    On a busy machine the second of the figures is the one to compare.
    """
    from publishing.models import Account

    account = Account.objects.select_related("court").get()
    texts = _texts(language, int(length), int(posts) + 2)
    return [_timed(partial(_review, account, language, text)) for text in texts][2:]


def searches(language: str) -> Seconds:
    from django.db import connection

    find = "strpos(%s, name)" if connection.vendor == "postgresql" else "instr(%s, name)"

    def search(text: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT name FROM bench_bare WHERE {find} > 0", [text])
            cursor.fetchall()

    return [_timed(partial(search, text)) for text in _texts(language, 3000, 9)]


def memory() -> int:
    """The kernel's own count: that of getrusage begins with the parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) >> 10


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


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    started, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - worked


if __name__ == "__main__":
    django.setup()
    main()
