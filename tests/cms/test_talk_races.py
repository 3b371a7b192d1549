"""Two people at the same moment: a question against a save or a submission, two who take the same wording over."""

from __future__ import annotations

from typing import Any

import pytest

from approvals.models import Question, Round, Suggestion
from approvals.services import Refused, post_submit
from approvals.services.comments import comment_resolve, comment_write
from approvals.services.questions import question_answer, question_ask, question_take_back
from approvals.services.suggestions import suggestion_make
from cms.models import Post
from cms.services import PostRefused, post_save_draft
from cms.services import post_submit as desk_submit
from cms.services.talking import post_leave_suggestion, post_take_over
from publishing.ground.models import AuditEntry, Court, Person, Role
from tests.cms.test_races import at_once
from tests.factories import make_court, make_person, make_post

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def author(court: Court) -> Person:
    make_person(court, Role.ADVISER)
    return make_person(court, Role.PRESS_OFFICER)


def ask(post: Post, by: Person) -> Question:
    return question_ask(reviewable=Post.objects.get(pk=post.pk), text="May we?", urgent=False, by=by)


def ours(raised: list[Exception]) -> bool:
    return all(isinstance(error, Refused | PostRefused) for error in raised)


@pytest.mark.parametrize("again", range(4))
def test_what_is_saved_while_it_is_asked_is_what_was_asked_about(court: Court, author: Person, again: int) -> None:
    post = make_post(court, author)
    changed = Post.objects.get(pk=post.pk)
    changed.text = "Otherwise."
    acts = (lambda: ask(post, author), lambda: post_save_draft(post=changed, by=author))
    raised = at_once(*(acts if again % 2 else reversed(acts)))
    question = Question.objects.get()
    saved = AuditEntry.objects.filter(act="drafted").order_by("at").last()
    assert ours(raised)
    assert saved is None or saved.at < question.asked_at or Post.objects.get().text == post.text


@pytest.mark.parametrize("again", range(4))
def test_a_draft_is_submitted_or_frozen_and_never_changed_after(court: Court, author: Person, again: int) -> None:
    post = make_post(court, author)
    acts = (lambda: ask(post, author), lambda: desk_submit(post=Post.objects.get(pk=post.pk), by=author))
    assert ours(at_once(*(acts if again % 2 else reversed(acts))))
    rounds = list(Round.objects.values_list("submitted_at", flat=True))
    assert all(submitted < Question.objects.get().asked_at for submitted in rounds)


@pytest.mark.parametrize("again", range(3))
def test_two_who_ask_at_once_have_one_question(court: Court, author: Person, again: int) -> None:
    post, other = make_post(court, author), make_person(court, Role.PRESS_OFFICER)
    raised = at_once(lambda: ask(post, author), lambda: ask(post, other))
    assert ours(raised)
    assert (len(raised), Question.objects.count()) == (1, 1)


@pytest.mark.parametrize("again", range(3))
def test_an_answer_and_a_taking_back_at_once_are_one_end(court: Court, author: Person, again: int) -> None:
    question, adviser = ask(make_post(court, author), author), Person.objects.get(memberships__role=Role.ADVISER)
    raised = at_once(
        lambda: question_answer(question=question, text="Yes.", by=adviser),
        lambda: question_take_back(question=question, by=author),
    )
    assert (ours(raised), len(raised)) == (True, 1)


@pytest.mark.parametrize("again", range(3))
def test_a_wording_is_taken_over_or_left_once(court: Court, author: Person, again: int) -> None:
    post, reviewer = make_post(court, author), make_person(court, Role.REVIEWER)
    round = post_submit(post, by=author)
    step = Post.objects.get(pk=post.pk).current_workflow_task_state
    words = {"text": "It opens at ten."}
    row = suggestion_make(task_state=step, person=reviewer, digest=round.digest, texts=words)
    given: dict[str, Any] = {"post": post, "suggestion": row, "by": author}
    raised = at_once(lambda: post_take_over(**given), lambda: post_leave_suggestion(**given))
    taken = Suggestion.objects.get().state == "applied"
    assert (ours(raised), len(raised)) == (True, 1)
    assert (Post.objects.get().text == "It opens at ten.") is taken


@pytest.mark.parametrize("again", range(3))
def test_a_comment_is_marked_as_done_once(court: Court, author: Person, again: int) -> None:
    post = make_post(court, author)
    round = post_submit(post, by=author)
    comment = comment_write(round=round, digest=round.digest, place=None, text="Why?", by=author)
    given = {"comment": comment, "reviewable": post, "by": author}
    raised = at_once(lambda: comment_resolve(**given), lambda: comment_resolve(**given))
    assert (ours(raised), len(raised)) == (True, 1)
    assert AuditEntry.objects.filter(act="comment_resolved").count() == 1
