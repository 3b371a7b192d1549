"""Somebody leaves while a vote is cast: nothing goes out unseen on their word, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from approvals.models import Vote
from approvals.services import NotAllowed
from publishing.domain.delivery import State
from publishing.ground.leaving import person_leave, person_suspend
from publishing.ground.models import Court, Membership, Person, Role
from publishing.ground.services import membership_revoke
from publishing.models import Delivery
from tests.cms.test_races import at_once, before_judge, vote
from tests.factories import make_court, make_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WHY = "They are looked into by the council."


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def boss(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR)


def leave(court: Court, person: Person, by: Person) -> Callable[[], Any]:
    return lambda: person_leave(court=court, person=person, by=by)


def suspend(court: Court, person: Person, by: Person) -> Callable[[], Any]:
    return lambda: person_suspend(court=court, person=person, by=by, reason=WHY)


@pytest.mark.parametrize("end", [leave, suspend])
@pytest.mark.parametrize("again", range(6))
def test_the_last_vote_of_somebody_who_leaves_sends_nothing_by_itself(court, boss, end, again: int) -> None:
    post, judge = before_judge(court), make_person(court, Role.JUDGE)
    make_person(court, Role.JUDGE)
    acts = vote(post, judge), end(court, judge, boss)
    raised = at_once(*(acts if again % 2 else reversed(acts)))
    assert [error for error in raised if not isinstance(error, NotAllowed)] == []
    assert set(Delivery.objects.values_list("state", flat=True)) <= {State.HELD}
    assert Vote.objects.standing().filter(person=judge).exists() == Delivery.objects.exists()


@pytest.mark.parametrize("again", range(6))
def test_a_vote_before_the_last_one_does_not_outlive_its_person(court, boss, again: int) -> None:
    post = before_judge(court)
    reviewer = Vote.objects.get(role=Role.REVIEWER).person
    make_person(court, Role.REVIEWER)
    acts = vote(post, make_person(court, Role.JUDGE)), leave(court, reviewer, boss)
    raised = at_once(*(acts if again % 2 else reversed(acts)))
    assert [error for error in raised if not isinstance(error, NotAllowed)] == []
    assert set(Delivery.objects.values_list("state", flat=True)) <= {State.HELD}
    assert Vote.objects.standing().filter(person=reviewer).exists() == Delivery.objects.exists()


@pytest.mark.parametrize("again", range(4))
def test_two_administrators_never_let_each_other_go(court, boss, again: int) -> None:
    second = make_person(court, Role.ADMINISTRATOR)
    raised = at_once(leave(court, second, boss), leave(court, boss, second))
    assert [type(error) for error in raised] == [PermissionDenied]
    assert Membership.objects.filter(court=court, role=Role.ADMINISTRATOR).count() == 1


@pytest.mark.parametrize("again", range(4))
def test_a_role_that_is_taken_while_its_person_votes_hangs_nobody(court, boss, again: int) -> None:
    post, judge = before_judge(court), make_person(court, Role.JUDGE)
    acts = (
        vote(post, judge),
        lambda: membership_revoke(court=court, person=judge, role=Role.JUDGE, by=boss),
        leave(court, make_person(court, Role.REGISTRAR), boss),
    )
    raised = at_once(*(acts if again % 2 else reversed(acts)))
    assert [error for error in raised if not isinstance(error, NotAllowed)] == []
