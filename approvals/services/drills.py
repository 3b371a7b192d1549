"""Drills: the way of an emergency, walked through the same services and measured. Nothing of one goes out.

Where an emergency is released, a drill is complete: `drill_complete` stands in for the Release, which neither the
services nor the database would let a drill have.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from approvals.domain.route_table import ON_DUTY
from approvals.models import Drill, Duty, Part, Round, SoloRelease, Vote
from publishing.domain.digest import parse
from publishing.domain.timing import first_attempt
from publishing.ground import audit
from publishing.ground.drill import MARK
from publishing.ground.models import Court, Person
from publishing.ground.notices import tell
from publishing.ground.rights import may
from publishing.models import Release

from . import letters
from .drilling import drill_refusal
from .refusals import Invalid, NotAllowed, NotCleared, Refused
from .roster import on_duty
from .solo import duties_of
from .standing import findings_against, release_review, votes_missing
from .tags import names_someone
from .votes import object_locked

EVERY = timedelta(days=90)  # one a quarter is the practice
WORDS = 10  # characters of a reason at least
HANDED_IN = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_APPROVED)


@dataclass(frozen=True, slots=True)
class Times:
    """When each step of a drill was done; None where it is not."""

    drafted_at: datetime | None
    submitted_at: datetime | None
    signed_at: datetime | None
    cleared_at: datetime | None = None
    out_at: datetime | None = None


def why_not_order(person: Person, court: Court, at: datetime) -> str:
    """Why `person` may not begin or end a drill of `court`, in plain words; nothing when they may."""
    if may("drill_start", person, court) or duties_of(person, court, at):
        return ""
    return _("A drill is ordered by whoever is on duty, the head of communications or an administrator.")


@transaction.atomic
def drill_start(*, court: Court, person: Person) -> Drill:
    """Begins a drill: its clock runs, and those on duty are told. Raises NotAllowed, Refused while another runs."""
    court, now = Court.objects.select_for_update().get(pk=court.pk), timezone.now()
    if refusal := why_not_order(person, court, now):
        raise NotAllowed(refusal)
    if Drill.objects.running().filter(court=court).exists():
        raise Refused(_("A drill is running already. Take part in it, or end it first."))
    drill: Drill = Drill.objects.create(
        court=court, reference=_reference(court, now), started_by=person, started_at=now
    )
    _record(drill, "drill_started", audit.actor_of(person))
    _tell("drill-started", drill, _called(court, now) - {person.pk})
    return drill


@transaction.atomic
def drill_end(*, drill: Drill, person: Person, reason: str) -> Drill:
    """Breaks a drill off, with a reason; what was handed in is called back. Raises NotAllowed, Refused, Invalid."""
    if refusal := why_not_order(person, drill.court, timezone.now()):
        raise NotAllowed(refusal)
    words = _reason_checked(drill.court, reason)
    round = _round_of(drill)
    if round is not None:
        letters.settled(round)
        object_locked(round)  # before all else, as a vote does
    row: Drill | None = Drill.objects.running().select_for_update(of=("self",)).filter(pk=drill.pk).first()
    if row is None:
        raise Refused(_("This drill is over already."))
    _close(row, times_of(row), person, words)
    if round is not None and round.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS:
        round.workflow_state.cancel(user=person)
    _record(row, "drill_broken_off", audit.actor_of(person))
    _tell("drill-broken-off", row, _took_part(row) - {person.pk})
    return row


def drill_complete(*, round: Round, person: Person | None) -> Drill:
    """Ends the drill whose votes are in, asking the last gate as before a sending. Raises NotCleared.

    Called in the transaction of the workflow's end, where an emergency is released.
    """
    drill: Drill | None = (
        Drill.objects.running().select_for_update(of=("self",)).filter(court=round.court, reference=round.reference)
    ).first()
    if drill is None:
        raise NotCleared(drill_refusal(round.reference))
    if refusal := _gate(round):
        raise NotCleared(refusal)
    now, submission = timezone.now(), parse(round.content)
    steps = {**asdict(times_of(drill)), "cleared_at": now}
    _close(drill, Times(**steps | {"out_at": first_attempt(submission.due_at, submission.missed, now)}), person)
    letters.settled(round)
    _record(drill, "drill_complete", audit.actor_of(person), digest=round.digest, minutes=minutes_of(drill))
    kind = "drill-complete" if drill.out_at else "drill-complete-late"
    _tell(kind, drill, _took_part(drill), minutes=minutes_of(drill) or 0)
    return drill


def times_of(drill: Drill) -> Times:
    """The steps of a drill: as they were kept when it ended, or as its round stands now."""
    if drill.ended_at:
        return Times(drill.drafted_at, drill.submitted_at, drill.signed_at, drill.cleared_at, drill.out_at)
    round = _round_of(drill)
    if round is None or not round.content or round.workflow_state.status not in HANDED_IN:
        return Times(drill.drafted_at, None, None)
    votes = Vote.objects.standing().filter(round=round, digest=round.digest, duty=Duty.APPROVED)
    alone = SoloRelease.objects.filter(round=round, digest=round.digest)
    signed = [*votes.values_list("at", flat=True), *alone.values_list("at", flat=True)]
    return Times(drill.drafted_at, round.submitted_at, min(signed, default=None))


def minutes_of(drill: Drill, moment: datetime | None = None) -> int | None:
    """Minutes from the alarm to `moment`, or to when it would have been out; begun ones count whole."""
    until = moment or drill.out_at
    return math.ceil((until - drill.started_at).total_seconds() / 60) if until else None


def parts_of(drill: Drill) -> dict[Person, list[str]]:
    """Who took part, and how, in the order in which they did."""
    found: dict[Person, list[str]] = {}
    for person, how in _parts(drill):
        if how not in found.setdefault(person, []):
            found[person].append(how)
    return found


def last_complete(court: Court) -> Drill | None:
    """The newest drill of `court` that came to its end."""
    found: Drill | None = Drill.objects.filter(court=court, cleared_at__isnull=False).first()
    return found


def is_due(court: Court, at: datetime) -> bool:
    """Whether the last complete drill of `court` is more than a quarter ago."""
    last = last_complete(court)
    return last is None or last.started_at <= at - EVERY


def _parts(drill: Drill) -> Iterator[tuple[Person, str]]:
    yield drill.started_by, _("ordered it")
    where = {"round__court": drill.court, "round__reference": drill.reference}
    for part in Part.objects.filter(**where).select_related("person").order_by("at"):
        yield part.person, part.get_duty_display()
    for solo in SoloRelease.objects.filter(**where).select_related("person"):
        yield solo.person, _("released it with one signature")
    if drill.ended_by and not drill.cleared_at:
        yield drill.ended_by, _("broke it off")


def _took_part(drill: Drill) -> set[int]:
    return {person.pk for person in parts_of(drill)}


def _called(court: Court, at: datetime) -> set[int]:
    """Ids of those whom the alarm reaches: on duty in each role of emergencies, else all who hold it."""
    return {key for role in ON_DUTY.roles for key in (on_duty(court, role, at) or court.holders(role))}


def _reference(court: Court, at: datetime) -> str:
    begin = f"{court.code}{MARK}{at.astimezone(court.zone).year}-"
    return f"{begin}{Drill.objects.filter(court=court, reference__startswith=begin).count() + 1:04d}"


def _round_of(drill: Drill) -> Round | None:
    rounds = Round.objects.filter(court=drill.court, reference=drill.reference)
    found: Round | None = rounds.select_related("court", "workflow_state").order_by("-pk").first()
    return found


def _gate(round: Round) -> str:
    """Why the last check before a sending would hold it; nothing when it would pass. The release is never stored."""
    release = Release(court=round.court, reference=round.reference, content=round.content, digest=round.digest)
    result = release_review(release)
    return findings_against(result) or votes_missing(release, result)


def _close(drill: Drill, times: Times, person: Person | None, reason: str = "") -> None:
    kept = asdict(times) | {"ended_at": times.cleared_at or timezone.now(), "ended_by": person, "reason": reason}
    for name, value in kept.items():
        setattr(drill, name, value)
    drill.save(update_fields=list(kept))


def _reason_checked(court: Court, reason: str) -> str:
    words = reason.strip()
    if len(words) < WORDS:
        raise Invalid({"reason": _("Write in a sentence why it ends here. Those who took part read it.")})
    if names_someone(court, words):
        raise Invalid({"reason": _("Your words may name someone protected. Write them without the name.")})
    return words


def _record(drill: Drill, act: str, actor: str, **facts: Any) -> None:
    audit.record(
        drill.court, act, actor=actor, subject=f"drill:{drill.pk}", facts={"reference": drill.reference, **facts}
    )


def _tell(kind: str, drill: Drill, people: set[int], **facts: Any) -> None:
    facts |= {"reference": drill.reference, "court": drill.court.name}
    tell(kind, court=drill.court, people=people, about=(drill.pk,), facts=facts, urgent=True)
