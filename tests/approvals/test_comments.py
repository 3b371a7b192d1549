"""Comments: who writes and resolves them, what they are bound to, and that they follow their words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.models import ReviewComment, Round
from approvals.services import Invalid, NotAllowed, PartyEntry, Refused, TextChanged, clearance_void, post_submit
from approvals.services.comments import comment_resolve, comment_write, remarks_on, texts_of
from cms.models import Post
from publishing.domain.digest import parse
from publishing.ground.models import AuditEntry, Court
from tests.approvals.conftest import change_text, make_matter
from tests.factories import make_court, make_person, make_post

WORDS = "The registry opens at nine."


def place_of(round: Round, words: str) -> tuple[str, int, int]:
    texts = texts_of(parse(round.content))
    surface = next(name for name, text in texts.items() if words in text and name.startswith("text"))
    at = texts[surface].index(words)
    return surface, at, at + len(words)


def write(round: Round, by: Any, words: str = "", **facts: Any) -> ReviewComment:
    place = place_of(round, words) if words else None
    given = {"round": round, "digest": round.digest, "place": place, "text": "Is that so?", "by": by, **facts}
    return comment_write(**given)


def remarks(post: Post) -> list[tuple[str, bool]]:
    fresh = Post.objects.get(pk=post.pk)
    return [(one.words, one.changed) for one in remarks_on(fresh, fresh.to_submission())]


@pytest.mark.both
@pytest.mark.parametrize("role", ["press_officer", "reviewer", "registrar", "judge", "president"])
def test_those_who_write_and_decide_comment(round: Round, people: SimpleNamespace, role: str) -> None:
    assert write(round, getattr(people, role), "nine").end == write(round, getattr(people, role), "nine").start + 4


@pytest.mark.parametrize("role", ["administrator", "stranger"])
def test_nobody_else_comments(round: Round, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        write(round, getattr(people, role))


@pytest.mark.parametrize("role", ["adviser", "security_lead"])
def test_roles_that_see_only_what_names_them_do_not_comment(round: Round, court: Court, role: str) -> None:
    with pytest.raises(NotAllowed):
        write(round, make_person(court, role, is_superuser=True))


def test_a_comment_keeps_where_the_words_stand_and_not_the_words(round: Round, people: SimpleNamespace) -> None:
    row = write(round, people.judge, "nine")
    kept = {field.attname: getattr(row, field.attname) for field in ReviewComment._meta.concrete_fields}
    assert (row.end - row.start, len(row.words_hash)) == (4, 16)
    assert "nine" not in str(kept)


def test_the_trail_knows_where_and_not_what(round: Round, people: SimpleNamespace) -> None:
    row = write(round, people.judge, "nine", text="Surely ten?")
    entry = AuditEntry.objects.get(act="comment_written")
    assert entry.facts["span"] == [row.surface, row.start, row.end]
    assert "ten" not in str(entry.facts)


def test_a_text_that_was_not_read_is_not_commented_on(round: Round, people: SimpleNamespace) -> None:
    with pytest.raises(TextChanged):
        write(round, people.judge, digest="0" * 64)


def test_a_round_that_is_over_is_not_commented_on(round: Round, people: SimpleNamespace) -> None:
    clearance_void(round.workflow_state.content_object, by=people.press_officer)
    with pytest.raises(Refused, match="no longer with its approvers"):
        write(round, people.judge)


@pytest.mark.parametrize("text", ["", " ", "x", "x" * 2001])
def test_a_comment_says_something_and_not_too_much(round: Round, people: SimpleNamespace, text: str) -> None:
    with pytest.raises(Invalid) as caught:
        write(round, people.judge, text=text)
    assert list(caught.value.errors) == ["text"]


def test_a_protected_name_is_refused_and_kept_nowhere(round: Round, court: Court, people: SimpleNamespace) -> None:
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    with pytest.raises(Invalid) as caught:
        write(round, people.judge, text="Is this Aurelio Vantongeren?")
    assert "Vantongeren" not in str(caught.value)
    assert not ReviewComment.objects.exists()


@pytest.mark.parametrize(
    "place", [("text:0:0", 0, 4), ("", 0, 4), ("title", 4, 4), ("title", 5, 3), ("title", 0, 99), ("title", 7, 8)]
)
def test_a_forged_place_is_refused(round: Round, people: SimpleNamespace, place: Any) -> None:
    with pytest.raises(Invalid):
        write(round, people.judge, place=place)


def test_the_words_are_found_while_they_stand(round: Round, post: Post, people: SimpleNamespace) -> None:
    write(round, people.judge, WORDS)
    change_text(post, f"Please note. {WORDS} It closes at four.")
    assert remarks(post) == [(WORDS, False)]


def test_what_is_gone_is_said_to_have_changed(round: Round, post: Post, people: SimpleNamespace) -> None:
    write(round, people.judge, "nine")
    change_text(post, "The registry opens at ten.")
    assert remarks(post) == [("", True)]


def test_a_comment_on_the_whole_never_loses_its_place(round: Round, post: Post, people: SimpleNamespace) -> None:
    write(round, people.judge)
    change_text(post, "Something else.")
    assert remarks(post) == [("", False)]


def test_a_comment_follows_its_words_into_the_next_round(round: Round, post: Post, people: SimpleNamespace) -> None:
    write(round, people.judge, "opens at nine")
    clearance_void(post, by=people.press_officer)
    change_text(post, "From May: the registry opens at nine.")
    post_submit(Post.objects.get(pk=post.pk), by=people.press_officer)
    assert remarks(post) == [("opens at nine", False)]


def test_words_that_come_back_are_found_again(round: Round, post: Post, people: SimpleNamespace) -> None:
    write(round, people.judge, "nine")
    change_text(post, "The registry opens at ten.")
    change_text(post, WORDS)
    assert remarks(post) == [("nine", False)]


def test_a_round_that_holds_another_text_by_now_gives_no_place(
    round: Round, post: Post, people: SimpleNamespace
) -> None:
    row = write(round, people.judge, "nine")
    ReviewComment.objects.filter(pk=row.pk).update(digest="0" * 64)
    assert remarks(post) == [("", True)]


def test_without_a_text_no_place_is_claimed(round: Round, post: Post, people: SimpleNamespace) -> None:
    write(round, people.judge, "nine")
    assert [(one.words, one.changed) for one in remarks_on(post, None)] == [("", True)]


@pytest.mark.both
@pytest.mark.parametrize("role", ["judge", "press_officer"])
def test_its_author_and_the_posts_author_resolve_it(
    round: Round, post: Post, people: SimpleNamespace, role: str
) -> None:
    row = comment_resolve(comment=write(round, people.judge), reviewable=post, by=getattr(people, role))
    assert (row.resolved_by, remarks(post)) == (getattr(people, role), [])


@pytest.mark.parametrize("role", ["reviewer", "president", "administrator", "stranger"])
def test_nobody_else_resolves_it(round: Round, post: Post, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        comment_resolve(comment=write(round, people.judge), reviewable=post, by=getattr(people, role))


def test_the_author_of_another_post_does_not_resolve_it(round: Round, court: Court, people: SimpleNamespace) -> None:
    other = make_person(court, "press_officer")
    with pytest.raises(NotAllowed):
        comment_resolve(comment=write(round, people.judge), reviewable=make_post(court, other), by=other)


def test_who_left_the_court_resolves_nothing(round: Round, post: Post, people: SimpleNamespace) -> None:
    row = write(round, people.judge)
    people.judge.memberships.all().delete()
    with pytest.raises(NotAllowed):
        comment_resolve(comment=row, reviewable=post, by=people.judge)


def test_what_is_resolved_is_not_resolved_again(round: Round, post: Post, people: SimpleNamespace) -> None:
    row = comment_resolve(comment=write(round, people.judge), reviewable=post, by=people.judge)
    with pytest.raises(Refused, match="already"):
        comment_resolve(comment=row, reviewable=post, by=people.press_officer)
    assert AuditEntry.objects.filter(act="comment_resolved").count() == 1


def test_another_courts_comments_are_not_on_the_page(round: Round, post: Post, people: SimpleNamespace) -> None:
    row = write(round, people.judge)
    ReviewComment.objects.filter(pk=row.pk).update(court=make_court())
    assert remarks(post) == []


def test_a_comment_changes_nothing_that_is_sent(round: Round, post: Post, people: SimpleNamespace) -> None:
    write(round, people.judge, "nine")
    assert Round.objects.get(pk=round.pk).digest == round.digest
    assert Post.objects.get(pk=post.pk).writers() == {people.press_officer.pk}


@pytest.mark.both
@pytest.mark.parametrize(
    "wrong",
    [
        {"surface": "title", "start": 3, "end": 3, "words_hash": "0"},
        {"surface": "", "start": 0, "end": 3, "words_hash": ""},
        {"surface": "title", "start": 0, "end": 3, "words_hash": ""},
        {"resolved_at": timezone.now()},
    ],
)
def test_the_database_refuses_half_a_comment(round: Round, people: SimpleNamespace, wrong: dict[str, Any]) -> None:
    row = write(round, people.judge)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewComment.objects.filter(pk=row.pk).update(**wrong)
