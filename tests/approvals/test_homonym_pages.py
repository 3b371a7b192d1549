"""The registrars' pages about names: who opens them, what stands there, and what a forged request gets."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from approvals.models import Homonym, HomonymState, Matter
from approvals.services import PartyEntry, post_submit
from cms.models import Post
from publishing.ground.models import Court, Membership
from tests.approvals.conftest import change_text, make_matter
from tests.approvals.test_decision_pages import door, read
from tests.approvals.test_homonyms import NAME, SENTENCE, TEXT, WHY, ask, clear, fresh, severities
from tests.factories import make_person, make_post

INDEX = "homonyms:index"


@pytest.fixture
def matter(court: Court) -> Matter:
    return make_matter(court, parties=[PartyEntry(name="Ellery Finch", forms=("Ellery Vantongeren",), protected=True)])


@pytest.fixture
def post(court: Court, people: SimpleNamespace, matter: Matter) -> Post:
    return make_post(court, people.press_officer, text=TEXT)


@pytest.fixture
def asked(post: Post, people: SimpleNamespace) -> Homonym:
    return ask(post, people.press_officer)


def question_page(question: Homonym) -> str:
    return reverse("homonyms:page", args=[question.pk])


def answer(client: Client, question: Homonym, decision: str = "cleared", **facts: Any) -> Any:
    data = {"decision": decision, "reason": "Another person.", "sentence": question.sentences, **facts}
    return client.post(question_page(question), data)


def test_the_registrar_reads_the_sentence_with_its_words_marked(asked: Homonym, people: SimpleNamespace) -> None:
    text = door(people.registrar).get(question_page(asked)).content.decode()
    _before, after = SENTENCE.split(NAME)
    assert f'<mark class="pr-mark pr-mark--block">{NAME}</mark>{after}' in text
    assert WHY in text
    assert "Hearing next week" in text


def test_the_page_says_nothing_of_other_spellings(asked: Homonym, people: SimpleNamespace) -> None:
    assert "Vantongeren" not in door(people.registrar).get(question_page(asked)).content.decode()


def test_the_registrar_answers(asked: Homonym, post: Post, people: SimpleNamespace) -> None:
    client = door(people.registrar)
    assert asked.reference in client.get(reverse(INDEX)).content.decode()
    assert answer(client, asked).status_code == 302
    assert severities(post) == ["advise"]
    assert "No question waits" in client.get(reverse(INDEX)).content.decode()


def test_the_registrar_keeps_it_blocked(asked: Homonym, post: Post, people: SimpleNamespace) -> None:
    answer(door(people.registrar), asked, "kept")
    asked.refresh_from_db()
    assert (asked.state, severities(post)) == (HomonymState.KEPT, ["block"])


def test_the_registrar_takes_it_back(asked: Homonym, post: Post, people: SimpleNamespace) -> None:
    answer(door(people.registrar), asked)
    answer(door(people.registrar), asked, "revoke")
    assert severities(post) == ["block"]


@pytest.mark.parametrize("role", ["press_officer", "reviewer", "judge", "president", "administrator", "stranger"])
def test_for_everybody_else_it_is_not_there(asked: Homonym, people: SimpleNamespace, role: str) -> None:
    client = door(getattr(people, role))
    assert client.get(question_page(asked)).status_code == 404
    assert answer(client, asked).status_code == 404
    asked.refresh_from_db()
    assert asked.state == HomonymState.ASKED


def test_another_courts_registrar_sees_no_question_in_the_list(asked: Homonym, people: SimpleNamespace) -> None:
    assert asked.reference not in door(people.stranger).get(reverse(INDEX)).content.decode()


def test_a_superuser_finds_nothing(asked: Homonym) -> None:
    assert answer(door(make_person(is_superuser=True)), asked).status_code == 404


def test_an_author_who_is_registrar_too_reads_but_cannot_answer(
    asked: Homonym, people: SimpleNamespace, court: Court
) -> None:
    Membership.objects.create(court=court, person=people.press_officer, role="registrar")
    client = door(people.press_officer)
    assert "another registrar answers" in client.get(question_page(asked)).content.decode()
    answer(client, asked)
    asked.refresh_from_db()
    assert asked.state == HomonymState.ASKED


def test_a_sealed_matter_is_for_its_readers_only(asked: Homonym, matter: Matter, people: SimpleNamespace) -> None:
    Matter.objects.filter(pk=matter.pk).update(sealed=True)
    client = door(people.registrar)
    assert client.get(question_page(asked)).status_code == 404
    assert asked.reference not in client.get(reverse(INDEX)).content.decode()
    assert answer(client, asked).status_code == 404
    matter.readers.add(people.registrar)
    assert client.get(question_page(asked)).status_code == 200


def test_reasons_are_shown_as_they_were_typed(post: Post, people: SimpleNamespace) -> None:
    question = ask(post, people.press_officer, "<script>alert(1)</script> & a baker")
    text = door(people.registrar).get(question_page(question)).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; a baker" in text


def test_the_sentence_is_shown_as_it_was_typed(court: Court, people: SimpleNamespace, matter: Matter) -> None:
    post = make_post(court, people.press_officer, text=f"<b>{NAME}</b> bakes.")
    text = door(people.registrar).get(question_page(ask(post, people.press_officer))).content.decode()
    assert "&lt;b&gt;" in text
    assert f"<b>{NAME}" not in text


@pytest.mark.parametrize("reason", ["", "x", "a" * 10_000, f"Not {NAME}."])
def test_a_reason_that_cannot_be_kept_is_said_at_its_field(
    asked: Homonym, people: SimpleNamespace, reason: str
) -> None:
    page = answer(door(people.registrar), asked, reason=reason)
    assert page.status_code == 422
    assert 'id="q-error"' in page.content.decode()


@pytest.mark.parametrize("decision", ["", "delete", "asked"])
def test_an_unknown_answer_changes_nothing(asked: Homonym, people: SimpleNamespace, decision: str) -> None:
    answer(door(people.registrar), asked, decision)
    asked.refresh_from_db()
    assert asked.state == HomonymState.ASKED


def test_without_the_sentence_there_is_nothing_to_clear(asked: Homonym, post: Post, people: SimpleNamespace) -> None:
    change_text(post, "The registry opens at nine.")
    text = door(people.registrar).get(question_page(asked)).content.decode()
    assert "no longer stands in the draft" in text
    assert 'value="cleared"' not in text


def test_a_draft_that_cannot_be_checked_can_still_be_kept_blocked(
    asked: Homonym, post: Post, people: SimpleNamespace
) -> None:
    Post.objects.filter(pk=post.pk).update(due_at=None)
    client = door(people.registrar)
    assert client.get(question_page(asked)).status_code == 200
    answer(client, asked, "kept")
    asked.refresh_from_db()
    assert asked.state == HomonymState.KEPT


def test_the_menu_counts_what_waits(asked: Homonym, people: SimpleNamespace) -> None:
    assert "Names (1)" in door(people.registrar).get("/admin/").content.decode()


def test_the_approvers_read_the_answer_and_who_gave_it(asked: Homonym, post: Post, people: SimpleNamespace) -> None:
    clear(asked, people.registrar, "Born forty years later.")
    text = read(post_submit(fresh(post), by=people.press_officer), people.reviewer)
    assert "Cleared by a registrar" in text
    assert "Born forty years later." in text
    assert str(people.registrar) in text
    assert "One may be named" not in text
    assert "A registrar says: someone else." in text
    assert "None found" not in text
