"""Going on after a pause: one asks, another confirms, at any hour."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from publishing.domain.delivery import State
from publishing.domain.message import MissedTime
from publishing.ground.models import AuditEntry, Court, Notice, Person, Proposal, Role
from publishing.ground.proposal_kinds import KINDS
from publishing.ground.proposals import confirmers, proposal_refuse, proposal_withdraw, proposals_expire
from publishing.models import Delivery, Pause
from publishing.rights import OUTBOX
from publishing.services import (
    NotAllowed,
    delivery_cancel,
    delivery_release,
    lifts_waiting,
    pause_everywhere,
    pause_everywhere_lift,
    pause_lift_ask,
    pause_start,
)
from tests.factories import make_account, make_court, make_delivery, make_person
from tests.two import confirm, lift

pytestmark = [pytest.mark.django_db, pytest.mark.both]
WHY = "The threat is over."


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def officer(court: Court) -> Person:
    return make_person(court, Role.PRESS_OFFICER)


@pytest.fixture
def president(court: Court) -> Person:
    return make_person(court, Role.PRESIDENT)


@pytest.fixture
def pause(court: Court, officer: Person) -> Pause:
    return pause_start(court=court, by=officer, reason="A threat.")


def is_lifted(pause: Pause) -> bool:
    return Pause.objects.get(pk=pause.pk).lifted_at is not None


def test_two_people_lift_a_pause(pause: Pause, officer: Person, president: Person) -> None:
    asked = pause_lift_ask(pause, by=officer, reason=WHY)
    assert not is_lifted(pause)
    confirm(asked, president)
    found = Pause.objects.get(pk=pause.pk)
    assert (found.lifted_by, is_lifted(pause)) == (president, True)


def test_everybody_who_can_confirm_is_told_at_once(court: Court, pause: Pause, officer: Person) -> None:
    told = {make_person(court, role).pk for role in (*OUTBOX, Role.VICE_PRESIDENT, Role.HEAD_OF_COMMUNICATIONS)}
    for role in (Role.JUDGE, Role.SECURITY_LEAD, Role.REVIEWER):
        make_person(court, role)
    asked = pause_lift_ask(pause, by=officer, reason=WHY)
    notices = Notice.objects.filter(kind="proposal-asked")
    assert {notice.person_id for notice in notices} == told == confirmers(asked)
    assert not any(notice.paced or notice.next_try_at > timezone.now() for notice in notices)


def test_an_hour_later_it_must_be_asked_for_anew(pause: Pause, officer: Person, president: Person) -> None:
    asked = pause_lift_ask(pause, by=officer, reason=WHY)
    assert asked.expires_at - asked.proposed_at == timedelta(hours=1)
    Proposal.objects.update(expires_at=timezone.now())
    with pytest.raises(ValidationError):
        confirm(asked, president)
    assert (is_lifted(pause), proposals_expire(), lifts_waiting([pause])) == (False, 1, {})
    lift(pause, by=president, and_by=officer)
    assert is_lifted(pause)


@pytest.mark.parametrize("end", [proposal_withdraw, proposal_refuse])
def test_what_is_not_confirmed_leaves_the_pause(pause: Pause, officer: Person, president: Person, end) -> None:
    asked = pause_lift_ask(pause, by=officer, reason=WHY)
    if end is proposal_withdraw:
        end(proposal=asked, by=officer)
    else:
        end(proposal=asked, by=president, answer="The police say wait.")
    assert not is_lifted(pause)
    assert lifts_waiting([pause]) == {}


def test_a_second_one_to_ask_finds_that_it_waits(pause: Pause, officer: Person, president: Person) -> None:
    pause_lift_ask(pause, by=officer, reason=WHY)
    with pytest.raises(ValidationError, match="asked for already"):
        pause_lift_ask(pause, by=president, reason=WHY)


@pytest.mark.parametrize("role", [role for role in Role if role not in
    (*OUTBOX, Role.VICE_PRESIDENT, Role.HEAD_OF_COMMUNICATIONS)])  # fmt: skip
def test_nobody_else_asks_or_confirms(court: Court, pause: Pause, officer: Person, president: Person, role) -> None:
    person = make_person(court, role, is_superuser=True)
    with pytest.raises(NotAllowed):
        pause_lift_ask(pause, by=person, reason=WHY)
    with pytest.raises(PermissionDenied):
        confirm(pause_lift_ask(pause, by=officer, reason=WHY), person)
    assert not is_lifted(pause)


def test_a_person_of_another_court_asks_and_confirms_nothing(pause: Pause, officer: Person, president: Person) -> None:
    stranger = make_person(make_court(), *Role, is_superuser=True)
    with pytest.raises(NotAllowed):
        pause_lift_ask(pause, by=stranger, reason=WHY)
    with pytest.raises(PermissionDenied):
        confirm(pause_lift_ask(pause, by=officer, reason=WHY), stranger)


def test_two_pauses_are_lifted_apart(court: Court, pause: Pause, officer: Person, president: Person) -> None:
    other = pause_start(court=court, by=officer, reason="A leak.", account=make_account(court))
    asked = pause_lift_ask(pause, by=officer, reason=WHY)
    pause_lift_ask(other, by=officer, reason=WHY)
    confirm(asked, president)
    assert (is_lifted(pause), is_lifted(other)) == (True, False)


def test_a_pause_that_was_changed_since_is_not_lifted(pause: Pause, officer: Person, president: Person) -> None:
    asked = pause_lift_ask(pause, by=officer, reason=WHY)
    Pause.objects.filter(pk=pause.pk).update(spares_emergencies=True)
    with pytest.raises(ValidationError, match="has changed"):
        confirm(asked, president)


def test_a_pause_of_every_court_is_lifted_at_the_server(officer: Person) -> None:
    whole = Pause.objects.create(reason="Moving house.", paused_by=officer, paused_at=timezone.now())
    with pytest.raises(ValueError, match="at the server"):
        pause_lift_ask(whole, by=officer, reason=WHY)


@pytest.mark.parametrize("reason", ["", "  ", "ok"])
def test_whoever_asks_says_why(pause: Pause, officer: Person, president: Person, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        pause_lift_ask(pause, by=officer, reason=reason)
    assert list(refused.value.message_dict) == ["reason"]


def came_due(court: Court, minutes: int = 5, **facts: Any) -> Delivery:
    """A delivery whose time came so many minutes ago, within what its policy still allows."""
    due_at = timezone.now() - timedelta(minutes=minutes)
    row = make_delivery(State.SCHEDULED, make_account(court), due_at=due_at, missed=MissedTime(600), **facts)
    Delivery.objects.filter(pk=row.pk).update(next_attempt_at=due_at)
    return Delivery.objects.select_related("release", "account").get(pk=row.pk)


def state_of(row: Delivery) -> str:
    return Delivery.objects.get(pk=row.pk).state


def test_what_came_due_behind_a_pause_waits_for_a_decision_of_its_own(court, pause, officer, president) -> None:
    row, later = came_due(court), make_delivery(State.SCHEDULED, make_account(court))
    lift(pause, by=officer, and_by=president)
    found = Delivery.objects.get(pk=row.pk)
    assert (found.state, found.next_attempt_at) == (State.HELD, None)
    assert "It came due while sending was paused." in found.reason
    assert state_of(later) == State.SCHEDULED
    entry = AuditEntry.objects.get(act="held", subject=f"delivery:{row.pk}")
    assert (entry.actor, entry.facts["pause"]) == (f"person:{president.pk}", pause.pk)


@pytest.mark.parametrize("decide", [delivery_release, partial(delivery_cancel, reason="Out of date.")])
def test_each_is_sent_on_or_cancelled_afterwards(court, pause, officer, president, decide) -> None:
    row = came_due(court)
    lift(pause, by=officer, and_by=president)
    decide(row, by=officer)
    assert state_of(row) in (State.SCHEDULED, State.CANCELLED)


def test_what_another_pause_still_covers_waits_behind_that_one(court, pause, officer, president) -> None:
    row = came_due(court)
    other = pause_start(court=court, by=officer, reason="A leak.", account=row.account)
    lift(pause, by=officer, and_by=president)
    assert state_of(row) == State.SCHEDULED
    lift(other, by=officer, and_by=president)
    assert state_of(row) == State.HELD


def test_what_the_pause_did_not_cover_is_left_alone(court, officer, president) -> None:
    inside, outside, foreign = came_due(court), came_due(court), came_due(make_court())
    pause = pause_start(court=court, by=officer, reason="A leak.", account=inside.account)
    lift(pause, by=officer, and_by=president)
    assert [state_of(row) for row in (inside, outside, foreign)] == [State.HELD, State.SCHEDULED, State.SCHEDULED]


def test_an_emergency_that_passed_the_pause_is_left_alone(court, officer, president) -> None:
    pause = pause_start(court=court, by=officer, reason="A leak.", spares_emergencies=True)
    emergency, other = came_due(court, route="E"), came_due(court)
    lift(pause, by=officer, and_by=president)
    assert [state_of(row) for row in (emergency, other)] == [State.SCHEDULED, State.HELD]


def test_whoever_confirms_reads_what_came_due_by_reference(court, pause, officer, president) -> None:
    row = came_due(court)
    asked = pause_lift_ask(pause, by=officer, reason=WHY)
    lines = dict(KINDS[asked.act].describe(asked).lines)
    assert lines["Came due meanwhile"] == f"{row.release.reference} ({row.account.handle})"


@pytest.mark.parametrize("names", [("lifted_by",), ("lift_asked_by",), ("lifted_by", "lift_asked_by"), ()])
def test_the_database_itself_asks_for_two_people(pause: Pause, officer: Person, names) -> None:
    given = dict.fromkeys(names, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.filter(pk=pause.pk).update(lifted_at=timezone.now(), **given)


def test_a_pause_of_every_court_is_made_and_lifted_in_two_names(court, officer, president) -> None:
    pause, row = pause_everywhere(by=officer, reason="Moving house."), came_due(court)
    with pytest.raises(PermissionDenied):
        pause_everywhere_lift(pause, asked_by=officer, by=officer)
    assert (is_lifted(pause), pause_everywhere_lift(pause, asked_by=officer, by=president)) == (False, 1)
    assert (is_lifted(pause), state_of(row)) == (True, State.HELD)
    with pytest.raises(ValidationError):
        pause_everywhere_lift(pause, asked_by=officer, by=president)


def test_a_pause_of_one_court_is_not_lifted_at_the_server(pause: Pause, officer: Person, president: Person) -> None:
    with pytest.raises(ValueError, match="its people"):
        pause_everywhere_lift(pause, asked_by=officer, by=president)
