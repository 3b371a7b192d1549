"""The way of a post through the workflow: submitted, checked by the gate, put before people, cleared or voided."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.models import TaskState, Workflow, WorkflowState

from approvals.domain.reviewable import Reviewable
from approvals.models import CheckGateTask, Duty, Part, Round, Vote, VoteTask
from publishing.domain.digest import parse
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may
from publishing.ground.saying import said
from publishing.models import Release
from publishing.services import release_hold

from . import letters
from .checklist import questions_of, questions_refusal
from .drilling import drill_refusal
from .questions import frozen_words
from .refusals import NotAllowed, Refused
from .reviews import Result, digest_of, review_now, review_store, subject_of
from .routes import handdown_refusal, route_choose
from .seats import excluded, missing_seats, naming_refusal, recused, seats_of


def the_workflow() -> Workflow:
    """The one workflow: check gate, desk, bench. Raises Workflow.DoesNotExist when it was removed."""
    return Workflow.objects.active().filter(workflow_tasks__task__in=CheckGateTask.objects.all()).distinct().get()


@transaction.atomic
def post_submit(reviewable: Reviewable, *, by: Person) -> Round:
    """Starts a new round. `round.refused` says what the check gate answered. Raises Refused, NotAllowed, DoesNotFit."""
    if not may("post_submit", by, reviewable.court):
        raise NotAllowed(_("Only a press officer of this court submits posts."))
    if words := frozen_words(subject_of(reviewable)) or drill_refusal(reviewable.reference):
        raise Refused(words)
    reviewable.to_submission()  # what does not fit is refused here, with its counts
    for state in WorkflowState.objects.active().for_instance(reviewable):
        if state.status == WorkflowState.STATUS_IN_PROGRESS:
            raise Refused(_("It is with the approvers already."))
        state.cancel(user=by)
    votes_void(subject_of(reviewable), reason="submitted again", actor=audit.actor_of(by), court=reviewable.court)
    state = the_workflow().start(reviewable, by)
    round: Round = Round.objects.select_related("workflow_state", "court").get(workflow_state=state.pk)
    return round


def step_begin(*, task_state: TaskState, person: Person | None) -> None:
    """Called by each step when it starts: the gate decides, the others write to those who may decide."""
    task = task_state.task.specific
    reviewable = task_state.workflow_state.content_object
    known = Round.objects.filter(workflow_state=task_state.workflow_state).first()
    unread = isinstance(task, CheckGateTask) or known is None or known.digest != _digest_or_nothing(reviewable)
    if unread and not _gate(task_state, reviewable, known, person):
        return
    if isinstance(task, CheckGateTask):
        task_state.approve(user=None, update=False)
        return
    _seats_ask(task_state, task, Round.objects.get(workflow_state=task_state.workflow_state), reviewable)


def _seats_ask(task_state: TaskState, task: VoteTask, round: Round, reviewable: Reviewable) -> None:
    """A step without seats is skipped; one whose seats are filled by earlier votes is over; else people are asked."""
    if not seats_of(round, task.step):
        task_state.status = TaskState.STATUS_SKIPPED
        task_state.finished_at = timezone.now()
        task_state.save(update_fields=["status", "finished_at"])
    elif not missing_seats(round, step=task.step):
        task_state.approve(user=None, update=False)
    else:
        letters.ask_approvers(task, round, reviewable)


def _gate(task_state: TaskState, reviewable: Reviewable, known: Round | None, person: Person | None) -> bool:
    """Runs the checks for a round and rejects the step when they say no."""
    result = _checked(reviewable)
    round = _round_open(task_state.workflow_state, reviewable, known, result)
    refusal = gate_refusal(result) or (_questions_open(result, round.subject) if result else "")
    actor = audit.actor_of(person)
    if result:
        review_store(reviewable, result, by=person)
        _parts_recorded(round, reviewable)
        way = route_choose(round, reviewable, result, actor=actor)
        refusal = refusal or handdown_refusal(reviewable, parse(round.content), way)
        refusal = refusal or naming_refusal(round, reviewable)
    audit.record(
        round.court,
        "submitted",
        actor=actor,
        subject=round.subject,
        facts={"digest": round.digest, "round": round.pk, "passed": not refusal, "route": round.route},
    )
    if refusal:
        task_state.reject(user=None, update=False, comment=refusal)
    return not refusal


def _questions_open(result: Result, subject: str) -> str:
    return questions_refusal(questions_of(result, subject))


def gate_refusal(result: Result | None) -> str:
    """Why the gate says no, in plain words without the words of the post; nothing when it says yes."""
    if result is None:
        return _("The checks could not run. Open the post, look at its previews, and submit it again.")
    if any(seen.finding.code == "check-failed" for seen in result.blocks):
        return _("A check could not run, so the post was not passed on. Try again, or tell the administrator.")
    if result.blocks:
        return _("%(count)d must be mended first. The checks show where.") % {"count": len(result.blocks)}
    if result.unanswered:
        return _("%(count)d needs your reason. The checks show which.") % {"count": len(result.unanswered)}
    return ""


def _checked(reviewable: Reviewable) -> Result | None:
    try:
        return review_now(reviewable)
    except Exception:  # not buildable is not passed; the error could repeat words of the post
        return None


def _digest_or_nothing(reviewable: Reviewable) -> str:
    try:
        return digest_of(reviewable)
    except Exception:  # the gate then says why
        return ""


def _round_open(state: WorkflowState, reviewable: Reviewable, known: Round | None, result: Result | None) -> Round:
    digest, content = (result.digest, result.content) if result else ("", "")
    if known is None:
        return Round.objects.create(
            workflow_state=state,
            court=reviewable.court,
            subject=subject_of(reviewable),
            reference=reviewable.reference,
            digest=digest,
            content=content,
            submitted_at=timezone.now(),
        )
    if known.digest != digest:
        votes_void(known.subject, reason="text changed", actor="system", court=known.court)
    known.digest, known.content, known.submitted_at = digest, content, timezone.now()
    known.save(update_fields=["digest", "content", "submitted_at"])
    return known


def _parts_recorded(round: Round, reviewable: Reviewable) -> None:
    """One standing row for each writer, for who asked and who stood aside: the database then refuses their votes."""
    wrote, aside = reviewable.writers(), recused(round)
    for person in excluded(reviewable, round):
        part_record(round, person, Duty.WROTE if person in wrote else Duty.ASKED)
    for person in aside - excluded(reviewable, round):
        part_record(round, person, Duty.RECUSED)


def part_record(round: Round, person: int, duty: Duty, comment: str = "") -> None:
    """The part that a person (an id) plays in what the round holds now, unless they have one."""
    facts = {"court": round.court, "round": round, "subject": round.subject, "duty": duty, "comment": comment}
    Part.objects.get_or_create(
        digest=round.digest, person_id=person, voided_at=None, defaults={**facts, "at": timezone.now()}
    )


def votes_void(subject: str, *, reason: str, actor: str, court: Court, keep_digest: str = "") -> int:
    """Voids every standing vote on `subject`, but those on `keep_digest`; returns how many. Each is audited."""
    standing = Vote.objects.standing().filter(subject=subject).exclude(digest=keep_digest)
    rows = list(standing.values_list("pk", "person", "digest"))
    standing.update(voided_at=timezone.now(), void_reason=reason)
    for key, person, digest in rows:
        audit.record(
            court,
            "vote_voided",
            actor=actor,
            subject=subject,
            facts={"vote": str(key), "person": person, "digest": digest, "reason": reason},
        )
    return len(rows)


def votes_void_stale(reviewable: Reviewable, *, by: Person | None = None) -> int:
    """Voids the votes on what the newest draft no longer says. Called after every saving of a draft."""
    return votes_void(
        subject_of(reviewable),
        reason="text changed",
        court=reviewable.court,
        actor=audit.actor_of(by),
        keep_digest=_digest_or_nothing(reviewable) or "none",
    )


@transaction.atomic
def clearance_void(reviewable: Reviewable, *, by: Person) -> None:
    """Takes a post back for changes: votes void, workflow ended, its release held. Raises NotAllowed."""
    if not may("clearance_void", by, reviewable.court):
        raise NotAllowed(_("Only a press officer of this court takes a post back."))
    actor = audit.actor_of(by)
    for state in WorkflowState.objects.active().for_instance(reviewable):
        state.cancel(user=by)
    votes_void(subject_of(reviewable), reason="taken back for changes", actor=actor, court=reviewable.court)
    for release in releases_of(reviewable.court, reviewable.reference):
        release_hold(release, reason=said(gettext_noop("The author took it back for changes.")), by=by)
    audit.record(reviewable.court, "taken_back", actor=actor, subject=subject_of(reviewable))


def releases_of(court: Court, reference: str) -> QuerySet[Release]:
    """Releases of one reference, newest first."""
    releases: QuerySet[Release] = Release.objects.filter(court=court, reference=reference)
    return releases.order_by("-version")


def round_restart(round: Round) -> None:
    """Begins again at the gate, asked for by the same person, because what was read is no longer what stands."""
    state = round.workflow_state
    reviewable = state.content_object
    votes_void(round.subject, reason="text changed", actor="system", court=round.court)
    state.cancel(user=None)
    the_workflow().start(reviewable, state.requested_by)
