"""Two people at the same moment over one proposal, each in a transaction of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from publishing.ground.models import AuditEntry, Court, Membership, Person, Proposal, Role
from publishing.ground.proposals import proposal_refuse, proposal_withdraw, proposals_expire
from publishing.ground.services import membership_grant, membership_revoke
from publishing.models import Pause
from publishing.services import pause_lift_ask, pause_start
from tests.factories import make_court, make_person
from tests.two import confirm

from .test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AGAIN = pytest.mark.parametrize("again", range(4))


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def leads(court: Court) -> list[Person]:
    return [make_person(court, Role.ADMINISTRATOR) for _ in range(4)]


def turned(again: int, *acts: Callable[[], Any]) -> list[Exception]:
    """What they raised, when the first of them starts first, and the last one."""
    return at_once(*(acts if again % 2 else reversed(acts)))


def ended() -> list[str]:
    """The ends that the trail tells of."""
    rows = AuditEntry.objects.filter(act__startswith="proposal_")
    return [act.removeprefix("proposal_") for act in rows.values_list("act", flat=True)]


def only(raised: list[Exception]) -> int:
    """How many were refused; nothing else may be raised."""
    assert [error for error in raised if not isinstance(error, ValidationError)] == []
    return len(raised)


@AGAIN
def test_three_who_confirm_at_once_do_it_once(court: Court, leads: list[Person], again: int) -> None:
    person = make_person(court, Role.REVIEWER)
    asked: Any = membership_grant(court=court, person=person, role=Role.JUDGE, by=leads[0])
    raised = at_once(*(lambda by=by: confirm(asked, by) for by in leads[1:]))
    assert (only(raised), ended()) == (2, ["confirmed"])
    assert Membership.objects.filter(person=person, role=Role.JUDGE).count() == 1
    assert AuditEntry.objects.filter(act="role_granted").count() == 1


@AGAIN
def test_a_pause_that_two_lift_at_once_is_lifted_once(court: Court, leads: list[Person], again: int) -> None:
    pause = pause_start(court=court, by=leads[0], reason="A threat.")
    asked = pause_lift_ask(pause, by=leads[0], reason="It is over.")
    raised = at_once(*(lambda by=by: confirm(asked, by) for by in leads[1:3]))
    assert (only(raised), ended()) == (1, ["confirmed"])
    assert Pause.objects.get().lifted_by in leads[1:3]
    assert AuditEntry.objects.filter(act="lifted").count() == 1


@AGAIN
@pytest.mark.parametrize("other", ["withdraw", "refuse", "expire"])
def test_a_yes_against_another_end_is_one_of_the_two(court: Court, leads: list[Person], again: int, other: str) -> None:
    person = make_person(court, Role.REVIEWER)
    asked: Any = membership_grant(court=court, person=person, role=Role.JUDGE, by=leads[0])
    if other == "expire":
        Proposal.objects.update(expires_at=asked.proposed_at)
    ends: dict[str, Callable[[], Any]] = {
        "withdraw": lambda: proposal_withdraw(proposal=asked, by=leads[0]),
        "refuse": lambda: proposal_refuse(proposal=asked, by=leads[2], answer="Not now."),
        "expire": proposals_expire,
    }
    raised = turned(again, lambda: confirm(asked, leads[1]), ends[other])
    assert only(raised) <= 1
    (end,) = ended()
    assert Membership.objects.filter(person=person, role=Role.JUDGE).exists() is (end == "confirmed")
    assert Proposal.objects.get().outcome == end


@AGAIN
def test_a_yes_while_whoever_asked_loses_the_role(court: Court, leads: list[Person], again: int) -> None:
    person = make_person(court, Role.REVIEWER)
    asked: Any = membership_grant(court=court, person=person, role=Role.JUDGE, by=leads[0])
    lose = lambda: membership_revoke(court=court, person=leads[0], role=Role.ADMINISTRATOR, by=leads[2])  # noqa: E731
    raised = turned(again, lambda: confirm(asked, leads[1]), lose)
    assert only(raised) <= 1
    (end,) = ended()
    assert end in {"confirmed", "withdrawn"}
    assert Membership.objects.filter(person=person, role=Role.JUDGE).exists() is (end == "confirmed")


@AGAIN
def test_two_who_ask_at_once_ask_once(court: Court, leads: list[Person], again: int) -> None:
    person = make_person(court, Role.REVIEWER)
    ask = [lambda by=by: membership_grant(court=court, person=person, role=Role.JUDGE, by=by) for by in leads[:2]]
    assert only(at_once(*ask)) <= 1
    assert Proposal.objects.count() == 1
