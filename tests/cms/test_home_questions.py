"""An adviser's first page says what waits for an answer, and nothing of the post."""

from __future__ import annotations

import pytest

from approvals.services.questions import question_ask
from cms.home import Home
from publishing.ground.models import Role
from tests.factories import make_court, make_person, make_post

pytestmark = pytest.mark.django_db


def test_a_question_waits_for_its_adviser_and_for_nobody_else() -> None:
    court = make_court()
    author, adviser, judge = (make_person(court, role) for role in (Role.PRESS_OFFICER, Role.ADVISER, Role.JUDGE))
    question = question_ask(reviewable=make_post(court, author), text="May we say that?", urgent=False, by=author)
    waits = {person: [line.title for line in Home(person).waits] for person in (author, adviser, judge)}
    assert waits[adviser] == [question.reference]
    assert question.reference not in waits[author] + waits[judge]


def test_it_is_called_by_its_reference() -> None:
    court = make_court()
    author, adviser = make_person(court, Role.PRESS_OFFICER), make_person(court, Role.ADVISER)
    post = make_post(court, author, title="Hours, anew")
    question_ask(reviewable=post, text="May we say that?", urgent=True, by=author)
    assert "Hours, anew" not in str(Home(adviser).waits)
