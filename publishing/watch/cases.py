"""What is wrong at this moment. It only reads, with a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Q, QuerySet
from django_q.models import OrmQ

from publishing.dispatcher.pauses import Pauses
from publishing.domain.delivery import State
from publishing.domain.message import MissedTime
from publishing.domain.timing import last_moment
from publishing.ground.models import AuditEntry, Court
from publishing.ground.notices import unsent
from publishing.models import Delivery, WorkerBeat
from publishing.proving import planned_on

from .timing import due

LATE = timedelta(seconds=60)
SOON = timedelta(minutes=15)
SILENT = timedelta(seconds=60)
STILL = timedelta(minutes=5)
MAIL_STILL = timedelta(minutes=15)
RECENT = timedelta(days=1)  # what stood still for longer when first looked at is no news
MOST = 1000
STOPPED = {State.FAILED: "failed", State.HELD: "held", State.UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class Found:
    """One case: its cause, an id, and its court and release where it has them. `news`: it began lately."""

    cause: str
    subject: str
    court: int | None = None
    reference: str = ""
    news: bool = True


def cases(now: datetime) -> list[Found]:
    """Every case that stands now."""
    looks: tuple[Callable[[datetime], Iterator[Found]], ...] = (
        _late, _stopped, _expiring, _workers, _queue, _mail, _trail, _connections,
    )  # fmt: skip
    return [found for look in looks for found in look(now)]


def oldest_task() -> datetime | None:
    """Since when the longest waiting task of the queue could have been taken. A task is free from its `lock` on."""
    found: datetime | None = OrmQ.objects.aggregate(at=Min("lock"))["at"]
    return found


def _late(now: datetime) -> Iterator[Found]:
    """What should be out and is still being tried; not what a person stopped."""
    rows = _open(State.SCHEDULED, State.SENDING).annotate(due=due()).filter(due__lt=now - LATE)
    yield from (_of(row, "late") for row in _unpaused(rows)[:MOST])
    going = _open(State.WITHDRAWING).filter(changed_at__lt=now - STILL)
    yield from (_of(row, "late") for row in going[:MOST])


def _stopped(now: datetime) -> Iterator[Found]:
    for row in _open(*STOPPED).order_by("-changed_at")[:MOST]:
        yield _of(row, STOPPED[State(row.state)], news=row.changed_at > now - RECENT)


def _expiring(now: datetime) -> Iterator[Found]:
    """What waits for a person or behind a pause, and soon may not be sent any more as it was approved."""
    rows = _open(State.HELD, State.SCHEDULED).filter(
        release__due_at__lt=now + SOON, release__due_at__gt=now - 30 * RECENT
    )
    for row in rows.filter(release__missed_minutes__isnull=False)[:MOST]:
        ends = last_moment(row.release.due_at, MissedTime(row.release.missed_minutes), row.ordered_at)
        waits = row.state == State.HELD or row.release.due_at < now
        if waits and now < ends <= now + SOON:
            yield _of(row, "expiring")


def _workers(now: datetime) -> Iterator[Found]:
    """One kind is told to be silent only where the other has been there long enough to bear witness."""
    beats = list(WorkerBeat.objects.values_list("kind", "started_at", "seen_at"))
    here = {kind for kind, _started, seen in beats if seen > now - SILENT}
    long = {kind for kind, started, seen in beats if seen > now - SILENT and started < now - SILENT}
    dispatcher, cluster = WorkerBeat.Kind.DISPATCHER, WorkerBeat.Kind.CLUSTER
    for kind, other, cause in ((dispatcher, cluster, "no-dispatcher"), (cluster, dispatcher, "no-cluster")):
        if kind not in here and other in long:
            yield Found(cause, "installation")


def _queue(now: datetime) -> Iterator[Found]:
    oldest = oldest_task()
    if oldest is not None and oldest < now - STILL:
        yield Found("queue-old", "installation")


def _mail(now: datetime) -> Iterator[Found]:
    if unsent().filter(created_at__lt=now - MAIL_STILL, created_at__gt=now - RECENT, tries__gt=1).exists():
        yield Found("mail-fails", "installation")


def _trail(now: datetime) -> Iterator[Found]:
    waiting = AuditEntry.objects.filter(seq=None, at__lt=now - STILL)
    for court in waiting.order_by().values_list("court", flat=True).distinct():
        yield Found("trail-unsealed", f"court:{court}", court)


def _connections(now: datetime) -> Iterator[Found]:
    """Accounts that are not connected, or whose secret is refused, while something is planned there."""
    lost = planned_on(now).filter(Q(connected=False) | Q(refused_at__isnull=False))
    for pk, court in lost.values_list("pk", "court")[:MOST]:
        yield Found("connection-lost", f"account:{pk}", court)


def _open(*states: State) -> QuerySet[Delivery]:
    """With every court named, the index on court and state serves both databases."""
    rows = Delivery.objects.filter(court__in=Court.objects.values("pk"), state__in=states)
    return rows.select_related("release", "account")


def _unpaused(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    standing = Pauses()
    standing.read()
    for scope in standing.scopes:
        rows = rows.exclude(scope.as_q())
    return rows


def _of(row: Delivery, cause: str, *, news: bool = True) -> Found:
    return Found(cause, f"delivery:{row.pk}", row.court_id, row.release.reference, news)
