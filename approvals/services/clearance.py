"""The end of the workflow: the votes are counted once more, and what they cleared becomes a Release."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from approvals.domain.reviewable import Reviewable
from approvals.domain.routes import joined, rank
from approvals.models import Duty, Review, Round, SoloRelease, Vote
from publishing.domain.clearance import Approval, Clearance, ClearedFinding
from publishing.domain.digest import parse
from publishing.ground import audit
from publishing.ground.drill import is_drill
from publishing.ground.models import Person
from publishing.models import Release
from publishing.services import ReleaseRefused, release_create

from . import letters
from .checklist import questions_raised
from .drills import drill_complete
from .refusals import NotCleared
from .reviews import digest_of
from .rounds import releases_of
from .routing import is_overridden, release_named, way_of
from .seats import excluded, seats_of, still_missing


@transaction.atomic
def clearance_issue(*, workflow_state: WorkflowState, person: Person | None) -> Release | None:
    """Makes the Release of a finished workflow, in the workflow's own transaction. Raises NotCleared, undoing the end.

    It asks the votes, not the workflow: a removed step, a forced end or a changed text finds no clearance here. Of a
    drill the same is asked; then it is over, and None: it has no Release.
    """
    round = Round.objects.select_related("court").filter(workflow_state=workflow_state.pk).first()
    if round is None:
        raise NotCleared(_("Nobody submitted this post, so nothing was approved."))
    reviewable: Reviewable = WorkflowState.objects.get(pk=workflow_state.pk).content_object
    clearance = _clearance(round, reviewable)
    if is_drill(round.reference):
        drill_complete(round=round, person=person)
        return None
    actor = audit.actor_of(person)
    release = _release(round, reviewable, clearance, actor)
    audit.record(
        round.court,
        "cleared",
        actor=actor,
        subject=round.subject,
        facts=_told(round, clearance, release),
    )
    letters.tell_authors(round, reviewable, outcome="cleared")
    return release


def _told(round: Round, clearance: Clearance, release: Release) -> dict[str, Any]:
    facts = {"digest": clearance.digest, "round": round.pk, "release": str(release.pk), "route": clearance.route}
    return facts | ({"solo": clearance.solo} if clearance.solo else {})


def _approvals(round: Round, digest: str) -> QuerySet[Vote]:
    votes: QuerySet[Vote] = Vote.objects.standing().filter(round=round, digest=digest, duty=Duty.APPROVED)
    return votes.order_by("at")


def _clearance(round: Round, reviewable: Reviewable) -> Clearance:
    digest = digest_of(reviewable)
    if digest != round.digest:
        raise NotCleared(_("The text changed since it was submitted. It must be approved again."))
    if excluded(reviewable, round) & set(_approvals(round, digest).values_list("person", flat=True)):
        raise NotCleared(_("Someone who wrote it has voted on it, so nothing goes out."))
    found = Review.objects.filter(court=round.court, subject=round.subject, digest=digest).order_by("-ran_at").first()
    if found is None or _stands_in_the_way(found):
        raise NotCleared(_("The checks do not let it pass, so nothing goes out."))
    return Clearance(
        digest=digest,
        route=_route(round, reviewable, found),
        approvals=tuple(Approval(vote.person_id, vote.role, vote.at) for vote in _approvals(round, digest)),
        findings=tuple(ClearedFinding(f["code"], f["severity"], f["justified"]) for f in found.findings),
        rules_version=found.rules_version,
        register_version=found.register_version,
        submitted_at=round.submitted_at,
        cleared_at=timezone.now(),
        answers=_answers(round, found),
        solo=SoloRelease.objects.filter(round=round, digest=digest).values_list("person", flat=True).first(),
    )


def _route(round: Round, reviewable: Reviewable, found: Review) -> str:
    """The route of this moment, the higher of the stored and the new one; its seats are asked, never the workflow."""
    way = way_of(reviewable, parse(round.content), found.findings)
    seats = joined(seats_of(round), way.chosen.seats)
    if not round.route or still_missing(round, seats):
        raise NotCleared(_("The votes are not complete, so nothing goes out."))
    return str(max(round.route, way.chosen.route, key=rank))


def _answers(round: Round, found: Review) -> tuple[str, ...]:
    levels = [(row["code"], row["severity"]) for row in found.findings]
    questions = questions_raised(parse(round.content), levels, round.subject)
    return tuple(str(one.answer.pk) for one in questions if one.answer)


def _stands_in_the_way(found: Review) -> bool:
    return any(
        (f["severity"] == "block" and not is_overridden(f)) or (f["severity"] == "justify" and not f["justified"])
        for f in found.findings
    )


def _release(round: Round, reviewable: Reviewable, clearance: Clearance, actor: str) -> Release:
    submission = reviewable.to_submission()
    corrected = _corrected(round, submission.corrects)
    earlier = releases_of(round.court, round.reference)
    before = (earlier.exclude(pk=corrected.pk) if corrected else earlier).first()
    try:
        return release_create(
            court=round.court,
            submission=submission,
            clearance=clearance,
            replaces=before,
            corrects=corrected,
            by=actor,
        )
    except ReleaseRefused as error:
        raise NotCleared(str(error)) from error


def _corrected(round: Round, corrects: str) -> Release | None:
    if not corrects:
        return None
    found = release_named(round.court, corrects)
    if found is None:
        raise NotCleared(_("The release that it corrects was not found."))
    return found
