"""What the page shows: shares by day, signs of life with the oldest work, and what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min
from django.db.models.functions import TruncDate

from publishing.domain.delivery import State
from publishing.ground.failing import failing_for
from publishing.ground.models import Court, Person
from publishing.models import Alert, Attempt, Delivery, WorkerBeat

from .cases import oldest_task
from .kinds import CAUSES
from .timing import WITHIN, sent_since, within
from .webhook import waiting

DAYS = 30
ALIVE = timedelta(seconds=15)
BUSY = (State.SENDING, State.UNKNOWN, State.WITHDRAWING)


@dataclass(frozen=True, slots=True)
class Day:
    """How many deliveries went out on a day of the court, and how many of them within 1, 10 and 60 s."""

    day: date
    sent: int
    counts: tuple[int, ...]

    @property
    def shares(self) -> list[tuple[int, int]]:
        """(per cent, how many) for each limit. 100 only where it was every one."""
        return [
            (100 if count == self.sent else min(round(100 * count / self.sent), 99), count) for count in self.counts
        ]


@dataclass(frozen=True, slots=True)
class Sign:
    """One process: `oldest` is since when the longest waiting of its work waits."""

    name: str
    machine: str
    kind: str
    since: datetime
    seen: datetime
    oldest: datetime | None
    alive: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What is wrong, how often, and since when the first."""

    cause: str
    name: Any
    count: int
    since: datetime


def days(court: Court, now: datetime) -> list[Day]:
    """The last DAYS days of the court on which something went out, the newest first, in one query."""
    first = (now.astimezone(court.zone) - timedelta(days=DAYS - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
    limits = {f"in_{place}": Count("pk", filter=within(limit)) for place, limit in enumerate(WITHIN)}
    rows = sent_since(first).filter(court=court).annotate(day=TruncDate("sent_at", tzinfo=court.zone))
    found: Any = rows.order_by("-day").values("day").annotate(sent=Count("pk"), **limits)
    return [Day(row["day"], row["sent"], tuple(row[f"in_{place}"] for place in range(len(WITHIN)))) for row in found]


def signs(now: datetime) -> list[Sign]:
    """Every dispatcher and cluster of the last day, those that are silent first."""
    working = Attempt.objects.filter(delivery__state__in=BUSY, ended_at=None)
    working = working.filter(delivery__court__in=Court.objects.values("pk")).order_by()
    oldest = dict(working.values("worker").annotate(at=Min("started_at")).values_list("worker", "at"))
    task = oldest_task()
    waits = task if task and task < now else None
    found = []
    for beat in WorkerBeat.objects.order_by("kind", "name"):
        work = oldest.get(beat.name) if beat.kind == WorkerBeat.Kind.DISPATCHER else waits
        alive = beat.seen_at > now - ALIVE
        machine, kind = beat.name.rpartition("-")[0], beat.get_kind_display()
        found.append(Sign(beat.name, machine, kind, beat.started_at, beat.seen_at, work, alive))
    return sorted(found, key=lambda sign: sign.alive)


def standing(person: Person, court: Court) -> list[Standing]:
    """Alerts of the court and of the installation, by cause, without those of posts that are sealed to the person."""
    rows = Alert.objects.filter(over_at=None)
    rows = rows.filter(court=court) | rows.filter(court=None)
    alerts = list(rows.order_by("opened_at"))
    keys = {int(key) for one in alerts if (key := _delivery(one)).isdigit()}
    known = set(Delivery.objects.filter(court=court, pk__in=keys).known_to(person).values_list("pk", flat=True))
    mine = [one for one in alerts if not _delivery(one) or int(_delivery(one)) in known]
    counts = Counter(one.kind for one in mine)
    first = {one.kind: one.opened_at for one in reversed(mine)}
    return [Standing(kind, CAUSES[kind].name, counts[kind], first[kind]) for kind in CAUSES if kind in counts]


def unsent(person: Person) -> dict[str, Any]:
    """Alerts that could not be handed over: calls to the webhook, and mails of the courts that the person runs."""
    calls = waiting().aggregate(count=Count("pk"), oldest=Min("created_at"))
    failed = waiting().exclude(error="").order_by("-created_at").values_list("error", flat=True).first()
    mails = failing_for(person).filter(kind__startswith="alert-").count()
    return {"calls": calls["count"], "oldest": calls["oldest"], "error": failed or "", "mails": mails}


def _delivery(alert: Alert) -> str:
    """The id of the delivery that it is about, or nothing."""
    return alert.subject.removeprefix("delivery:") if alert.subject.startswith("delivery:") else ""
