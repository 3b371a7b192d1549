"""A withdrawal reaches everything: also what was on its way, or in doubt, when somebody asked for it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from publishing.dispatcher import upkeep
from publishing.domain.delivery import State
from publishing.ground.models import Role
from publishing.models import Attempt, Delivery, Release
from publishing.services import (
    ReleaseRefused,
    delivery_confirm_absent,
    delivery_confirm_gone,
    delivery_confirm_sent,
    release_withdraw,
)
from tests.factories import make_account, make_court, make_person, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.both]
WHY = "It named the wrong hall."


@pytest.fixture
def court():
    return make_court()


@pytest.fixture
def officer(court):
    return make_person(court, Role.PRESS_OFFICER)


@pytest.fixture
def pair(court):
    """A release that stands on one account and is on its way, or in doubt, on another."""
    release = make_release(make_account(court), make_account(court))
    first, second = release.deliveries.order_by("pk")
    sent = {"state": State.SENT, "remote_id": "114", "sent_at": timezone.now(), "next_attempt_at": None}
    Delivery.objects.filter(pk=first.pk).update(**sent)
    return release, second


def put(row, state, **facts):
    Delivery.objects.filter(pk=row.pk).update(state=state, **facts)


def state_of(row):
    return Delivery.objects.get(pk=row.pk).state


def follow():
    upkeep.follow_withdrawals(timezone.now(), "test", timezone.now() - upkeep.SETTLED_LATELY)


@pytest.mark.parametrize("state", [State.SENDING, State.UNKNOWN])
def test_it_is_not_kept_waiting_by_what_is_not_settled(pair, officer, state):
    release, other = pair
    put(other, state)
    assert release_withdraw(release, reason=WHY, by=officer) == 1
    assert (state_of(other), Release.objects.get().withdrawn_reason) == (state, WHY)


def test_what_turns_out_to_be_there_is_deleted_too(pair, officer):
    release, other = pair
    put(other, State.SENDING)
    release_withdraw(release, reason=WHY, by=officer)
    put(other, State.SENT, remote_id="115")
    follow()
    row = Delivery.objects.get(pk=other.pk)
    assert (row.state, row.reason) == (State.WITHDRAWING, WHY)
    assert row.next_attempt_at <= timezone.now()
    assert row.tries_limit > row.tries


@pytest.mark.parametrize("state", [State.SCHEDULED, State.HELD, State.FAILED])
def test_what_turns_out_not_to_be_there_is_cancelled(pair, officer, state):
    release, other = pair
    put(other, State.UNKNOWN)
    release_withdraw(release, reason=WHY, by=officer)
    put(other, state)
    follow()
    assert state_of(other) == State.CANCELLED


def test_it_is_never_claimed_before_that(pair, officer, engine):
    release, other = pair
    put(other, State.SENDING)
    release_withdraw(release, reason=WHY, by=officer)
    put(other, State.SCHEDULED, next_attempt_at=timezone.now())
    assert engine().claim() == []


def test_whoever_says_that_it_is_there_has_it_deleted(pair, officer):
    release, other = pair
    put(other, State.UNKNOWN)
    release_withdraw(release, reason=WHY, by=officer)
    delivery_confirm_sent(other, url="https://social.example/115", by=officer)
    assert state_of(other) == State.WITHDRAWING


def test_nobody_sends_it_once_more(pair, officer):
    release, other = pair
    put(other, State.UNKNOWN)
    release_withdraw(release, reason=WHY, by=officer)
    with pytest.raises(ReleaseRefused):
        delivery_confirm_absent(other, again=True, by=officer)
    assert state_of(other) == State.UNKNOWN


def test_what_stands_and_was_not_withdrawn_is_left_alone(pair):
    release, _other = pair
    follow()
    assert sorted(release.deliveries.values_list("state", flat=True)) == [State.SCHEDULED, State.SENT]


def refused(release):
    """The one that stood there, after its network refused to delete it."""
    row = release.deliveries.get(state=State.WITHDRAWING)
    Attempt.objects.create(delivery=row, purpose="withdraw", number=9, worker="w", started_at=timezone.now())
    put(row, State.SENT, reason="It could not be deleted at the network. Delete it there by hand.")
    return Delivery.objects.select_related("release", "account", "court").get(pk=row.pk)


def test_what_a_network_refuses_to_delete_waits_for_a_person(pair, officer):
    release_withdraw(pair[0], reason=WHY, by=officer)
    row = refused(pair[0])
    follow()
    assert state_of(row) == State.SENT
    delivery_confirm_gone(row, by=officer)
    found = Delivery.objects.get(pk=row.pk)
    assert (found.state, found.reason, found.next_attempt_at) == (State.WITHDRAWN, WHY, None)


def test_asked_for_once_more_the_first_reason_stays(pair, officer):
    release_withdraw(pair[0], reason=WHY, by=officer)
    row = refused(pair[0])
    release_withdraw(pair[0], reason="Once more.", by=officer)
    assert (state_of(row), Release.objects.get().withdrawn_reason) == (State.WITHDRAWING, WHY)


def test_what_was_not_withdrawn_cannot_be_called_gone(pair, officer):
    row = pair[0].deliveries.get(state=State.SENT)
    with pytest.raises(ReleaseRefused):
        delivery_confirm_gone(row, by=officer)
    assert state_of(row) == State.SENT


def test_it_stands_under_what_needs_a_person(pair, officer, client):
    release_withdraw(pair[0], reason=WHY, by=officer)
    refused(pair[0])
    client.force_login(officer)
    (case,) = client.get("/admin/outbox/").context["cases"]
    assert [act.slug for act in case.acts] == ["gone", "delete-again"]
