"""Comments, suggested words and questions through the browser's door: who sees what, and that every act asks again."""

from __future__ import annotations

import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from approvals.models import NameHit, Question, ReviewComment, Round, Suggestion, Vote
from approvals.services import PartyEntry, post_submit
from approvals.services.comments import comment_write
from approvals.services.questions import question_answer, question_ask, question_attach
from approvals.services.suggestions import suggestion_make
from cms.models import Post
from cms.services.talking import post_take_over
from publishing.ground.models import Court, Person
from tests.approvals.conftest import change_text, make_matter, step_of
from tests.approvals.test_comments import place_of
from tests.factories import make_court, make_person


def door(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(round: Round, name: str = "page", *more: Any) -> str:
    return reverse(f"decisions:{name}", args=[round.reference, *more])


def read(round: Round, person: Any, name: str = "page") -> str:
    return door(person).get(at(round, name)).content.decode()


@pytest.fixture
def adviser(court: Court) -> Person:
    return make_person(court, "adviser")


@pytest.fixture
def comment(round: Round, people: SimpleNamespace) -> ReviewComment:
    place = place_of(round, "opens at nine")
    return comment_write(round=round, digest=round.digest, place=place, text="Not half past?", by=people.judge)


# --- comments ----------------------------------------------------------------------------------


def test_a_sentence_is_chosen_from_a_list_and_commented_on(round: Round, people: SimpleNamespace) -> None:
    surface, start, end = place_of(round, "The registry opens at nine.")
    assert f'value="{surface}|{start}|{end}"' in read(round, people.reviewer)
    given = {"digest": round.digest, "place": f"{surface}|{start}|{end}", "text": "Is that so?"}
    door(people.reviewer).post(at(round, "comment"), given)
    row = ReviewComment.objects.get()
    assert (row.surface, row.start, row.end) == (surface, start, end)


def test_words_that_were_marked_go_before_the_list(round: Round, people: SimpleNamespace) -> None:
    given = {"digest": round.digest, "place": "title|0|3", "words": "at nine", "text": "Is that so?"}
    door(people.reviewer).post(at(round, "comment"), given)
    assert (ReviewComment.objects.get().start, ReviewComment.objects.get().end) == (19, 26)


def test_without_a_place_it_is_about_the_whole(round: Round, people: SimpleNamespace) -> None:
    door(people.reviewer).post(at(round, "comment"), {"digest": round.digest, "text": "Well said."})
    assert "On the whole post." in read(round, people.judge)


@pytest.mark.parametrize(
    "place", ["title", "title|x|y", "title|0", "title|9|3", "|0|3", "title|0|99999999999", "x|0|3"]
)
def test_a_forged_place_is_refused_or_about_the_whole(round: Round, people: SimpleNamespace, place: str) -> None:
    answer = door(people.reviewer).post(at(round, "comment"), {"digest": round.digest, "place": place, "text": "Hm."})
    assert answer.status_code in (302, 422)
    assert not ReviewComment.objects.exclude(surface="").exists()


def test_a_comment_stands_with_its_words(comment: ReviewComment, round: Round, people: SimpleNamespace) -> None:
    text = read(round, people.reviewer)
    assert "Not half past?" in text
    assert '<q dir="auto">opens at nine</q>' in text
    assert '<mark class="pr-mark pr-mark--said">opens at nine</mark>' in text


def test_words_that_are_gone_are_said_to_be_gone(
    comment: ReviewComment, round: Round, post: Post, people: SimpleNamespace
) -> None:
    change_text(post, "The registry opens at ten.")
    assert "The text it spoke of changed." in read(round, people.reviewer)


def test_an_empty_comment_comes_back_with_its_place(round: Round, people: SimpleNamespace) -> None:
    surface, start, end = place_of(round, "The registry opens at nine.")
    place = f"{surface}|{start}|{end}"
    answer = door(people.reviewer).post(at(round, "comment"), {"digest": round.digest, "place": place, "text": ""})
    assert answer.status_code == 422
    assert f'value="{place}" dir="auto" selected' in answer.content.decode()


def test_a_protected_name_in_a_comment_is_refused_and_noted(
    round: Round, court: Court, people: SimpleNamespace
) -> None:
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    given = {"digest": round.digest, "text": "Is it Aurelio Vantongeren?"}
    answer = door(people.reviewer).post(at(round, "comment"), given)
    assert "may name someone protected" in answer.content.decode()
    assert (ReviewComment.objects.count(), NameHit.objects.count()) == (0, 1)


def test_markup_in_a_comment_is_words(round: Round, people: SimpleNamespace) -> None:
    given = {"digest": round.digest, "text": "<script>x</script>"}
    door(people.reviewer).post(at(round, "comment"), given)
    assert "<script>x" not in read(round, people.judge)


def test_a_comment_is_marked_as_done(comment: ReviewComment, round: Round, people: SimpleNamespace) -> None:
    door(people.press_officer).post(at(round, "comment_done", comment.pk))
    assert "Not half past?" not in read(round, people.judge)


def test_who_may_not_resolve_it_has_no_button(comment: ReviewComment, round: Round, people: SimpleNamespace) -> None:
    done = at(round, "comment_done", comment.pk)
    assert (done in read(round, people.judge), done in read(round, people.reviewer)) == (True, False)


def test_a_forged_done_changes_nothing(comment: ReviewComment, round: Round, people: SimpleNamespace) -> None:
    door(people.reviewer).post(at(round, "comment_done", comment.pk))
    assert ReviewComment.objects.get().resolved_at is None


def test_a_comment_is_found_under_its_own_post_only(
    comment: ReviewComment, round: Round, people: SimpleNamespace
) -> None:
    ReviewComment.objects.filter(pk=comment.pk).update(subject="post:0")
    assert door(people.judge).post(at(round, "comment_done", comment.pk)).status_code == 404
    assert door(people.judge).post(at(round, "comment_done", uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("name", ["comment", "suggest", "ask"])
@pytest.mark.parametrize("role", ["stranger", "administrator"])
def test_who_reads_no_decision_says_nothing(round: Round, people: SimpleNamespace, name: str, role: str) -> None:
    client = door(getattr(people, role))
    given = {"digest": round.digest, "text": "Me too.", "step": step_of(round).pk, "w-text": "Mine."}
    assert (client.get(at(round, name)).status_code, client.post(at(round, name), given).status_code) == (404, 404)


# --- another wording ---------------------------------------------------------------------------


def suggest(round: Round, person: Any, **facts: Any) -> Any:
    given = {"digest": round.digest, "step": step_of(round).pk, "w-text": "The registry opens at ten.", **facts}
    return door(person).post(at(round, "suggest"), given, follow=True)


def test_the_sheet_holds_every_wording(round: Round, post: Post, people: SimpleNamespace) -> None:
    text = read(round, people.reviewer, "suggest")
    assert [f'name="w-{one.key}"' in text and one.text in text for one in post.wordings()] == [True, True]


def test_another_wording_returns_the_post(round: Round, people: SimpleNamespace) -> None:
    assert "Returned with your wording" in suggest(round, people.reviewer).content.decode()
    assert Suggestion.objects.get().changes[0]["new"] == "The registry opens at ten."


def test_the_author_has_no_sheet(round: Round, people: SimpleNamespace) -> None:
    assert door(people.press_officer).get(at(round, "suggest")).status_code == 302
    suggest(round, people.press_officer)
    assert not Suggestion.objects.exists()


def test_an_unchanged_sheet_says_so_and_returns_nothing(round: Round, people: SimpleNamespace) -> None:
    answer = suggest(round, people.reviewer, **{"w-text": "The registry opens at nine."})
    assert "Nothing differs yet" in answer.content.decode()
    assert not Vote.objects.exists()


def test_what_was_typed_comes_back_beside_what_is_wrong(round: Round, court: Court, people: SimpleNamespace) -> None:
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    answer = suggest(round, people.reviewer, **{"w-text": "For Aurelio Vantongeren.", "w-title": "Hours, anew"})
    assert "Hours, anew" in answer.content.decode()
    assert "may name someone protected" in answer.content.decode()


@pytest.mark.parametrize("step", ["", "x", "0", "9" * 40])
def test_a_nonsense_step_suggests_nothing(round: Round, people: SimpleNamespace, step: str) -> None:
    assert suggest(round, people.reviewer, step=step).status_code == 200
    assert not Suggestion.objects.exists()


def test_approvers_read_whose_words_were_taken_over(round: Round, post: Post, people: SimpleNamespace) -> None:
    row = suggestion_make(
        task_state=step_of(round), person=people.reviewer, digest=round.digest, texts={"text": "It opens at ten."}
    )
    post_take_over(post=post, suggestion=row, by=people.press_officer)
    again = post_submit(Post.objects.get(pk=post.pk), by=people.press_officer)
    assert "the trail says that you suggested them" in read(again, people.reviewer)
    other = read(again, people.judge)
    assert f"{people.reviewer} suggested words; {people.press_officer} took them over" in other
    assert "the trail says that you" not in other


# --- questions ---------------------------------------------------------------------------------


@pytest.fixture
def question(post: Post, people: SimpleNamespace, adviser: Person) -> Question:
    return question_ask(reviewable=post, text="May we say that?", urgent=False, by=people.press_officer)


def thread(question: Question) -> str:
    return reverse("questions:page", args=[question.pk])


def test_an_approver_asks_from_the_decision_page(round: Round, people: SimpleNamespace, adviser: Person) -> None:
    assert at(round, "ask") in read(round, people.judge)
    answer = door(people.judge).post(at(round, "ask"), {"text": "May we say that?", "urgent": "1"}, follow=True)
    assert "May we say that?" in answer.content.decode()
    assert Question.objects.get().urgent


def test_others_see_neither_the_thread_nor_the_way_to_it(
    round: Round, people: SimpleNamespace, adviser: Person
) -> None:
    door(people.judge).post(at(round, "ask"), {"text": "May we say that?"})
    path = thread(Question.objects.get())
    assert path in read(round, people.judge)
    assert path not in read(round, people.reviewer)


@pytest.mark.parametrize("role", ["reviewer", "registrar", "judge", "president", "administrator", "stranger"])
def test_the_thread_of_others_is_not_there(question: Question, people: SimpleNamespace, role: str) -> None:
    client = door(getattr(people, role))
    acts = [
        client.post(thread(question), {"act": act, "text": "Me."}).status_code for act in ("say", "answer", "attach")
    ]
    assert [client.get(thread(question)).status_code, *acts] == [404] * 4


def test_the_thread_is_not_there_for_superusers_and_advisers_elsewhere(question: Question) -> None:
    people = [make_person(is_superuser=True), make_person(make_court(), "adviser"), make_person(is_superuser=True)]
    assert {door(person).get(thread(question)).status_code for person in people} == {404}


def test_an_adviser_reads_the_draft_and_answers(question: Question, post: Post, adviser: Person) -> None:
    text = door(adviser).get(thread(question)).content.decode()
    assert post.text in text
    assert "May we say that?" in text
    door(adviser).post(thread(question), {"act": "answer", "text": "Yes, since May."})
    assert not Question.objects.get().waits


def test_an_adviser_reads_no_draft_once_it_is_over(question: Question, post: Post, adviser: Person) -> None:
    question_answer(question=question, text="Yes.", by=adviser)
    assert post.text not in door(adviser).get(thread(question)).content.decode()


def test_an_adviser_has_no_other_page_of_the_post(
    post: Post, round: Round, people: SimpleNamespace, adviser: Person
) -> None:
    question_ask(reviewable=post, text="May we say that?", urgent=False, by=people.judge)
    paths = [reverse("posts:edit", args=[post.pk]), at(round), reverse("posts:question", args=[post.pk])]
    assert not {door(adviser).get(path).status_code for path in paths} & {200}


@pytest.mark.parametrize("act", ["", "approve", "take_back", "attach"])
def test_an_adviser_does_nothing_else(question: Question, adviser: Person, act: str) -> None:
    door(adviser).post(thread(question), {"act": act, "text": "Yes."})
    assert Question.objects.get().waits


def test_the_asker_takes_it_back(question: Question, people: SimpleNamespace) -> None:
    door(people.press_officer).post(thread(question), {"act": "take_back"})
    assert not Question.objects.get().waits


def test_an_answer_with_a_protected_name_is_refused_and_noted(
    question: Question, court: Court, adviser: Person
) -> None:
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    answer = door(adviser).post(thread(question), {"act": "answer", "text": "Not Aurelio Vantongeren."})
    assert answer.status_code == 422
    assert (Question.objects.get().waits, NameHit.objects.count()) == (True, 1)


def test_the_answer_is_on_the_decision_page_once_the_asker_shows_it(
    question: Question, post: Post, people: SimpleNamespace, adviser: Person
) -> None:
    question_answer(question=question, text="Yes, since May.", by=adviser)
    round = post_submit(Post.objects.get(pk=post.pk), by=people.press_officer)
    assert "Yes, since May." not in read(round, people.judge)
    door(people.press_officer).post(thread(question), {"act": "attach"})
    text = read(round, people.judge)
    assert "Yes, since May." in text
    assert "May we say that?" not in text


def test_advice_on_another_wording_says_so(
    question: Question, post: Post, people: SimpleNamespace, adviser: Person
) -> None:
    question_attach(question=question_answer(question=question, text="Yes.", by=adviser), by=people.press_officer)
    change_text(post, "The registry opens at ten.")
    round = post_submit(Post.objects.get(pk=post.pk), by=people.press_officer)
    assert "The text changed since it was given." in read(round, people.judge)


def test_the_list_shows_what_waits_and_nothing_of_others(
    question: Question, people: SimpleNamespace, adviser: Person
) -> None:
    lists = [door(person).get(reverse("questions:index")).content.decode() for person in (adviser, people.judge)]
    assert [question.reference in text for text in lists] == [True, False]


def test_the_menu_counts_what_waits_for_an_adviser(
    question: Question, people: SimpleNamespace, adviser: Person
) -> None:
    path = reverse("questions:index")
    assert "Questions (1)" in door(adviser).get(path).content.decode()
    assert "Questions (1)" not in door(people.press_officer).get(path).content.decode()


def test_no_word_of_a_thread_is_in_a_title_or_address(question: Question, adviser: Person) -> None:
    answer = door(adviser).get(thread(question))
    title = answer.content.decode().split("<title>")[1].split("</title>")[0]
    assert "May we say" not in title
    assert answer["Cache-Control"].startswith("max-age=0")
