"""Taking what is due: select ids, update those very rows, and commit the exact requests before a byte leaves."""

from __future__ import annotations

import json
import logging
import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_noop as _

from publishing.domain.delivery import State
from publishing.domain.digest import parse
from publishing.domain.message import Message
from publishing.domain.timing import last_moment
from publishing.ground.saying import said, told
from publishing.models import Attempt, Delivery
from publishing.networks.base import Payload, Permanent
from publishing.networks.registry import adapter
from publishing.scopes import unpaused
from publishing.services import Change, lock, move_many

from .faults import fault
from .jobs import AHEAD, DEADLINE, MARGIN, Job, Kind, Lane
from .lanes import Lanes
from .pauses import Pauses
from .throttle import room, unhindered, within_budget

log = logging.getLogger(__name__)
BATCH = 100
AT_REST = {"next_attempt_at": None, "claim": None, "lease_until": None}
MISSED = _("Its time has passed. A person decides whether it still goes out.")


class Unsendable(Exception):
    """It waits for a person. The text says why, in plain words."""


@dataclass(slots=True)
class Claimed:
    """Jobs for the pool, and the deliveries that must wait for a person instead."""

    jobs: list[Job] = field(default_factory=list)
    held: list[Delivery] = field(default_factory=list)


def claimable(now: datetime, pauses: Pauses) -> QuerySet[Delivery]:
    """What may be sent: due, reviewed with the register as it is now, connected, not paused, not throttled."""
    rows = Delivery.objects.filter(
        unpaused(pauses.scopes),
        state=State.SCHEDULED,
        next_attempt_at__lte=now + AHEAD,
        account__connected=True,
        release__withdrawn_at=None,
        release__reviewed_at__isnull=False,
        release__reviewed_register_version=F("court__register_version"),
    )
    return unhindered(rows, now)


def is_due(now: datetime, pauses: Pauses, lanes: Lanes) -> bool:
    """Whether a claim would find something: asked before the write lock is taken."""
    if not pauses.fresh:
        return False
    rows = claimable(now, pauses)
    for network, base_url in lanes.full():
        rows = rows.exclude(account__network=network, account__base_url=base_url)
    return rows.exists()


def claim_due(now: datetime, pauses: Pauses, lanes: Lanes, worker: str) -> Claimed:
    """Claims what is due, no more of each lane than it has free slots. Runs inside the caller's transaction."""
    claimed = Claimed()
    if not pauses.fresh:
        return claimed
    rows = claimable(now, pauses)
    for lane in set(rows.order_by().values_list("account__network", "account__base_url").distinct()):
        ids = _lane_ids(rows, lane, min(lanes.free(lane), BATCH))
        ids = ids[: room(lane, len(ids), now)]
        if ids:
            _claim(within_budget(lock(ids), now), now, worker, claimed)
    return claimed


def _lane_ids(rows: QuerySet[Delivery], lane: Lane, limit: int) -> list[int]:
    if limit <= 0:
        return []
    of_lane = rows.filter(account__network=lane[0], account__base_url=lane[1]).order_by("next_attempt_at", "id")
    return list(of_lane.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:limit])


def _claim(rows: list[Delivery], now: datetime, worker: str, claimed: Claimed) -> None:
    first = _first_sendings([row.pk for row in rows if row.tries])
    changes, attempts, jobs = [], [], []
    for row in rows:
        try:
            attempt, job = _prepare(row, first.get(row.pk, []), now, worker)
        except Unsendable as reason:
            changes.append(Change(row, State.HELD, {"reason": told(reason), **AT_REST}))
            claimed.held.append(row)
            continue
        columns = {"claim": uuid.uuid4(), "lease_until": job.begin_by + DEADLINE, "tries": attempt.number}
        changes.append(Change(row, State.SENDING, columns))
        attempts.append(attempt)
        jobs.append(job)
    move_many(changes, by=f"worker:{worker}", announce=False)
    _insert(attempts, jobs)
    claimed.jobs += jobs


def _prepare(row: Delivery, past: list[Attempt], now: datetime, worker: str) -> tuple[Attempt, Job]:
    """The attempt to commit and the job to do. The same instant makes the same request, whatever the try."""
    message = _message(row, now)
    started = past[0].started_at if past else now
    try:
        payload = adapter(row.account.network).prepare(message, key_of(row), started)
        stored = plain(payload)
    except Permanent as refusal:
        raise Unsendable(told(refusal)) from None
    except Exception as error:  # one message that cannot be prepared must not hold up the others
        log.error("delivery %s cannot be prepared: %s", row.pk, fault(error))
        raise Unsendable(said(_("The request could not be prepared here. Tell the administrator."))) from None
    if past and past[0].payload != stored:
        raise Unsendable(said(_("The request of the first try cannot be made again. Look at the network.")))
    memos = [past[-1].memo] if past and row.ordered_at is None else []
    attempt = Attempt(
        delivery=row, purpose=Kind.SEND, number=row.tries + 1, worker=worker, started_at=now, payload=stored,
        memo=memos[0] if memos else {},
    )  # fmt: skip
    at = row.next_attempt_at or now
    latest = max(now, at)
    return attempt, Job(Kind.SEND, row, 0, at, latest + DEADLINE, payload, memos, started, latest + MARGIN)


def _message(row: Delivery, now: datetime) -> Message:
    release = row.release
    try:
        submission = parse(release.content)
    except (ValueError, TypeError, KeyError):
        raise Unsendable(said(_("The stored content cannot be read."))) from None
    if (submission.due_at, submission.missed.minutes) != (release.due_at, release.missed_minutes):
        raise Unsendable(said(_("Its time is not what was approved any more.")))
    if max(now, row.next_attempt_at or now) > last_moment(submission.due_at, submission.missed, row.ordered_at):
        raise Unsendable(said(MISSED))
    for message in submission.messages:
        if message.account == str(row.account_id):
            return message
    raise Unsendable(said(_("What was approved has no words for this account.")))


def _first_sendings(ids: list[int]) -> dict[int, list[Attempt]]:
    """Earlier sendings by delivery, the first one first."""
    found: dict[int, list[Attempt]] = {}
    if ids:
        for attempt in Attempt.objects.filter(delivery__in=ids, purpose=Kind.SEND).order_by("number"):
            found.setdefault(attempt.delivery_id, []).append(attempt)
    return found


def _insert(attempts: list[Attempt], jobs: list[Job]) -> None:
    for job, attempt in zip(jobs, Attempt.objects.bulk_create(attempts), strict=True):
        job.attempt = attempt.pk


def key_of(row: Delivery) -> str:
    """The idempotency key: the same for a delivery, whatever the try."""
    return str(uuid.uuid5(row.release_id, str(row.account_id)))


def plain(payload: Payload) -> dict[str, Any]:
    """A payload as JSON would give it back."""
    stored: dict[str, Any] = json.loads(json.dumps(asdict(payload)))
    return stored


def revived(stored: dict[str, Any]) -> Payload | None:
    """The Payload that `plain` made into `stored`; None for anything else, so that one bad row stops no other."""
    match stored:
        case {"key": str(key), "body": dict(body), "media": list(media)}:
            return Payload(key, body, tuple(media))
    return None
