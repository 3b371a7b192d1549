"""An emergency that goes out with one signature: the one act that sends without the second, and never by itself.

It leaves out one vote and nothing else. The checks, the gate and the dispatcher ask as ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from approvals.domain.reviewable import Reviewable
from approvals.domain.route_table import ON_DUTY, ROUTES, Code
from approvals.models import Round, SoloRelease, Vote
from approvals.notice_kinds import ASKED
from publishing.ground import audit
from publishing.ground.drill import is_drill
from publishing.ground.models import Court, Membership, Notice, Person
from publishing.ground.notices import tell
from publishing.ground.rights import roles_of

from . import letters
from .duties import current
from .refusals import Invalid, NotAllowed, Refused, TextChanged
from .reviews import digest_of
from .roster import on_duty
from .routes import route_raise
from .routing import Way
from .seats import missing_seats, room_of
from .votes import changed_at, check_again, object_locked, object_of, refuse_changed, refuse_naming, round_of

WAIT = ROUTES[Code.E].target  # how long the second has to answer
REVIEW_WITHIN = timedelta(hours=24)
RIGHTS_REST = timedelta(hours=48)  # without a review after this, who released alone may not do so again
WORDS = 10  # characters of a reason at least


@dataclass(frozen=True, slots=True)
class Alone:
    """What one person may do alone: `refusal` in words, nothing when they may; and in which role they would."""

    refusal: str
    role: str = ""
    template: str = ""


def emergency_release(*, task_state: TaskState, person: Person, digest: str, reason: str) -> SoloRelease:
    """Releases the emergency of `digest` with the one signature that there is. Asked twice by whoever calls it.

    `person` is on duty, and has approved it or wrote it from a locked template without words of their own; the second
    was asked and has not answered in ten minutes. Raises NotAllowed, TextChanged, Blocked, Invalid, NotCleared.
    """
    state = TaskState.objects.select_related("workflow_state", "task").get(pk=task_state.pk)
    round, reviewable = round_of(state), object_of(state)
    _refuse(state, round, reviewable, person)
    refuse_changed(state, round, reviewable, digest)
    words = reason_checked(round, reason)
    way = check_again(reviewable, person)
    with transaction.atomic():
        return _release(state.pk, person, way, digest, words)


def alone(round: Round, reviewable: Reviewable, person: Person, at: datetime) -> Alone:
    """Whether `person` may release the post alone at `at`. Reads only."""
    roles = duties_of(person, round.court, at)
    if round.route != Code.E:
        return Alone(_("Only an emergency that two people on duty decide on may go out with one signature."))
    if not roles:
        return Alone(_("Only who is on duty now may release an emergency alone."))
    if rests(person, round.court, at):
        return Alone(_("You released an emergency alone, and nobody has reviewed it yet. Until then a second decides."))
    template, words = _standing(round, reviewable, person)
    if words:
        return Alone(words)
    return Alone(_waiting(round, reviewable, person, at), roles[0], template)


def duties_of(person: Person, court: Court, at: datetime) -> list[str]:
    """The roles in which `person` is on duty for emergencies: by the roster alone, whoever else holds the role."""
    return [role for role in ON_DUTY.roles if person.pk in on_duty(court, role, at)]


def rests(person: Person, court: Court, at: datetime) -> bool:
    """Whether the person's right to release alone rests: what they released so was not reviewed in two days."""
    rows = SoloRelease.objects.real().filter(court=court, person=person, reviewed_at=None)
    return bool(rows.filter(at__lte=at - RIGHTS_REST).exists())


def reason_checked(round: Round, reason: str) -> str:
    """The reason as it is kept. Raises Invalid."""
    words = reason.strip()
    if len(words) < WORDS:
        raise Invalid({"comment": _("Write in a sentence why it cannot wait. Whoever reviews it reads your words.")})
    refuse_naming(round, words)
    return words


def _standing(round: Round, reviewable: Reviewable, person: Person) -> tuple[str, str]:
    """The locked template for its author, and why the part that the person has in the post is not enough."""
    room = room_of(round, reviewable)
    if person.pk in room.recused:
        return "", _("You stood aside from this post.")
    if person.pk in room.writers:
        template = reviewable.template()
        return template, "" if template else _("You wrote this in your own words, so somebody else must release it.")
    if not _signed(round, person):
        return "", _("Approve it first. If nobody else answers, you can then release it with your signature alone.")
    return "", ""


def _signed(round: Round, person: Person) -> bool:
    votes = Vote.objects.standing().filter(round=round, digest=round.digest, person=person)
    return bool(votes.filter(duty="approved").exists())


def _waiting(round: Round, reviewable: Reviewable, person: Person, at: datetime) -> str:
    """Why the second may still answer; nothing when they were asked and have not."""
    until = round.submitted_at + WAIT
    if at < until:
        when = date_format(timezone.localtime(until, round.court.zone), "H:i")
        return _("A second person has until %(time)s to answer. After that you can release it alone.") % {"time": when}
    asked = Notice.objects.filter(topic=letters.topic(round), kind__in=ASKED, over_at=None)
    others = asked.exclude(person__in={person.pk} | room_of(round, reviewable).writers)
    if not others.filter(created_at__lte=at - WAIT).exists():
        return _("Nobody else was asked ten minutes ago. Put a second person on duty in another role, or wait.")
    return ""


def _refuse(state: TaskState, round: Round, reviewable: Reviewable, person: Person) -> Alone:
    if not current(state):
        raise NotAllowed(_("This step is over. Open the post again to see where it stands."))
    found = alone(round, reviewable, person, timezone.now())
    if found.refusal:
        raise NotAllowed(found.refusal)
    return found


def _release(key: int, person: Person, way: Way, digest: str, reason: str) -> SoloRelease:
    """Everything is read again under the lock of the post, as for a vote."""
    found_state = TaskState.objects.get(pk=key)
    Membership.objects.locked(round_of(found_state).court, person)
    reviewable = object_locked(found_state)
    state = TaskState.objects.select_for_update().get(pk=key)
    round = round_of(state)
    route_raise(round, way, actor=audit.SYSTEM)
    found = _refuse(state, round, reviewable, person)
    if digest_of(reviewable) != digest or round.digest != digest:
        raise TextChanged(_("The text changed at %(time)s. Read it again.") % {"time": changed_at(reviewable, round)})
    if SoloRelease.objects.filter(round=round).exists():
        raise Refused(_("It went out with one signature once already. A second person must decide now."))
    solo: SoloRelease = SoloRelease.objects.create(
        court=round.court, round=round, digest=digest, person=person, role=found.role, template=found.template,
        reason=reason, at=timezone.now(),
    )  # fmt: skip
    if missing_seats(round):
        raise NotAllowed(_("More than the second signature is missing. It cannot go out alone."))
    _record(solo)
    state.approve(user=person)
    if not is_drill(round.reference):
        tell("emergency-alone", court=solo.court, people=reviewers(solo), about=(solo.pk,), facts=facts_of(solo))
    return solo


def reviewers(solo: SoloRelease) -> set[int]:
    """Ids of those who may review it by their office; delegates find it on their first page."""
    found: set[int] = solo.court.holders(*roles_of("solo_review")) - {solo.person_id}
    return found


def facts_of(solo: SoloRelease) -> dict[str, Any]:
    """What notices about it take."""
    return {"reference": solo.round.reference, "court": solo.court.name, "due": solo.at + REVIEW_WITHIN}


def _record(solo: SoloRelease) -> None:
    round = solo.round
    facts = {"round": round.pk, "digest": solo.digest, "role": solo.role, "template": solo.template, "solo": True}
    audit.record(
        round.court, "emergency_released", actor=audit.actor_of(solo.person), subject=round.subject, facts=facts
    )
