"""What the outbox reads: its tabs, their counts, the workers, the pauses, and what goes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from publishing.domain.delivery import NEEDS_A_PERSON, State
from publishing.ground.models import Person
from publishing.ground.rights import open_to
from publishing.models import Account, Breaker, Delivery, Pause, WorkerBeat

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
ALIVE = timedelta(seconds=15)
TABS = ("needs", "waiting", "sending", "sent", "ended")
LOOKED_AT = 200  # so many lines are looked through for the one that follows


@dataclass(frozen=True, slots=True)
class Life:
    """How many dispatchers gave a sign of life lately, and when the last one did."""

    workers: int
    seen_at: datetime | None

    @property
    def seconds(self) -> int:
        """Since the last one."""
        return int((timezone.now() - self.seen_at).total_seconds()) if self.seen_at else 0


def tab_filter(tab: str, now: datetime) -> Q:
    """The deliveries of one of TABS."""
    return {
        # a reason on what is out says that a network refused to delete it
        "needs": Q(state__in=NEEDS_A_PERSON) | Q(state=State.SENT, changed_at__gte=now - MONTH) & ~Q(reason=""),
        "waiting": Q(state=State.SCHEDULED),
        "sending": Q(state__in=(State.SENDING, State.WITHDRAWING)),
        "sent": Q(state=State.SENT, sent_at__gte=now - WEEK),
        "ended": Q(state__in=(State.CANCELLED, State.WITHDRAWN), changed_at__gte=now - MONTH),
    }[tab]


def counts(person: Person, now: datetime) -> dict[str, int]:
    """How many deliveries of the person's courts each tab has, in one query."""
    open_or_new = ~Q(state__in=(State.SENT, State.CANCELLED, State.WITHDRAWN)) | Q(changed_at__gte=now - MONTH)
    rows = Delivery.objects.for_person(person).filter(open_or_new)
    found: dict[str, int] = rows.aggregate(**{tab: Count("pk", filter=tab_filter(tab, now)) for tab in TABS})
    return found


def rows_of(person: Person, tab: str, now: datetime) -> QuerySet[Delivery]:
    """What one tab lists: what is next first, except where the newest matters."""
    order = ("-changed_at", "-pk") if tab in ("sent", "ended") else ("release__due_at", "pk")
    rows: QuerySet[Delivery] = Delivery.objects.for_person(person).filter(tab_filter(tab, now))
    return rows.select_related("release", "account", "court").prefetch_related("attempts").order_by(*order)


def place_of(person: Person, row: Delivery, now: datetime) -> tuple[str, int | None]:
    """The tab that lists `row`, and the key of the delivery that follows it there; none after the last one."""
    mine = Delivery.objects.filter(pk=row.pk)
    tab = next((tab for tab in TABS if mine.filter(tab_filter(tab, now)).exists()), TABS[0])
    keys = list(rows_of(person, tab, now).prefetch_related(None).values_list("pk", flat=True)[:LOOKED_AT])
    after = keys[keys.index(row.pk) + 1 :] if row.pk in keys else []
    return tab, after[0] if after else None


def next_to_go(person: Person) -> Delivery | None:
    rows: QuerySet[Delivery] = Delivery.objects.for_person(person).filter(state=State.SCHEDULED)
    return rows.select_related("release", "court").order_by("next_attempt_at", "pk").first()


def life() -> Life:
    beats = list(WorkerBeat.objects.filter(kind=WorkerBeat.Kind.DISPATCHER).values_list("seen_at", flat=True))
    alive = [seen for seen in beats if seen > timezone.now() - ALIVE]
    return Life(len(alive), max(beats, default=None))


def down(person: Person) -> list[Breaker]:
    """The servers of the person's courts that do not answer, and to which nothing new is sent for a while."""
    mine = Account.objects.filter(court__in=open_to("outbox_read", person)).values_list("network", "base_url")
    known = set(mine.distinct())
    rows = Breaker.objects.filter(open_until__isnull=False).order_by("network", "base_url")
    return [row for row in rows if (row.network, row.base_url) in known]


def pauses(person: Person) -> list[Pause]:
    """The pauses that stop something of the person's courts."""
    courts = open_to("outbox_read", person)  # who pauses sees what is paused
    rows = Pause.objects.filter(Q(court__in=courts) | Q(court=None), lifted_at=None)
    return list(rows.select_related("court", "account", "paused_by").order_by("paused_at"))
