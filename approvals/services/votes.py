"""One vote, taken back or cast. Everything that matters is read again here, under a lock, from the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.models import TaskState, WorkflowState

from approvals.domain.reviewable import Reviewable
from approvals.domain.route_table import BENCH, DESK
from approvals.domain.seating import placed
from approvals.models import DeskTask, Duty, Round, Vote, VoteTask
from publishing.domain.delivery import State
from publishing.domain.digest import parse
from publishing.ground import audit
from publishing.ground.models import Membership, Person
from publishing.ground.rights import may
from publishing.ground.saying import said
from publishing.models import Delivery
from publishing.services import lock, release_hold

from . import letters
from .drilling import drill_refusal
from .duties import approvers, current, why_not
from .refusals import Blocked, Invalid, NotAllowed, Refused, TextChanged
from .reviews import digest_of, review_now, review_store
from .rounds import gate_refusal, releases_of, round_restart
from .routes import handdown_refusal, route_raise
from .routing import Way, rows_of, way_of
from .seats import Room, all_seats, missing_seats, room_of, seats_of, votes_of
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
    round, reviewable = round_of(state), object_of(state)
    _refuse_outsiders(state, round, reviewable, person, digest)
    refuse_changed(state, round, reviewable, digest)
    way = None
    if decision == APPROVE:
        refuse_naming(round, comment)
        way = check_again(reviewable, person)
    elif decision == RETURN:
        _refuse_empty(comment)
        refuse_naming(round, comment)
    else:
        raise Invalid({"decision": _("Approve it, or return it with a reason.")})
    with transaction.atomic():
        vote = _vote_locked(state.pk, person, way, digest, comment.strip())
        if attach:
            attach(vote)
        return vote


@transaction.atomic
def vote_take_back(*, vote: Vote, person: Person) -> None:
    """Voids one's own vote. A release that waits is held; one that is on its way cannot be stopped: Refused."""
    object_locked(Vote.objects.select_related("task_state").get(pk=vote.pk).task_state)
    rows = Vote.objects.standing().select_related("round__workflow_state", "round__court", "task_state")
    found = rows.filter(pk=vote.pk).first()
    if found is None:  # in another tab, or with the post: whoever comes second is told
        raise NotAllowed(_("There is no vote of yours to take back."))
    vote = found
    round = vote.round
    if vote.person_id != person.pk or not may("vote_take_back", person, round.court):
        raise NotAllowed(_("Only the person who voted takes the vote back."))
    if words := drill_refusal(round.reference):
        raise Refused(words)
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
        release_hold(release, reason=said(gettext_noop("An approval was taken back.")), by=audit.SYSTEM)


@transaction.atomic
def vote_end(*, vote: Vote, by: Person, reason: str) -> None:
    """Voids a vote on what is not cleared yet, since its person left or is suspended, and asks for its seat again."""
    reviewable = object_locked(Vote.objects.select_related("task_state").get(pk=vote.pk).task_state)
    rows = Vote.objects.standing().select_related("round__workflow_state", "round__court", "task_state")
    found = rows.filter(pk=vote.pk, round__workflow_state__status=WorkflowState.STATUS_IN_PROGRESS).first()
    if found is None:
        return
    round = found.round
    Vote.objects.filter(pk=found.pk).update(voided_at=timezone.now(), void_reason=reason)
    facts = {"vote": str(found.pk), "person": found.person_id, "digest": found.digest, "reason": reason}
    audit.record(round.court, "vote_voided", actor=audit.actor_of(by), subject=round.subject, facts=facts)
    _step_reopen(found.task_state, round.workflow_state)
    seats_ask_again(round, reviewable)


def seats_ask_again(round: Round, reviewable: Reviewable) -> None:
    """Asks everybody who may decide now at the step where the round stands; says so where nobody may."""
    step = WorkflowState.objects.get(pk=round.workflow_state_id).current_task_state
    if step is None or not current(step) or not isinstance(step.task.specific, VoteTask):
        return
    task = step.task.specific
    letters.ask_approvers(task, round, reviewable)
    if missing_seats(round, step=task.step) and not approvers(task, round, reviewable):
        letters.nobody_left(round)


def round_of(state: TaskState) -> Round:
    """The round of a step that people decide. Raises NotAllowed."""
    rounds = Round.objects.select_related("court", "workflow_state")
    round: Round | None = rounds.filter(workflow_state=state.workflow_state).first()
    if round is None or not isinstance(state.task.specific, VoteTask):
        raise NotAllowed(_("Nothing is to be decided at this step."))
    return round


def object_of(state: TaskState | Round) -> Reviewable:
    """The post itself, read from the database now: never a cached one, never one from an address."""
    fresh = WorkflowState.objects.get(pk=state.workflow_state_id)
    reviewable: Reviewable = fresh.content_object
    return reviewable


def object_locked(state: TaskState | Round) -> Reviewable:
    """The post, locked before all else. Whoever takes it back locks it first too, so that neither waits for ever."""
    found: Any = object_of(state)
    locked: Reviewable = type(found)._base_manager.select_for_update().get(pk=found.pk)
    return locked


def _refuse_outsiders(state: TaskState, round: Round, reviewable: Reviewable, person: Person, digest: str) -> None:
    if not current(state):
        raise NotAllowed(_("This step is over. Open the post again to see where it stands."))
    task = state.task.specific
    if words := why_not(person=person, task=task, round=round, reviewable=reviewable, digest=digest):
        raise NotAllowed(words)


def refuse_changed(state: TaskState, round: Round, reviewable: Reviewable, digest: str) -> None:
    """Raises TextChanged where `digest` is not what stands now, and Blocked where nothing can be frozen any more."""
    try:
        now = digest_of(reviewable)
    except Exception as error:  # a draft that cannot be frozen cannot be approved; its error may repeat its words
        raise Blocked(_("The post can no longer be sent as it stands. Return it to the author.")) from error
    if now == digest == round.digest:
        return
    if now != round.digest:
        with transaction.atomic():
            object_locked(state)
            round_restart(round)
    raise TextChanged(_("The text changed at %(time)s. Read it again.") % {"time": changed_at(reviewable, round)})


def changed_at(reviewable: Any, round: Round) -> str:
    """When the newest draft was written, in the court's zone."""
    revision = reviewable.get_latest_revision() if hasattr(reviewable, "get_latest_revision") else None
    moment = revision.created_at if revision else timezone.now()
    return date_format(timezone.localtime(moment, round.court.zone), "TIME_FORMAT")


def check_again(reviewable: Reviewable, person: Person) -> Way:
    """The way that the post takes by the register of now. Raises Blocked when it may go none."""
    result = review_now(reviewable)
    review_store(reviewable, result, by=person)
    if refusal := gate_refusal(result):
        raise Blocked(refusal)
    submission = parse(result.content)
    way = way_of(reviewable, submission, rows_of(result))
    if refusal := handdown_refusal(reviewable, submission, way):
        raise Blocked(refusal)
    return way


def _refuse_empty(comment: str) -> None:
    if len(comment.strip()) < 3:
        raise Invalid({"comment": _("Write why you return it. The author reads your words.")})


def refuse_naming(round: Round, comment: str) -> None:
    """Raises Invalid where the words of a decision may name someone protected."""
    if names_someone(round.court, comment):
        raise Invalid({"comment": _("Your reason may name someone protected. Write it without the name.")})


def _vote_locked(key: int, person: Person, way: Way | None, digest: str, comment: str) -> Vote:
    """Inserts the vote, a return where there is no `way`, and takes the post on. All is read again under the lock."""
    found = TaskState.objects.get(pk=key)
    Membership.objects.locked(round_of(found).court, person)  # whoever leaves at this moment does so before or after
    reviewable = object_locked(found)
    state = TaskState.objects.select_for_update().get(pk=key)
    round = round_of(state)
    if way:
        route_raise(round, way, actor="system")
    _refuse_outsiders(state, round, reviewable, person, digest)
    if digest_of(reviewable) != digest or round.digest != digest:
        raise TextChanged(_("The text changed at %(time)s. Read it again.") % {"time": changed_at(reviewable, round)})
    vote = _vote_insert(state, room_of(round, reviewable), person, way, comment)
    _recorded(vote, round, person)
    if way is None:
        _returned(state, round, reviewable, person, comment)
    else:
        _taken_on(state, round, reviewable, person)
    return vote


def _vote_insert(state: TaskState, room: Room, person: Person, way: Way | None, comment: str) -> Vote:
    task, round = state.task.specific, room.round
    fits = room.fits(person, all_seats(task.step))
    seat = _seat_of(round, task.step, list(fits))
    try:
        with transaction.atomic():
            vote: Vote = Vote.objects.create(
                court=round.court,
                round=round,
                subject=round.subject,
                digest=round.digest,
                person=person,
                duty=Duty.APPROVED if way else Duty.RETURNED,
                at=timezone.now(),
                step=task.step,
                role=fits[seat].role,
                fits=sorted(fits),
                on_behalf_of_id=fits[seat].on_behalf_of,
                task_state_id=state.pk,
                comment=comment,
            )
    except IntegrityError:
        raise NotAllowed(_("You wrote this or have voted on it. A person counts once.")) from None
    return vote


def _seat_of(round: Round, step: str, fits: list[str]) -> str:
    """The place that a further vote takes among those that stand."""
    return placed(seats_of(round, step), {**votes_of(round), "": fits}).get("", fits[0])


def _recorded(vote: Vote, round: Round, person: Person) -> None:
    decision = APPROVE if vote.duty == Duty.APPROVED else RETURN
    facts: dict[str, Any] = {"vote": str(vote.pk), "digest": vote.digest, "decision": decision}
    facts |= {"step": vote.step, "role": vote.role}
    if vote.on_behalf_of_id:
        facts["on_behalf_of"] = vote.on_behalf_of_id
    facts |= suggested_facts(round.court, round.subject, person)
    audit.record(round.court, "voted", actor=audit.actor_of(person), subject=round.subject, facts=facts)


def _taken_on(state: TaskState, round: Round, reviewable: Reviewable, person: Person) -> None:
    """On to the next step once the seats of this one are filled; back to the desk when a raised route seats more."""
    step = state.task.specific.step
    back = step == BENCH and bool(missing_seats(round, step=DESK))
    if back:
        _desk_reopen(state.workflow_state)
    if not missing_seats(round, step=step):
        state.approve(user=person)
    elif back:
        state.cancel(user=None)
    else:  # others may decide now, or fewer: whoever is asked already is not asked again
        letters.ask_approvers(state.task.specific, round, reviewable)


def _desk_reopen(state: WorkflowState) -> None:
    desk = TaskState.objects.filter(workflow_state=state, task__in=DeskTask.objects.all())
    desk.filter(status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED)).update(
        status=TaskState.STATUS_CANCELLED
    )


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
    done = TaskState.objects.filter(workflow_state=state, task=voted.task_id, status=TaskState.STATUS_APPROVED)
    done.update(status=TaskState.STATUS_CANCELLED)
    now = TaskState.objects.get(pk=state.current_task_state_id)
    if now.task_id != voted.task_id:
        now.cancel(user=None)
