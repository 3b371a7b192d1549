"""What is due once a second: leases that lapsed, doubts to look up, withdrawals, and times that were missed."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from publishing.domain.delivery import State
from publishing.domain.message import MissedTime
from publishing.domain.timing import ON_TIME, last_moment
from publishing.ground.saying import said
from publishing.models import Attempt, Delivery
from publishing.networks.base import Payload
from publishing.services import Change, follow_withdrawal, lock, move_many, note_many

from .claim import AT_REST, BATCH, MISSED, Claimed, revived
from .jobs import DEADLINE, LEASE, MARGIN, Job, Kind
from .lanes import Lanes

SETTLED_LATELY = timedelta(hours=1)


def expire(now: datetime, worker: str) -> set[UUID]:
    """Sendings whose dispatcher died become unknown, to be looked up at once: their deadline has passed."""
    rows = _locked(Delivery.objects.filter(state=State.SENDING, lease_until__lt=now))
    reason = said(_("The sending was interrupted here. Published or not? We do not know."))
    columns = {"reason": reason, "next_attempt_at": now, "claim": None, "lease_until": None}
    move_many([Change(row, State.UNKNOWN, dict(columns)) for row in rows], by=f"worker:{worker}", announce=False)
    return {row.release_id for row in rows}


def renew(jobs: list[Job], now: datetime) -> None:
    """Prolong the leases of jobs that still run here. What has lapsed is somebody else's: it begins nothing more."""
    until = now + LEASE
    for start in range(0, len(jobs), BATCH):
        held = jobs[start : start + BATCH]
        rows = Delivery.objects.filter(pk__in=[job.delivery.pk for job in held], claim__in=[job.claim for job in held])
        rows.filter(lease_until__gt=now).update(lease_until=until)
        kept = set(rows.filter(lease_until=until).values_list("claim", flat=True))
        for job in held:
            if job.claim in kept:
                job.begin_by = now + MARGIN


def hold_missed(now: datetime, worker: str) -> list[Delivery]:
    """Deliveries whose time has passed beyond their policy wait for a person, paused or not."""
    late = Delivery.objects.filter(state=State.SCHEDULED, next_attempt_at__lt=now - ON_TIME)
    limits = late.values_list("pk", "release__due_at", "release__missed_minutes", "ordered_at")
    # looked through before a batch is taken, which those that may still go would fill
    missed = [pk for pk, due_at, minutes, ordered_at in limits if _missed(due_at, minutes, ordered_at, now)]
    return _hold(_locked(late.filter(pk__in=missed[:BATCH])), said(MISSED), worker)


def hold_unconnected(now: datetime, worker: str) -> list[Delivery]:
    """What is due on an account that is not connected waits for a person."""
    rows = _locked(Delivery.objects.filter(state=State.SCHEDULED, next_attempt_at__lt=now, account__connected=False))
    return _hold(rows, said(_("The account is not connected. Ask an administrator to connect it.")), worker)


def follow_withdrawals(now: datetime, worker: str, since: datetime) -> set[UUID]:
    """What was in flight or in doubt when its release was withdrawn, and was settled after `since`.

    What a network refused to delete has an attempt of it, and waits for a person.
    """
    settled = Q(state=State.SENT) & ~Q(attempts__purpose=Kind.WITHDRAW)
    unsent = Q(state__in=(State.SCHEDULED, State.HELD, State.FAILED))
    withdrawn = Delivery.objects.filter(changed_at__gte=since, release__withdrawn_at__isnull=False)
    rows = _locked(withdrawn.filter(settled | unsent))
    follow_withdrawal(rows, by=f"worker:{worker}", announce=False)
    return {row.release_id for row in rows}


def claim_lookups(now: datetime, lanes: Lanes, worker: str) -> Claimed:
    """Lease the doubts whose time to be looked up has come."""
    rows = _free(Delivery.objects.filter(state=State.UNKNOWN, next_attempt_at__lte=now), now, lanes)
    sendings = _sendings(rows)
    jobs, changes = [], []
    for row in rows:
        past = sendings.get(row.pk)
        if not past:
            changes.append(Change(row, State.UNKNOWN, {"next_attempt_at": None}))
            continue
        columns = {"claim": uuid.uuid4(), "lease_until": now + 2 * LEASE, "lookups": row.lookups + 1}
        changes.append(Change(row, State.UNKNOWN, columns))
        memos = [memo for number, memo in enumerate(past[1]) if memo not in past[1][:number]]
        jobs.append(Job(Kind.LOOKUP, row, 0, now, now + DEADLINE, past[0], memos, past[2]))
    note_many(changes)
    _attempts(jobs, now, worker)
    return Claimed(jobs)


def claim_withdrawals(now: datetime, lanes: Lanes, worker: str) -> Claimed:
    """Lease what is to be deleted at the networks. A pause does not stop it."""
    rows = _free(Delivery.objects.filter(state=State.WITHDRAWING, next_attempt_at__lte=now), now, lanes)
    columns = {"lease_until": now + 2 * LEASE}
    changes = [
        Change(row, State.WITHDRAWING, {**columns, "claim": uuid.uuid4(), "tries": row.tries + 1}) for row in rows
    ]
    note_many(changes)
    jobs = [Job(Kind.WITHDRAW, row, 0, now, now + DEADLINE, Payload("", {}), [], now) for row in rows]
    _attempts(jobs, now, worker)
    return Claimed(jobs)


def _locked(rows: QuerySet[Delivery]) -> list[Delivery]:
    ids = rows.order_by("pk").select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:BATCH]
    return lock(list(ids))


def _free(rows: QuerySet[Delivery], now: datetime, lanes: Lanes) -> list[Delivery]:
    """Those that nobody works on, as many of each lane as it has free slots."""
    rows = rows.filter(Q(claim=None) | Q(lease_until__lt=now))
    for network, base_url in lanes.full():
        rows = rows.exclude(account__network=network, account__base_url=base_url)
    return lanes.fitting(_locked(rows))


def _missed(due_at: datetime, minutes: int | None, ordered_at: datetime | None, now: datetime) -> bool:
    return now > last_moment(due_at, MissedTime(minutes), ordered_at)


def _hold(rows: list[Delivery], reason: str, worker: str) -> list[Delivery]:
    columns = {"reason": reason, **AT_REST}
    move_many([Change(row, State.HELD, dict(columns)) for row in rows], by=f"worker:{worker}", announce=False)
    return rows


def _sendings(rows: list[Delivery]) -> dict[int, tuple[Payload, list[dict[str, object]], datetime]]:
    """By delivery: the request, what each try left (the newest first), and when the first one began."""
    tried = Attempt.objects.filter(delivery__in=[row.pk for row in rows], purpose=Kind.SEND).order_by("-number")
    found: dict[int, tuple[Payload, list[dict[str, object]], datetime]] = {}
    for attempt in tried:
        memos = found[attempt.delivery_id][1] if attempt.delivery_id in found else []
        if payload := revived(attempt.payload):
            found[attempt.delivery_id] = (payload, [*memos, attempt.memo], attempt.started_at)
    return found


def _attempts(jobs: list[Job], now: datetime, worker: str) -> None:
    numbers = {Kind.LOOKUP: "lookups", Kind.WITHDRAW: "tries"}
    rows = [
        Attempt(
            delivery=job.delivery, purpose=job.kind, number=getattr(job.delivery, numbers[job.kind]),
            worker=worker, started_at=now,
        )
        for job in jobs
    ]  # fmt: skip
    for job, attempt in zip(jobs, Attempt.objects.bulk_create(rows), strict=True):
        job.attempt = attempt.pk
