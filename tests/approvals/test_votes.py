"""Who may decide on what: each way around the duties is tried."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from approvals.models import BenchTask, Duty, Part, Round, Vote
from approvals.services import (
    Blocked,
    Invalid,
    NotAllowed,
    NotCleared,
    Refused,
    TextChanged,
    clearance_void,
    digest_of,
    post_submit,
    vote_cast,
    vote_take_back,
)
from cms.models import Post
from publishing.ground.models import AuditEntry, Court, Membership
from publishing.models import Delivery, Release
from tests.approvals.conftest import approve, approve_desk, change_text, step_of
from tests.factories import make_person, make_post


def test_the_desk_and_a_judge_clear_a_post(before_judge: Round, people: SimpleNamespace) -> None:
    approve(before_judge, people.judge)
    release = Release.objects.get()
    assert [row["role"] for row in release.clearance["approvals"]] == ["reviewer", "registrar", "judge"]


def test_the_release_is_byte_for_byte_what_was_voted_on(before_judge: Round, people: SimpleNamespace) -> None:
    vote = approve(before_judge, people.judge)
    assert Release.objects.get().digest == vote.digest == digest_of(before_judge.workflow_state.content_object)


def test_one_vote_clears_nothing(before_judge: Round) -> None:
    assert not Release.objects.exists()


def test_the_author_cannot_vote(round: Round, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="You wrote this"):
        approve(round, people.press_officer)


def test_a_superuser_cannot_approve_what_they_wrote(court: Court) -> None:
    writer = make_person(court, "press_officer", "judge", "reviewer", is_superuser=True)
    round = post_submit(make_post(court, writer), by=writer)
    with pytest.raises(NotAllowed, match="You wrote this"):
        approve(round, writer)


def test_a_superuser_without_a_role_cannot_vote(round: Round, court: Court) -> None:
    with pytest.raises(NotAllowed, match="Your roles"):
        approve(round, make_person(is_superuser=True))


def test_an_earlier_editor_cannot_vote(post: Post, court: Court, people: SimpleNamespace) -> None:
    editor = make_person(court, "press_officer")
    post.save_revision(user=editor)
    round = post_submit(post, by=people.press_officer)
    with pytest.raises(NotAllowed, match="You wrote this"):
        approve(round, editor)


def test_who_asked_for_approval_cannot_vote(post: Post, court: Court) -> None:
    requester = make_person(court, "press_officer", "judge")
    round = post_submit(post, by=requester)
    with pytest.raises(NotAllowed, match="You wrote this"):
        approve(round, requester)


def test_a_person_of_another_court_cannot_vote(round: Round, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="Your roles"):
        approve(round, people.stranger)


def test_a_judge_cannot_take_the_step_of_the_desk(round: Round, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="Your roles"):
        approve(round, people.judge)


def test_a_person_with_two_roles_counts_once(round: Round, court: Court) -> None:
    both = make_person(court, "reviewer", "judge")
    approve(round, both)
    with pytest.raises(NotAllowed, match="counts once"):
        approve(round, both)


def test_the_database_refuses_a_second_vote_of_one_person(before_judge: Round, people: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_vote(before_judge, people.reviewer, step="bench")


def test_the_database_refuses_a_vote_of_the_author(round: Round, people: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_vote(round, people.press_officer)


def test_the_database_refuses_to_void_that_somebody_wrote(round: Round) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.filter(duty=Duty.WROTE).update(voided_at=timezone.now())


def test_a_step_of_another_post_decides_on_that_post_only(round: Round, court: Court, people: SimpleNamespace) -> None:
    """The step is taken from the vote, so an address of one's own post cannot carry it."""
    own = post_submit(make_post(court, people.reviewer), by=make_person(court, "press_officer"))
    with pytest.raises(NotAllowed, match="You wrote this"):
        vote_cast(task_state=step_of(own), person=people.reviewer, decision="approve", digest=round.digest)


def test_a_stale_digest_is_refused(round: Round, people: SimpleNamespace) -> None:
    with pytest.raises(TextChanged, match="Read it again"):
        approve(round, people.reviewer, digest="0" * 64)


def test_an_edit_between_two_votes_voids_the_first(before_judge: Round, post: Post, people: SimpleNamespace) -> None:
    change_text(post, "The registry opens at nine on Monday.")
    with pytest.raises(TextChanged):
        approve(before_judge, people.judge, digest=before_judge.digest)
    assert not Vote.objects.standing().exists()
    assert not Release.objects.exists()


def test_after_an_edit_the_post_begins_again_at_the_desk(
    before_judge: Round, post: Post, people: SimpleNamespace
) -> None:
    change_text(post, "The registry opens at nine on Monday.")
    with pytest.raises(TextChanged):
        approve(before_judge, people.judge)
    fresh = Round.objects.order_by("-pk").first()
    assert fresh.workflow_state.current_task_state.task.specific.step == "desk"


def test_a_changed_missed_time_policy_voids_the_votes(before_judge: Round, post: Post, people: SimpleNamespace) -> None:
    Post.objects.filter(pk=post.pk).update(missed_minutes=30)
    with pytest.raises(TextChanged):
        approve(before_judge, people.judge)
    assert not Vote.objects.standing().exists()


def test_a_revision_overwritten_in_place_releases_nothing_unread(
    before_judge: Round, post: Post, people: SimpleNamespace
) -> None:
    """The revision keeps its key, so only the digest can tell."""
    revision = Revision.objects.get(pk=before_judge.workflow_state.current_task_state.revision_id)
    revision.content = {**revision.content, "text": "Something else."}
    revision.save()
    approve(before_judge, people.judge)
    assert "Something else" not in Release.objects.get().content


def test_a_vote_twice_at_once_is_one_vote(round: Round, people: SimpleNamespace) -> None:
    step = step_of(round)
    approve(round, people.reviewer)
    with pytest.raises(NotAllowed):
        approve(round, people.reviewer, task_state=step)
    assert Vote.objects.standing().count() == 1


def test_a_return_needs_a_reason(round: Round, people: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="why"):
        approve(round, people.reviewer, decision="return")


def test_a_return_sends_the_post_back_and_tells_the_author(
    round: Round, people: SimpleNamespace, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        approve(round, people.reviewer, decision="return", comment="Say which registry.")
    assert Round.objects.get(pk=round.pk).workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert [people.press_officer.email] in [mail.to for mail in mailoutbox]


def test_a_second_submission_needs_all_votes_anew(before_judge: Round, post: Post, people: SimpleNamespace) -> None:
    approve(before_judge, people.judge, decision="return", comment="Say which registry.")
    again = post_submit(Post.objects.get(pk=post.pk), by=people.press_officer)
    assert step_of(again).task.specific.step == "desk"
    approve_desk(again, people)
    approve(again, people.judge)
    assert Release.objects.count() == 1


def test_the_wagtail_way_of_resubmitting_cannot_skip_the_desk(
    before_judge: Round, post: Post, people: SimpleNamespace
) -> None:
    approve(before_judge, people.judge, decision="return", comment="Say which registry.")
    change_text(post, "The registry in Corvane Street opens at eight.")
    state = WorkflowState.objects.get(pk=before_judge.workflow_state_id)
    post.refresh_from_db()
    post.save_revision(user=people.press_officer)
    state.resume(user=people.press_officer)
    fresh = Round.objects.get(pk=before_judge.pk)
    approve(fresh, people.president)
    assert not Release.objects.exists()
    assert step_of(fresh).task.specific.step == "desk"


def test_wagtails_own_action_decides_nothing(round: Round, people: SimpleNamespace) -> None:
    step = step_of(round)
    with pytest.raises(PermissionDenied):
        step.task.specific.on_action(step, people.reviewer, "approve")
    assert step.task.specific.get_actions(None, people.reviewer) == []


def test_a_forced_end_of_the_workflow_releases_nothing(round: Round) -> None:
    with pytest.raises(NotCleared):
        WorkflowState.objects.get(pk=round.workflow_state_id).finish()
    assert not Release.objects.exists()


def test_steps_approved_by_the_shell_release_nothing(round: Round, people: SimpleNamespace) -> None:
    step_of(round).approve(user=people.reviewer)
    with pytest.raises(NotCleared):
        step_of(round).approve(user=people.judge)
    assert not Release.objects.exists()


def test_a_removed_judge_step_clears_nothing(round: Round, people: SimpleNamespace) -> None:
    judge = BenchTask.objects.get()
    judge.workflow_tasks.all().delete()
    approve(round, people.reviewer)
    with pytest.raises(NotCleared):
        approve(round, people.registrar)
    assert not Release.objects.exists()


def test_a_judge_step_that_was_switched_off_clears_nothing(before_judge: Round, people: SimpleNamespace) -> None:
    with pytest.raises(NotCleared):
        BenchTask.objects.get().deactivate()
    assert not Release.objects.exists()


def test_a_vote_taken_back_before_the_end_asks_the_step_again(before_judge: Round, people: SimpleNamespace) -> None:
    vote_take_back(vote=Vote.objects.get(person=people.reviewer), person=people.reviewer)
    assert step_of(before_judge).task.specific.step == "desk"


def test_a_vote_taken_back_after_the_end_holds_the_release(before_judge: Round, people: SimpleNamespace) -> None:
    vote = approve(before_judge, people.judge)
    vote_take_back(vote=vote, person=people.judge)
    assert Delivery.objects.get().state == "held"


def test_only_the_voter_takes_a_vote_back(before_judge: Round, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        vote_take_back(vote=Vote.objects.get(person=people.reviewer), person=people.judge)


def test_a_vote_taken_back_in_two_tabs_is_refused_in_the_second(before_judge: Round, people: SimpleNamespace) -> None:
    vote = Vote.objects.get(person=people.reviewer)
    vote_take_back(vote=vote, person=people.reviewer)
    with pytest.raises(NotAllowed, match="no vote of yours"):
        vote_take_back(vote=vote, person=people.reviewer)


def test_a_vote_cannot_be_taken_back_once_it_is_out(before_judge: Round, people: SimpleNamespace) -> None:
    vote = approve(before_judge, people.judge)
    Delivery.objects.update(state="sending")
    with pytest.raises(Refused, match="on its way"):
        vote_take_back(vote=vote, person=people.judge)


def test_taking_a_post_back_voids_votes_and_holds_the_release(
    before_judge: Round, post: Post, people: SimpleNamespace
) -> None:
    approve(before_judge, people.judge)
    clearance_void(Post.objects.get(pk=post.pk), by=people.press_officer)
    assert not Vote.objects.standing().exists()
    assert Delivery.objects.get().state == "held"


def test_a_judge_who_lost_the_role_cannot_vote(before_judge: Round, people: SimpleNamespace) -> None:
    Membership.objects.filter(person=people.judge).delete()
    with pytest.raises(NotAllowed, match="Your roles"):
        approve(before_judge, people.judge)


def test_a_person_who_cannot_sign_in_cannot_vote(before_judge: Round, people: SimpleNamespace) -> None:
    people.judge.is_active = False
    people.judge.save()
    with pytest.raises(NotAllowed):
        approve(before_judge, people.judge)


def test_checks_that_cannot_run_stop_an_approval(
    round: Round, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", _broken)
    with pytest.raises(Blocked, match="could not run"):
        approve(round, people.reviewer)


def test_every_vote_stands_on_the_audit_trail(before_judge: Round, people: SimpleNamespace) -> None:
    approve(before_judge, people.judge)
    voted = AuditEntry.objects.filter(act="voted").values_list("actor", flat=True)
    assert set(voted) == {f"person:{one.pk}" for one in (people.reviewer, people.registrar, people.judge)}


def test_approvers_are_asked_by_mail_without_the_words_of_the_post(
    post: Post, people: SimpleNamespace, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        post_submit(post, by=people.press_officer)
    asked = [mail for mail in mailoutbox if mail.to == [people.reviewer.email]]
    assert len(asked) == 1
    assert "registry" not in asked[0].body
    assert post.reference in asked[0].body


def test_wagtail_sends_no_workflow_mail_of_its_own(
    round: Round, people: SimpleNamespace, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        approve(round, people.reviewer, decision="return", comment="Too long by far.")
    assert not [mail for mail in mailoutbox if "Too long" in mail.body or "next week" in mail.subject]


def insert_vote(round: Round, person: Any, step: str = "desk") -> None:
    Vote.objects.create(
        court=round.court, round=round, subject=round.subject, digest=round.digest, person=person,
        duty=Duty.APPROVED, at=timezone.now(), step=step, task_state=step_of(round),
    )  # fmt: skip


def _broken(*arguments: Any, **facts: Any) -> None:
    raise RuntimeError("a checker is broken")
