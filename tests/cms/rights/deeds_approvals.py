"""Decisions about posts, releases with one signature, suggestions, questions, and what is out and breaks an order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from approvals.models import Objection, Question, Round, SoloRelease, Suggestion, Turn, Vote
from approvals.models.roster import KEEPERS
from approvals.services import clearance_void, post_submit, vote_cast, vote_take_back
from approvals.services.aftermath import solo_review
from approvals.services.comments import comment_write
from approvals.services.objections import objection_leave, objection_withdraw
from approvals.services.questions import (
    question_answer,
    question_ask,
    question_attach,
    question_say,
    question_take_back,
)
from approvals.services.recusals import recuse
from approvals.services.solo import emergency_release
from approvals.services.suggestions import suggestion_apply, suggestion_leave, suggestion_make
from cms.models import Post
from publishing.domain.delivery import State
from publishing.ground.models import Notice, Person
from tests.factories import make_delivery, make_jury_matter, make_post

from .trying import Deed, Page, World, roles_in

WHY = "The building is being cleared, and nobody else answers."
BETTER = {"text": "The registry opens at nine, from Monday to Friday."}
BENCH = {"judge", "president", "vice_president"}
STEP_THEN = {"approved": "approved", "needs_changes": "rejected", "cancelled": "cancelled"}
HOUR = timedelta(hours=1)

Rounds = dict[str, Any]  # by route; and under "state" that to which they go on


def submitted(world: World, **facts: Any) -> Round:
    author = world.helper("press_officer")
    return post_submit(make_post(world.court, author, world.account, **facts), by=author)


def rounds(world: World, state: str, person: Person) -> Rounds:
    """One of each route that a role of SEATS needs: those of an emergency, a reviewer, and a judge."""
    before_judge = submitted(world, matters=[make_jury_matter(world.court)])
    for role in ("reviewer", "registrar"):
        vote(before_judge, world.helper(role))
    return {"E": submitted(world, kind="emergency"), "R1": submitted(world), "R3": before_judge, "state": state}


def routine(world: World, state: str, person: Person) -> Round:
    return went_on(submitted(world), state)


def emergency(world: World, state: str, person: Person) -> Round:
    return went_on(submitted(world, kind="emergency"), state)


def went_on(round: Round, state: str) -> Round:
    """The round in that state."""
    if state in STEP_THEN:
        flow = WorkflowState.objects.filter(pk=round.workflow_state_id)
        TaskState.objects.filter(workflow_state__in=flow, status="in_progress").update(status=STEP_THEN[state])
        flow.update(status=state)
    return fresh(round)


def fresh(round: Round) -> Round:
    return Round.objects.select_related("court", "workflow_state").get(pk=round.pk)


def step(round: Round) -> TaskState:
    found: TaskState = fresh(round).workflow_state.current_task_state
    return found


def vote(round: Round, by: Person, decision: str = "approve") -> Vote:
    return vote_cast(task_state=step(round), person=by, decision=decision, digest=fresh(round).digest, comment=WHY)


def seated(found: Rounds, person: Person) -> Round:
    """That of `found` in which the person has a seat, if in any."""
    held = roles_in(found["E"].court, person)
    route = "R3" if held & BENCH else "R1" if "reviewer" in held else "E"
    return fresh(found[route])


def before(found: Rounds, person: Person) -> Round:
    return went_on(seated(found, person), found["state"])


def voted(found: Rounds, person: Person) -> Vote:
    """A vote of the person's own; what is taken back by its author has none that stands."""
    round = seated(found, person)
    row = Vote.objects.create(
        court=round.court, round=round, subject=round.subject, digest=round.digest, person=person, duty="approved",
        at=timezone.now(), step="desk", role="reviewer", fits=["reviewer"], task_state_id=step(round).pk,
    )  # fmt: skip
    went_on(round, found["state"])
    if found["state"] == "cancelled":
        Vote.objects.filter(pk=row.pk).update(voided_at=timezone.now(), void_reason="taken back for changes")
    return row


def unanswered(found: Rounds, person: Person) -> Round:
    """The person is on duty and has approved; others were asked an hour ago and have not answered."""
    round, now = fresh(found["E"]), timezone.now()
    for role in KEEPERS:
        facts = {"court": round.court, "person": person, "role": role, "entered_by": person}
        Turn.objects.create(**facts, starts_at=now - HOUR, ends_at=now + HOUR)
    if roles_in(round.court, person) & {
        "press_officer", "head_of_communications", "registrar", "deputy_registrar", "security_lead"
    }:  # fmt: skip
        vote(round, person)
    Round.objects.filter(pk=round.pk).update(submitted_at=now - HOUR)
    Notice.objects.filter(topic=f"round:{round.pk}").update(created_at=now - HOUR)
    return went_on(round, found["state"])


def decide(name: str, /, **form: Any) -> Any:
    def ask(round: Round) -> Page:
        given = {"digest": round.digest, "step": step(round).pk, **form} if step(round) else form
        return reverse(f"decisions:{name}", args=[round.reference]), given

    return ask


def suggested(round: Round, by: Person) -> Suggestion:
    return suggestion_make(task_state=step(round), person=by, digest=round.digest, texts=BETTER, comment=WHY)


ROUNDS = {
    "round_read": Deed(routine, ask=lambda row: (reverse("decisions:page", args=[row.reference]), {}), shows="Hearing"),
    "emergency_read": Deed(
        emergency, ask=lambda row: (reverse("decisions:page", args=[row.reference]), {}), shows="Hearing"
    ),
    "vote_cast": Deed(rounds, vote, decide("approve"), ("voted",), pick=before),
    "vote_take_back": Deed(
        rounds, lambda row, by: vote_take_back(vote=row, person=by),
        lambda row: (reverse("decisions:take_back", args=[row.round.reference]), {}), ("vote_taken_back",), pick=voted,
    ),
    "suggestion_make": Deed(
        rounds, suggested, decide("suggest", **{f"w-{key}": words for key, words in BETTER.items()}, comment=WHY),
        ("change_suggested",), pick=before,
    ),
    "recuse": Deed(
        rounds, lambda row, by: recuse(round=row, person=by, reason=WHY), decide("recuse", comment=WHY), ("recused",),
        pick=before,
    ),
    "clearance_void": Deed(
        routine, lambda row, by: clearance_void(Post.objects.get(pk=row.workflow_state.object_id), by=by),
        trace=("taken_back",),
    ),
    "comment_write": Deed(
        routine, lambda row, by: comment_write(round=row, digest=row.digest, place=None, text=WHY, by=by),
        decide("comment", text=WHY), ("comment_written",),
    ),
    "emergency_release": Deed(
        rounds, lambda row, by: emergency_release(task_state=step(row), person=by, digest=row.digest, reason=WHY),
        decide("release_alone", comment=WHY, sure="yes"), ("emergency_released",), pick=unanswered,
    ),
}  # fmt: skip


# --- one signature -----------------------------------------------------------------------------


def solo(world: World, state: str, person: Person) -> SoloRelease:
    round, by, now = emergency(world, "approved", person), world.helper("security_lead"), timezone.now()
    done = {"verdict": "in-order", "words": WHY, "reviewed_by": world.helper("president"), "reviewed_at": now}
    return SoloRelease.objects.create(
        court=world.court, round=round, digest=round.digest, person=by, role="security_lead", reason=WHY, at=now,
        **(done if state == "reviewed" else {}),
    )  # fmt: skip


def alone(row: SoloRelease) -> Page:
    return reverse("emergencies:page", args=[row.pk]), {"verdict": "in-order", "words": WHY}


SOLOS = {
    "solo_read": Deed(solo, ask=alone, shows="nobody else answers"),
    "solo_review": Deed(
        solo, lambda row, by: solo_review(solo=row, person=by, verdict="in-order", words=WHY), alone,
        ("emergency_reviewed",),
    ),
}  # fmt: skip


# --- suggestions -------------------------------------------------------------------------------


def wording(world: World, state: str, person: Person) -> Suggestion:
    row = suggested(submitted(world), world.helper("reviewer"))
    if state != "open":
        settled = {"settled_by": world.helper("press_officer"), "settled_at": timezone.now()}
        Suggestion.objects.filter(pk=row.pk).update(state=state, **settled)
    return row


def of_suggestion(row: Suggestion) -> Post:
    return Post.objects.get(pk=row.subject.removeprefix("post:"))


def composer(act: str) -> Any:
    return lambda row: (reverse("posts:suggestion", args=[of_suggestion(row).pk, row.pk]), {"act": act})


SUGGESTIONS = {
    "suggestion_apply": Deed(
        wording, lambda row, by: suggestion_apply(suggestion=row, reviewable=of_suggestion(row), by=by),
        composer("apply"), ("suggestion_applied",),
    ),
    "suggestion_leave": Deed(
        wording, lambda row, by: suggestion_leave(suggestion=row, reviewable=of_suggestion(row), by=by),
        composer("leave"), ("suggestion_left",),
    ),
}  # fmt: skip


# --- questions ---------------------------------------------------------------------------------


def draft(world: World, state: str, person: Person) -> Post:
    return make_post(world.court, world.helper("press_officer"), world.account)


def question(world: World, state: str, person: Person) -> Question:
    """Asked by a press officer, without a word of the thread."""
    post, now = draft(world, state, person), timezone.now()
    answered = {"answered_by": world.helper("adviser"), "answered_at": now} if state == "answered" else {}
    return Question.objects.create(
        court=world.court, subject=f"post:{post.pk}", reference=post.reference, object_id=str(post.pk),
        content_type=ContentType.objects.get_for_model(Post), wording_hash="0" * 16, state=state,
        asked_by=world.helper("press_officer"), asked_at=now, target_at=now, **answered,
    )  # fmt: skip


def asked_by(row: Question, person: Person) -> Question:
    """The same as the person's own question."""
    Question.objects.filter(pk=row.pk).update(asked_by=person)
    return Question.objects.get(pk=row.pk)


def of_thread(row: Question, person: Person) -> Question:
    """The person's own, but for an adviser, who is asked."""
    return row if "adviser" in roles_in(row.court, person) else asked_by(row, person)


def thread(act: str) -> Any:
    return lambda row: (reverse("questions:page", args=[row.pk]), {"act": act, "text": WHY})


QUESTIONS = {
    "question_ask": Deed(
        draft, lambda post, by: question_ask(reviewable=post, text=WHY, urgent=False, by=by),
        lambda post: (reverse("posts:question", args=[post.pk]), {"text": WHY}), ("question_asked",),
    ),
    "question_say": Deed(
        question, lambda row, by: question_say(question=row, text=WHY, by=by), thread("say"), ("question_said",),
        pick=of_thread,
    ),
    "question_answer": Deed(
        question, lambda row, by: question_answer(question=row, text=WHY, by=by), thread("answer"),
        ("question_answered",),
    ),
    "question_take_back": Deed(
        question, lambda row, by: question_take_back(question=row, by=by), thread("take_back"),
        ("question_taken_back",), pick=asked_by,
    ),
    "question_attach": Deed(
        question, lambda row, by: question_attach(question=row, by=by), thread("attach"), ("advice_attached",),
        pick=asked_by,
    ),
}  # fmt: skip


# --- what is out -------------------------------------------------------------------------------


def objection(world: World, state: str, person: Person) -> Objection:
    release = make_delivery(State.SENT, world.account).release
    decided = {"reason": WHY, "decided_by": world.helper("registrar"), "decided_at": timezone.now()}
    return Objection.objects.create(
        court=world.court, release=release, register_version=1, found_at=timezone.now(), decision=state,
        **(decided if state in ("left", "withdrawn") else {}),
    )  # fmt: skip


def swept(name: str) -> Any:
    return lambda row: (reverse(f"sweep:{name}", args=[row.pk]), {"reason": WHY})


OBJECTIONS = {
    "sweep_read": Deed(objection, ask=lambda row: (reverse("sweep:index"), {}), shows="-2026-"),
    "objection_withdraw": Deed(
        objection, lambda row, by: objection_withdraw(objection=row, reason=WHY, by=by), swept("withdraw"),
        ("objection_withdrawn",),
    ),
    "objection_leave": Deed(
        objection, lambda row, by: objection_leave(objection=row, reason=WHY, by=by), swept("leave"),
        ("objection_left",),
    ),
}  # fmt: skip

DEEDS = {**ROUNDS, **SOLOS, **SUGGESTIONS, **QUESTIONS, **OBJECTIONS}
NOT_TRIED: dict[str, str] = {}
