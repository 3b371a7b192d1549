"""Standing aside: one act with a reason, for good. The seat goes to the next one who may take it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from approvals.domain.reviewable import Reviewable
from approvals.models import Duty, Part, Round, Vote, VoteTask
from publishing.ground import audit
from publishing.ground.models import Person

from . import letters
from .refusals import Invalid, NotAllowed
from .rounds import part_record
from .seats import room_of, seats_of
from .tags import names_someone


@transaction.atomic
def recuse(*, round: Round, person: Person, reason: str) -> Part:
    """Takes `person` out of every seat of this post, now and in later rounds. Raises NotAllowed, Invalid.

    Whoever has voted takes the vote back first: then it is seen that a vote is gone.
    """
    found = round.workflow_state.content_object
    # The post is locked before all else, as a vote does: of the two, the one that comes first stands.
    reviewable: Reviewable = type(found)._base_manager.select_for_update().get(pk=found.pk)
    round = Round.objects.select_related("court", "workflow_state").get(pk=round.pk)
    step = TaskState.objects.filter(pk=round.workflow_state.current_task_state_id).first()
    if round.workflow_state.status != round.workflow_state.STATUS_IN_PROGRESS or step is None:
        raise NotAllowed(_("Nothing is to be decided about this post now."))
    _refuse(round, reviewable, person)
    words = _checked(round, reason)
    part_record(round, person.pk, Duty.RECUSED, words)
    part = Part.objects.get(digest=round.digest, person=person, duty=Duty.RECUSED, voided_at=None)
    audit.record(
        round.court,
        "recused",
        actor=audit.actor_of(person),
        subject=round.subject,
        facts={"round": round.pk, "digest": round.digest, "route": round.route, "part": str(part.pk)},
    )
    task = step.task.specific
    if isinstance(task, VoteTask):
        letters.ask_approvers(task, round, reviewable)
    return part


def may_recuse(round: Round, reviewable: Reviewable, person: Person) -> bool:
    """Whether `person` could take a seat of the round at this or a later step, and has no part in it yet."""
    if Part.objects.filter(digest=round.digest, person=person, voided_at=None).exists():
        return False
    return bool(room_of(round, reviewable).fits(person, seats_of(round)))


def _refuse(round: Round, reviewable: Reviewable, person: Person) -> None:
    if Vote.objects.standing().filter(round=round, digest=round.digest, person=person).exists():
        raise NotAllowed(_("You have voted. Take your vote back first."))
    if not may_recuse(round, reviewable, person):
        raise NotAllowed(_("You have no seat in this decision to stand aside from."))


def _checked(round: Round, reason: str) -> str:
    words = reason.strip()
    if len(words) < 3:
        raise Invalid({"comment": _("Write why you stand aside. Those who decide read your words.")})
    if names_someone(round.court, words):
        raise Invalid({"comment": _("Your reason may name someone protected. Write it without the name.")})
    return words
