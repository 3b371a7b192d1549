"""What others say about a post, in the composer: the author reads it, takes it over, leaves it, answers it, asks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from approvals.models import Question, ReviewComment, Round, Suggestion
from approvals.services import PartyEntry, post_submit
from approvals.services.comments import comment_write
from approvals.services.suggestions import suggestion_make
from cms.models import Post
from cms.services import PostRefused
from cms.services.talking import post_leave_suggestion, post_resolve_comment, post_take_over
from publishing.ground.models import Person, Role
from tests.approvals.conftest import change_text, make_matter
from tests.cms.conftest import Desk, entry, signed_in
from tests.factories import make_person, make_post

BETTER = "The registry opens at ten."


@pytest.fixture
def post(desk: Desk) -> Post:
    return make_post(desk.court, desk.officer, desk.account)


@pytest.fixture
def reviewer(desk: Desk) -> Person:
    return make_person(desk.court, Role.REVIEWER, first_name="Jonas", last_name="Wren")


@pytest.fixture
def round(post: Post, desk: Desk) -> Round:
    return post_submit(post, by=desk.officer)


@pytest.fixture
def comment(round: Round, reviewer: Person) -> ReviewComment:
    return comment_write(round=round, digest=round.digest, place=None, text="Not half past?", by=reviewer)


@pytest.fixture
def suggestion(round: Round, reviewer: Person, post: Post) -> Suggestion:
    step = Post.objects.get(pk=post.pk).current_workflow_task_state
    return suggestion_make(task_state=step, person=reviewer, digest=round.digest, texts={"text": BETTER})


def composer(desk: Desk, post: Post) -> str:
    return str(desk.client.get(reverse("posts:edit", args=[post.pk])).content.decode())


def path(name: str, post: Post, *more: Any) -> str:
    return reverse(f"posts:{name}", args=[post.pk, *more])


def fresh(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


# --- another wording ---------------------------------------------------------------------------


def test_the_author_sees_old_and_new(suggestion: Suggestion, desk: Desk, post: Post) -> None:
    text = composer(desk, post)
    assert "Jonas Wren suggests another wording" in text
    assert "<del>nine</del>" in text
    assert "<ins>ten</ins>" in text


def test_one_click_takes_it_over(suggestion: Suggestion, desk: Desk, post: Post, reviewer: Person) -> None:
    desk.client.post(path("suggestion", post, suggestion.pk), {"act": "apply"})
    assert fresh(post).text == BETTER
    assert fresh(post).latest_revision.user == desk.officer
    assert reviewer.pk not in fresh(post).writers()


def test_what_was_taken_over_is_offered_no_more(suggestion: Suggestion, desk: Desk, post: Post) -> None:
    desk.client.post(path("suggestion", post, suggestion.pk), {"act": "apply"})
    assert "suggests another wording" not in composer(desk, post)


def test_what_is_taken_over_is_checked_like_any_draft(desk: Desk, post: Post, round: Round, reviewer: Person) -> None:
    """The name came on the register after the words were suggested."""
    step = fresh(post).current_workflow_task_state
    words = {"text": "The case of Aurelio Vantongeren is heard at nine."}
    row = suggestion_make(task_state=step, person=reviewer, digest=round.digest, texts=words)
    make_matter(desk.court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    post_take_over(post=post, suggestion=row, by=desk.officer)
    again = desk.client.post(
        path("edit", post), entry(desk, text=fresh(post).text, **{"action-submit": "1"}), follow=True
    )
    assert "must be mended first" in again.content.decode()
    assert fresh(post).state == "returned"


def test_leaving_it_changes_no_text(suggestion: Suggestion, desk: Desk, post: Post) -> None:
    desk.client.post(path("suggestion", post, suggestion.pk), {"act": "leave"})
    assert (fresh(post).text, Suggestion.objects.get().state) == (post.text, "left")


def test_a_text_that_changed_since_is_kept_and_said(suggestion: Suggestion, desk: Desk, post: Post) -> None:
    change_text(post, "The registry is closed.")
    assert 'value="apply"' not in composer(desk, post)
    answer = desk.client.post(path("suggestion", post, suggestion.pk), {"act": "apply"}, follow=True)
    assert "changed since this was suggested" in answer.content.decode()
    assert fresh(post).text == "The registry is closed."


def test_a_locked_post_takes_nothing_over(suggestion: Suggestion, desk: Desk, post: Post) -> None:
    post_submit(fresh(post), by=desk.officer)
    with pytest.raises(PostRefused):
        post_take_over(post=post, suggestion=suggestion, by=desk.officer)
    assert (fresh(post).text, Suggestion.objects.get().state) == (post.text, "open")


def test_who_does_not_write_has_no_button_and_no_way(
    suggestion: Suggestion, desk: Desk, post: Post, reviewer: Person
) -> None:
    client = signed_in(reviewer)
    assert 'value="apply"' not in client.get(reverse("posts:edit", args=[post.pk])).content.decode()
    client.post(path("suggestion", post, suggestion.pk), {"act": "apply"})
    assert fresh(post).text == post.text


def test_a_suggestion_for_another_post_is_not_there(suggestion: Suggestion, desk: Desk) -> None:
    mine = make_post(desk.court, desk.officer, desk.account)
    assert desk.client.post(path("suggestion", mine, suggestion.pk), {"act": "apply"}).status_code == 404
    with pytest.raises(PostRefused):
        post_take_over(post=mine, suggestion=suggestion, by=desk.officer)
    with pytest.raises(PostRefused):
        post_leave_suggestion(post=mine, suggestion=suggestion, by=desk.officer)


# --- comments ----------------------------------------------------------------------------------


def test_comments_stand_in_the_composer(comment: ReviewComment, desk: Desk, post: Post) -> None:
    assert "Not half past?" in composer(desk, post)


def test_a_comment_leads_to_its_words(round: Round, desk: Desk, post: Post, reviewer: Person) -> None:
    surface = next(f"text:{one.account_id}:0" for one in post.versions.all())
    comment_write(round=round, digest=round.digest, place=(surface, 19, 26), text="Which?", by=reviewer)
    assert re.search(r'data-start="19" data-end="26"', composer(desk, post))


def test_comments_still_stand_while_the_draft_is_unfinished(comment: ReviewComment, desk: Desk, post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(due_at=None, state="draft")
    assert "Not half past?" in composer(desk, post)


def test_the_author_comments_while_approvers_read(round: Round, desk: Desk, post: Post) -> None:
    desk.client.post(path("comment", post), {"digest": round.digest, "text": "We asked the clerk."})
    assert ReviewComment.objects.get().written_by == desk.officer


def test_without_a_round_there_is_nothing_to_comment_on(desk: Desk, post: Post) -> None:
    answer = desk.client.post(path("comment", post), {"digest": "", "text": "Hm."}, follow=True)
    assert "no longer with its approvers" in answer.content.decode()
    assert "Comment on the text" not in answer.content.decode()


def test_the_author_marks_a_comment_as_done(comment: ReviewComment, desk: Desk, post: Post) -> None:
    desk.client.post(path("comment_done", post, comment.pk))
    assert ReviewComment.objects.get().resolved_by == desk.officer


def test_another_press_officer_does_not(comment: ReviewComment, desk: Desk, post: Post) -> None:
    other = make_person(desk.court, Role.PRESS_OFFICER)
    signed_in(other).post(path("comment_done", post, comment.pk))
    assert ReviewComment.objects.get().resolved_at is None
    with pytest.raises(PostRefused):
        post_resolve_comment(post=post, comment=comment, by=other)


@pytest.mark.parametrize("name", ["comment", "question"])
def test_another_courts_post_is_not_there(desk: Desk, other: Desk, name: str) -> None:
    theirs = make_post(other.court, other.officer, other.account)
    assert desk.client.post(path(name, theirs), {"text": "Hm."}).status_code == 404


# --- questions ---------------------------------------------------------------------------------


@pytest.fixture
def adviser(desk: Desk) -> Person:
    return make_person(desk.court, Role.ADVISER)


def test_the_author_asks_from_the_composer(desk: Desk, post: Post, adviser: Person) -> None:
    assert path("question", post) in composer(desk, post)
    answer = desk.client.post(path("question", post), {"text": "May we say that?"}, follow=True)
    assert "May we say that?" in answer.content.decode()


def test_then_the_composer_is_shut_and_says_why(desk: Desk, post: Post, adviser: Person) -> None:
    desk.client.post(path("question", post), {"text": "May we say that?"})
    text = composer(desk, post)
    assert "Frozen: Mira Tolland has asked an adviser about it." in text
    assert 'name="action-submit"' not in text
    assert reverse("questions:page", args=[Question.objects.get().pk]) in text


def test_what_is_sent_all_the_same_is_not_saved(desk: Desk, post: Post, adviser: Person) -> None:
    desk.client.post(path("question", post), {"text": "May we say that?"})
    for action in ({}, {"action-submit": "1"}, {"action-check": "1"}):
        desk.client.post(path("edit", post), entry(desk, text="Otherwise.", **action))
    assert (fresh(post).text, fresh(post).state) == (post.text, "draft")


def test_colleagues_see_who_asked_and_not_what(desk: Desk, post: Post, adviser: Person) -> None:
    desk.client.post(path("question", post), {"text": "May we say that?"})
    client = signed_in(make_person(desk.court, Role.PRESS_OFFICER))
    text = client.get(path("edit", post)).content.decode()
    assert "Mira Tolland has asked" in text
    assert "May we say" not in text
    assert reverse("questions:page", args=[Question.objects.get().pk]) not in text


def test_an_empty_question_comes_back(desk: Desk, post: Post, adviser: Person) -> None:
    answer = desk.client.post(path("question", post), {"text": " ", "urgent": "1"})
    assert answer.status_code == 422
    assert 'value="1" checked' in answer.content.decode()
    assert not Question.objects.exists()


def test_without_an_adviser_the_author_is_told(desk: Desk, post: Post) -> None:
    answer = desk.client.post(path("question", post), {"text": "May we say that?"}, follow=True)
    assert "Ask an administrator to name one" in answer.content.decode()
