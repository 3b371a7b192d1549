"""Another wording: it comes with a return, is taken over by a writer, and never by itself."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from approvals.models import Part, Round, Suggestion, SuggestionState, Vote
from approvals.services import Invalid, NotAllowed, NotCleared, PartyEntry, Refused, TextChanged, digest_of, post_submit
from approvals.services.suggestions import stale, suggestion_apply, suggestion_leave, suggestion_make
from cms.models import Post
from cms.services.talking import post_take_over
from publishing.ground.models import AuditEntry, Court
from tests.approvals.conftest import approve, change_text, make_matter, step_of
from tests.factories import make_person, make_post

BETTER = "The registry opens at nine, from Monday to Friday."


def suggest(round: Round, by: Any, text: str = BETTER, **facts: Any) -> Suggestion:
    digest = digest_of(round.workflow_state.content_object)
    given = {"task_state": step_of(round), "person": by, "digest": digest, "texts": {"text": text}, **facts}
    return suggestion_make(**given)


def fresh(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


@pytest.mark.both
def test_it_returns_the_post_with_the_wording(round: Round, post: Post, people: SimpleNamespace) -> None:
    row = suggest(round, people.reviewer)
    assert (row.changes, row.vote.duty) == ([{"key": "text", "old": post.text, "new": BETTER}], "returned")
    assert (fresh(post).state, fresh(post).text) == ("returned", post.text)


def test_the_reason_may_stay_empty(round: Round, people: SimpleNamespace) -> None:
    assert suggest(round, people.reviewer).vote.comment == "Another wording is suggested."


def test_the_reason_is_the_suggesters_where_there_is_one(round: Round, people: SimpleNamespace) -> None:
    assert suggest(round, people.reviewer, comment="Say which days.").vote.comment == "Say which days."


@pytest.mark.parametrize("role", ["press_officer", "administrator", "stranger"])
def test_who_may_not_return_suggests_nothing(round: Round, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        suggest(round, getattr(people, role))
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    "texts", [{}, {"text": "The registry opens at nine."}, {"none": "x"}, {"text": " The registry opens at nine. "}]
)
def test_without_a_difference_nothing_is_returned(round: Round, people: SimpleNamespace, texts: dict[str, str]) -> None:
    with pytest.raises(Invalid, match="Nothing differs"):
        suggest(round, people.reviewer, texts=texts)
    assert not Vote.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 20_001])
def test_an_empty_or_endless_text_is_refused(round: Round, people: SimpleNamespace, text: str) -> None:
    with pytest.raises(Invalid):
        suggest(round, people.reviewer, text)
    assert not Vote.objects.exists()


def test_a_protected_name_is_refused_and_kept_nowhere(round: Round, court: Court, people: SimpleNamespace) -> None:
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    with pytest.raises(Invalid) as caught:
        suggest(round, people.reviewer, "The registry hears Aurelio Vantongeren at nine.")
    assert "Vantongeren" not in str(caught.value)
    assert (Suggestion.objects.count(), Vote.objects.count()) == (0, 0)


def test_a_text_that_changed_meanwhile_is_not_returned_with_it(
    round: Round, post: Post, people: SimpleNamespace
) -> None:
    read = round.digest
    change_text(post, "The registry opens at ten.")
    with pytest.raises(TextChanged):
        suggest(round, people.reviewer, digest=read)
    assert not Suggestion.objects.exists()


@pytest.mark.both
def test_vote_and_wording_stand_or_fall_together(
    round: Round, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**facts: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Suggestion.objects, "create", broken)
    with pytest.raises(RuntimeError):
        suggest(round, people.reviewer)
    assert not Vote.objects.exists()
    assert Round.objects.get(pk=round.pk).workflow_state.status == "in_progress"


def test_whoever_takes_it_over_is_a_writer(round: Round, court: Court, post: Post, people: SimpleNamespace) -> None:
    colleague = make_person(court, "press_officer")
    post_take_over(post=post, suggestion=suggest(round, people.reviewer), by=colleague)
    assert fresh(post).text == BETTER
    assert fresh(post).writers() == {people.press_officer.pk, colleague.pk}


def test_the_suggester_may_vote_on_what_became_of_it(round: Round, post: Post, people: SimpleNamespace) -> None:
    row = suggest(round, people.reviewer)
    post_take_over(post=post, suggestion=row, by=people.press_officer)
    again = post_submit(fresh(post), by=people.press_officer)
    vote = approve(again, people.reviewer)
    assert vote.digest != row.digest
    assert AuditEntry.objects.filter(act="voted").order_by("at").last().facts["suggested"] == [str(row.pk)]


def test_a_vote_without_own_words_says_nothing_of_suggestions(round: Round, people: SimpleNamespace) -> None:
    approve(round, people.reviewer)
    assert "suggested" not in AuditEntry.objects.get(act="voted").facts


@pytest.mark.both
def test_a_suggester_who_takes_it_over_wrote_and_does_not_vote(
    round: Round, court: Court, post: Post, people: SimpleNamespace
) -> None:
    both = make_person(court, "press_officer", "reviewer")
    row = suggest(round, both)
    post_take_over(post=post, suggestion=row, by=both)
    again = post_submit(fresh(post), by=people.press_officer)
    with pytest.raises(NotAllowed, match="You wrote this"):
        approve(again, both)
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.filter(digest=again.digest, person=people.press_officer).update(person=both)


def test_what_changed_since_is_not_overwritten(round: Round, post: Post, people: SimpleNamespace) -> None:
    row = suggest(round, people.reviewer)
    change_text(post, "The registry opens at ten.")
    assert stale(row, fresh(post))
    with pytest.raises(TextChanged, match="changed since"):
        suggestion_apply(suggestion=row, reviewable=fresh(post), by=people.press_officer)
    assert Suggestion.objects.get().state == SuggestionState.OPEN


def test_another_time_does_not_make_it_stale(round: Round, post: Post, people: SimpleNamespace) -> None:
    row = suggest(round, people.reviewer)
    Post.objects.filter(pk=post.pk).update(missed_minutes=5)
    assert not stale(row, fresh(post))


@pytest.mark.parametrize("role", ["reviewer", "judge", "administrator", "stranger"])
def test_only_press_officers_take_it_over(round: Round, post: Post, people: SimpleNamespace, role: str) -> None:
    row = suggest(round, people.reviewer)
    for act in (suggestion_apply, suggestion_leave):
        with pytest.raises(NotAllowed):
            act(suggestion=row, reviewable=fresh(post), by=getattr(people, role))


def test_it_goes_into_no_other_post(round: Round, court: Court, people: SimpleNamespace) -> None:
    row, other = suggest(round, people.reviewer), make_post(court, people.press_officer)
    with pytest.raises(NotAllowed, match="another post"):
        suggestion_apply(suggestion=row, reviewable=other, by=people.press_officer)


@pytest.mark.parametrize("first", [suggestion_apply, suggestion_leave])
@pytest.mark.parametrize("second", [suggestion_apply, suggestion_leave])
def test_it_is_settled_once(round: Round, post: Post, people: SimpleNamespace, first: Any, second: Any) -> None:
    given = {"suggestion": suggest(round, people.reviewer), "reviewable": fresh(post), "by": people.press_officer}
    first(**given)
    with pytest.raises(Refused, match="already"):
        second(**given)


def test_what_is_left_leaves_the_text(round: Round, post: Post, people: SimpleNamespace) -> None:
    suggestion_leave(suggestion=suggest(round, people.reviewer), reviewable=fresh(post), by=people.press_officer)
    assert fresh(post).text == post.text
    assert fresh(post).writers() == {people.press_officer.pk}


def test_the_trail_names_texts_and_never_their_words(round: Round, post: Post, people: SimpleNamespace) -> None:
    post_take_over(post=post, suggestion=suggest(round, people.reviewer), by=people.press_officer)
    entries = list(AuditEntry.objects.filter(act__in=("change_suggested", "suggestion_applied")))
    assert [entry.facts["texts"] for entry in entries] == [["text"], ["text"]]
    assert "Monday" not in str([entry.facts for entry in entries])


def test_a_suggestion_clears_nothing(round: Round, post: Post, people: SimpleNamespace) -> None:
    suggest(round, people.reviewer)
    with pytest.raises((NotAllowed, NotCleared, TextChanged)):
        approve(round, people.judge)
    assert fresh(post).state == "returned"


@pytest.mark.both
@pytest.mark.parametrize("state", ["applied", "left"])
def test_the_database_wants_a_person_who_settled_it(round: Round, people: SimpleNamespace, state: str) -> None:
    row = suggest(round, people.reviewer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(pk=row.pk).update(state=state)
