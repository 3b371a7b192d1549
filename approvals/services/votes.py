"""One vote, taken back or cast. Everything that matters is read again here, under a lock, from the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from approvals.domain.reviewable import Reviewable
from approvals.models import Duty, Round, Vote, VoteTask
from publishing.domain.delivery import State
from publishing.ground import audit
from publishing.ground.models import Person
from publishing.models import Delivery
from publishing.services import lock, release_hold

from . import letters
from .duties import current, role_for, why_not
from .refusals import Blocked, Invalid, NotAllowed, Refused, TextChanged
from .reviews import Result, digest_of, review_now, review_store
from .rounds import gate_refusal, releases_of, round_restart
from .suggested import suggested_facts
from .tags import names_someone

APPROVE, RETURN = "approve", "return"


def vote_cast(
    *,
    task_state: TaskState,
    person: Person,
    decision: str,
    digest: str,
    comment: str = "",
    attach: Callable[[Vote], None] | None = None,
) -> Vote:
    """One decision of `person` on the text of `digest`, which must be what stands now.

    The post is found from the step, never from an address. `attach` is called with the vote in its own transaction,
    so that what belongs to it stands or falls with it. Raises NotAllowed, TextChanged (and begins again at the
    check gate when the draft itself moved), Blocked, Invalid (no reason for a return), NotCleared.
    """
    state = TaskState.objects.select_related("workflow_state", "task").get(pk=task_state.pk)
    round, reviewable = _round_of(state), _object_of(state)
    _refuse_outsiders(state, round, reviewable, person, digest)
    _refuse_changed(state, round, reviewable, digest)
    if decision == APPROVE:
        _refuse_naming(round, comment)
        _check_again(reviewable, person)
    elif decision == RETURN:
        _refuse_empty(comment)
        _refuse_naming(round, comment)
    else:
        raise Invalid({"decision": _("Approve it, or return it with a reason.")})
    with transaction.atomic():
        vote = _vote_locked(state.pk, person, decision, digest, comment.strip())
        if attach:
            attach(vote)
        return vote


@transaction.atomic
def vote_take_back(*, vote: Vote, person: Person) -> None:
    """Voids one's own vote. A release that waits is held; one that is on its way cannot be stopped: Refused."""
    _object_locked(Vote.objects.select_related("task_state").get(pk=vote.pk).task_state)
    vote = Vote.objects.standing().select_related("round__workflow_state", "round__court", "task_state").get(pk=vote.pk)
    if vote.person_id != person.pk:
        raise NotAllowed(_("Only the person who voted takes the vote back."))
    round = vote.round
    _refuse_when_out(round)
    Vote.objects.filter(pk=vote.pk).update(voided_at=timezone.now(), void_reason="taken back")
    audit.record(
        round.court,
        "vote_taken_back",
        actor=audit.actor_of(person),
        subject=round.subject,
        facts={"vote": str(vote.pk), "digest": vote.digest},
    )
    state = round.workflow_state
    if state.status == WorkflowState.STATUS_IN_PROGRESS:
        _step_reopen(vote.task_state, state)
    for release in releases_of(round.court, round.reference).filter(digest=vote.digest):
        release_hold(release, reason=_("An approval was taken back."), by=person)


def _round_of(state: TaskState) -> Round:
    rounds = Round.objects.select_related("court", "workflow_state")
    round: Round | None = rounds.filter(workflow_state=state.workflow_state).first()
    if round is None or not isinstance(state.task.specific, VoteTask):
        raise NotAllowed(_("Nothing is to be decided at this step."))
    return round


def _object_of(state: TaskState) -> Reviewable:
    """The post itself, read from the database now: never a cached one, never one from an address."""
    fresh = WorkflowState.objects.get(pk=state.workflow_state_id)
    reviewable: Reviewable = fresh.content_object
    return reviewable


def _object_locked(state: TaskState) -> Reviewable:
    """The post, locked before all else. Whoever takes it back locks it first too, so that neither waits for ever."""
    found: Any = _object_of(state)
    locked: Reviewable = type(found)._base_manager.select_for_update().get(pk=found.pk)
    return locked


def _refuse_outsiders(state: TaskState, round: Round, reviewable: Reviewable, person: Person, digest: str) -> None:
    if not current(state):
        raise NotAllowed(_("This step is over. Open the post again to see where it stands."))
    task = state.task.specific
    if words := why_not(person=person, task=task, round=round, reviewable=reviewable, digest=digest):
        raise NotAllowed(words)


def _refuse_changed(state: TaskState, round: Round, reviewable: Reviewable, digest: str) -> None:
    try:
        now = digest_of(reviewable)
    except Exception as error:  # a draft that cannot be frozen cannot be approved; its error may repeat its words
        raise Blocked(_("The post can no longer be sent as it stands. Return it to the author.")) from error
    if now == digest == round.digest:
        return
    if now != round.digest:
        with transaction.atomic():
            _object_locked(state)
            round_restart(round)
    raise TextChanged(_("The text changed at %(time)s. Read it again.") % {"time": changed_at(reviewable, round)})


def changed_at(reviewable: Any, round: Round) -> str:
    """When the newest draft was written, in the court's zone."""
    revision = reviewable.get_latest_revision() if hasattr(reviewable, "get_latest_revision") else None
    moment = revision.created_at if revision else timezone.now()
    return date_format(timezone.localtime(moment, round.court.zone), "TIME_FORMAT")


def _check_again(reviewable: Reviewable, person: Person) -> Result:
    result = review_now(reviewable)
    review_store(reviewable, result, by=person)
    if refusal := gate_refusal(result):
        raise Blocked(refusal)
    return result


def _refuse_empty(comment: str) -> None:
    if len(comment.strip()) < 3:
        raise Invalid({"comment": _("Write why you return it. The author reads your words.")})


def _refuse_naming(round: Round, comment: str) -> None:
    if names_someone(round.court, comment):
        raise Invalid({"comment": _("Your reason may name someone protected. Write it without the name.")})


def _vote_locked(key: int, person: Person, decision: str, digest: str, comment: str) -> Vote:
    reviewable = _object_locked(TaskState.objects.get(pk=key))
    state = TaskState.objects.select_for_update().get(pk=key)
    round = _round_of(state)
    _refuse_outsiders(state, round, reviewable, person, digest)
    if digest_of(reviewable) != digest or round.digest != digest:
        raise TextChanged(_("The text changed at %(time)s. Read it again.") % {"time": changed_at(reviewable, round)})
    vote = _vote_insert(state, round, person, decision=decision, digest=digest, comment=comment)
    audit.record(
        round.court,
        "voted",
        actor=audit.actor_of(person),
        subject=round.subject,
        facts={"vote": str(vote.pk), "digest": digest, "decision": decision, "step": vote.step, "role": vote.role}
        | suggested_facts(round.court, round.subject, person),
    )
    if decision == RETURN:
        _returned(state, round, reviewable, person, comment)
    elif _quorum(state, round):
        state.approve(user=person)
    return vote


def _vote_insert(state: TaskState, round: Round, person: Person, *, decision: str, digest: str, comment: str) -> Vote:
    task = state.task.specific
    try:
        with transaction.atomic():
            vote: Vote = Vote.objects.create(
                court=round.court,
                round=round,
                subject=round.subject,
                digest=digest,
                person=person,
                duty=Duty.APPROVED if decision == APPROVE else Duty.RETURNED,
                at=timezone.now(),
                step=task.step,
                role=role_for(person, round.court, task.roles),
                task_state_id=state.pk,
                comment=comment,
            )
    except IntegrityError:
        raise NotAllowed(_("You wrote this or have voted on it. A person counts once.")) from None
    return vote


def _quorum(state: TaskState, round: Round) -> bool:
    task = state.task.specific
    votes = Vote.objects.standing().filter(round=round, digest=round.digest, step=task.step, duty=Duty.APPROVED)
    return bool(votes.count() >= task.quorum)


def _returned(state: TaskState, round: Round, reviewable: Reviewable, person: Person, comment: str) -> None:
    state.reject(user=person, comment=comment)
    audit.record(round.court, "returned", actor=audit.actor_of(person), subject=round.subject,
                 facts={"digest": round.digest, "round": round.pk})  # fmt: skip
    letters.tell_authors(round, reviewable, outcome="returned")


def _refuse_when_out(round: Round) -> None:
    releases = releases_of(round.court, round.reference).filter(digest=round.digest)
    rows = lock(Delivery.objects.filter(release__in=releases).values_list("pk", flat=True))
    if {row.state for row in rows} - {State.SCHEDULED, State.HELD, State.CANCELLED}:
        raise Refused(_("It is on its way or out already. A press officer can withdraw it."))


def _step_reopen(voted: TaskState, state: WorkflowState) -> None:
    """Puts the post back before the people of the step whose vote is gone."""
    TaskState.objects.filter(pk=voted.pk, status=TaskState.STATUS_APPROVED).update(status=TaskState.STATUS_CANCELLED)
    now = TaskState.objects.get(pk=state.current_task_state_id)
    if now.pk != voted.pk:
        now.cancel(user=None)
