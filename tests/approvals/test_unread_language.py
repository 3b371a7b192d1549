"""A post in a language without word lists says so, to its author and to its approvers."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse

from approvals.models import Round
from approvals.services import post_submit
from cms.models import Post
from publishing.ground.models import Court
from tests.approvals.test_decision_pages import door
from tests.factories import make_post

SAID = "Word lists are not read in this language"


@pytest.fixture
def finnish(court: Court, people: SimpleNamespace) -> Post:
    Court.objects.filter(pk=court.pk).update(languages=["fi", "en"])
    court.refresh_from_db()
    return make_post(court, people.press_officer, language="fi", text="Kirjaamo avataan kello yhdeksän.")


def test_the_author_is_told(finnish: Post, people: SimpleNamespace) -> None:
    page = door(people.press_officer).get(reverse("posts:edit", args=[finnish.pk])).content.decode()
    assert SAID in page
    assert "Finnish" in page


def test_the_approver_is_told(finnish: Post, people: SimpleNamespace) -> None:
    round = post_submit(finnish, by=people.press_officer)
    assert SAID in door(people.reviewer).get(reverse("decisions:page", args=[round.reference])).content.decode()


def test_nothing_is_said_of_a_language_that_is_read(round: Round, people: SimpleNamespace) -> None:
    post = round.workflow_state.content_object
    pages = [
        door(people.press_officer).get(reverse("posts:edit", args=[post.pk])),
        door(people.reviewer).get(reverse("decisions:page", args=[round.reference])),
    ]
    assert all(SAID not in page.content.decode() for page in pages)
