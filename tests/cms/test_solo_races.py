"""Two people at once on one emergency: whoever presses first, it is released once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals.models import Round, SoloRelease
from approvals.services import Refused, digest_of, vote_cast
from approvals.services.roster import turn_set
from approvals.services.solo import emergency_release
from cms.models import Post
from cms.services import post_submit
from publishing.ground.models import Court, Notice, Person, Role
from publishing.models import Delivery, Release
from tests.cms.test_races import at_once
from tests.factories import make_court, make_person, make_post

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROLES = (Role.PRESS_OFFICER, Role.REGISTRAR, Role.SECURITY_LEAD)


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def crew(court: Court) -> list[Person]:
    """The author, a registrar and a security lead, on duty."""
    administrator, now = make_person(court, Role.ADMINISTRATOR), timezone.now()
    people = [make_person(court, role) for role in ROLES]
    for person, role in zip(people, ROLES, strict=True):
        turn_set(
            court=court, person=person, role=role, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=9),
            by=administrator,
        )  # fmt: skip
    return people


@pytest.fixture
def post(court: Court, crew: list[Person]) -> Post:
    """An emergency that the registrar approved, and that others were asked about ten minutes ago."""
    post = make_post(court, crew[0], kind="emergency")
    post_submit(post=post, by=crew[0])
    vote(post, crew[1])()
    before = timezone.now() - timedelta(minutes=11)
    Round.objects.update(submitted_at=before)
    Notice.objects.update(created_at=before)
    return post


def facts(post: Post) -> dict[str, Any]:
    now = Post.objects.get(pk=post.pk)
    return {"task_state": now.current_workflow_task_state, "digest": digest_of(now)}


def vote(post: Post, person: Person) -> Callable[[], Any]:
    given = facts(post)
    return lambda: vote_cast(**given, person=person, decision="approve")


def alone(post: Post, person: Person) -> Callable[[], Any]:
    given = facts(post)
    return lambda: emergency_release(**given, person=person, reason="Nobody else answers the telephone.")


@pytest.mark.parametrize("again", range(3))
def test_pressed_twice_at_once_it_is_released_once(post: Post, crew: list[Person], again: int) -> None:
    raised = at_once(*(alone(post, crew[1]) for _one in range(3)))
    assert [error for error in raised if not isinstance(error, Refused)] == []
    assert (len(raised), Release.objects.count(), SoloRelease.objects.count()) == (2, 1, 1)


@pytest.mark.parametrize("again", range(4))
def test_the_second_who_answers_at_that_moment_makes_no_second_release(
    post: Post, crew: list[Person], again: int
) -> None:
    acts = alone(post, crew[1]), vote(post, crew[2])
    raised = at_once(*(acts if again % 2 else reversed(acts)))
    assert [error for error in raised if not isinstance(error, Refused)] == []
    release = Release.objects.get()
    assert (len(raised), Delivery.objects.filter(release=release).count()) == (1, 1)
    assert (release.clearance["solo"] is None) == (not SoloRelease.objects.exists())
