"""Going on after a pause: one asks, another confirms, at any hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from publishing.ground.models import Court, Notice, Person, Proposal, Role
from publishing.ground.proposals import confirmers, proposal_refuse, proposal_withdraw, proposals_expire
from publishing.models import Pause
from publishing.rights import OUTBOX
from publishing.services import NotAllowed, lifts_waiting, pause_lift_ask, pause_start
from tests.factories import make_account, make_court, make_person
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
