"""What is scheduled and what is out, read again with the register of today. Bounded, in batches, safe to run twice."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from approvals.models import Decision, Objection, Sweep
from publishing.dispatcher.duty import call_people
from publishing.domain.delivery import State
from publishing.ground import audit
from publishing.ground.models import Court
from publishing.models import Delivery, Release
from publishing.services import release_hold

from .objections import broken, objection_drop, objection_raise, tell
from .standing import cannot_run, findings_against, release_review

HOUR = 3  # of the court's day
RECENT = timedelta(days=90)  # read whole every time
OLDER = 500  # further back, a batch at a time, from the newest to the oldest and again
LEASE = timedelta(hours=3)  # after which a run counts as dead
AGAIN = timedelta(minutes=30)  # between two runs because the register moved
OUT = (State.SENT, State.WITHDRAWING, State.WITHDRAWN)  # withdrawn ones too: the public record shows their words
log = logging.getLogger(__name__)


def sweeps_due() -> list[int]:
    """Ids of courts whose night has come, or whose register moved since their last run."""
    now = timezone.now()
    return [court.pk for court in Court.objects.all() if _due(court, court.sweeps.order_by("-started_at").first(), now)]


def sweep_run(court: Court) -> Sweep | None:
    """One run over `court`; None while another one is at work."""
    sweep = _begin(court)
    if sweep is None:
        return None
    held: list[Delivery] = []
    for release in _scheduled(court):
        held += _hold(sweep, release)
    for release in _recent(sweep):
        _look(sweep, release)
    older = list(_older(sweep))
    for release in older:
        _look(sweep, release)
    sweep.older_than = older[-1].due_at if len(older) == OLDER else None
    _end(sweep, held)
    return sweep


def _due(court: Court, last: Sweep | None, now: datetime) -> bool:
    if last is None:
        return True
    if last.ended_at is None and last.started_at > now - LEASE:
        return False
    if last.started_at < _night(court, now):
        return True
    return last.register_version != court.register_version and last.started_at < now - AGAIN


def _night(court: Court, now: datetime) -> datetime:
    """The last time at which a run of the night was due."""
    local = now.astimezone(court.zone)
    night = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return night if night <= local else night - timedelta(days=1)


@transaction.atomic
def _begin(court: Court) -> Sweep | None:
    now = timezone.now()
    fresh = Court.objects.select_for_update().get(pk=court.pk)
    last = fresh.sweeps.order_by("-started_at").first()
    if last and last.ended_at is None and last.started_at > now - LEASE:
        return None
    return Sweep.objects.create(
        court=fresh,
        started_at=now,
        register_version=fresh.register_version,
        older_than=last.older_than if last else None,
    )


def _scheduled(court: Court) -> QuerySet[Release]:
    rows = Delivery.objects.filter(release=OuterRef("pk"), state=State.SCHEDULED)
    found: QuerySet[Release] = Release.objects.filter(Exists(rows), court=court)
    return found.select_related("court").order_by("due_at")


def _out(sweep: Sweep) -> QuerySet[Release]:
    """What stands at a network or on the public record, without what was withheld already."""
    said = Delivery.objects.filter(release=OuterRef("pk"), state__in=OUT)
    withheld = Objection.objects.filter(release=OuterRef("pk"), decision=Decision.WITHDRAWN)
    found: QuerySet[Release] = Release.objects.filter(Exists(said), ~Exists(withheld), court=sweep.court_id)
    return found.select_related("court").order_by("-due_at")


def _recent(sweep: Sweep) -> QuerySet[Release]:
    return _out(sweep).filter(due_at__gte=sweep.started_at - RECENT)


def _older(sweep: Sweep) -> QuerySet[Release]:
    end = sweep.started_at - RECENT
    return _out(sweep).filter(due_at__lt=min(sweep.older_than or end, end))[:OLDER]


def _hold(sweep: Sweep, release: Release) -> list[Delivery]:
    """Holds what would not pass; the deliveries that it held. Checks that cannot run leave it to the last gate."""
    try:
        result = release_review(release)
        sweep.looked += 1
        if cannot_run(result):
            sweep.failed += 1
            return []
        if not (reason := findings_against(result)):
            return []
        with transaction.atomic():
            rows = list(release.deliveries.filter(state=State.SCHEDULED).select_related("release", "court"))
            sweep.held += bool(release_hold(release, reason=reason, by=audit.SYSTEM))
    except Exception as error:
        _failed(sweep, release, error)
        return []
    return rows


def _look(sweep: Sweep, release: Release) -> None:
    """Raises an objection against what breaks an order of today, or drops one that is no longer found."""
    try:
        result = release_review(release)
        sweep.looked += 1
        if cannot_run(result):
            sweep.failed += 1
        elif found := broken(result):
            sweep.found += objection_raise(release=release, seen=found, register_version=result.register_version)
        else:
            objection_drop(release=release)
    except Exception as error:
        _failed(sweep, release, error)


def _failed(sweep: Sweep, release: Release, error: Exception) -> None:
    """One release that cannot be read stops no other. The words of the error may repeat the post."""
    log.error("release %s could not be swept: %s", release.pk, type(error).__name__)
    sweep.failed += 1


@transaction.atomic
def _end(sweep: Sweep, held: list[Delivery]) -> None:
    sweep.ended_at = timezone.now()
    sweep.save()
    facts = {name: getattr(sweep, name) for name in ("looked", "held", "found", "failed", "register_version")}
    audit.record(sweep.court, "swept", actor=audit.SYSTEM, subject=f"court:{sweep.court_id}", facts=facts)
    if held:
        call_people(held)
    if sweep.found:
        tell(sweep.court, sweep.found)
