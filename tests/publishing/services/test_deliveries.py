from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from publishing.domain.delivery import IllegalMove, State
from publishing.domain.timing import TRIES
from publishing.ground.models import AuditEntry
from publishing.models import Delivery, Release
from publishing.services import (
    NotAllowed,
    delivery_cancel,
    delivery_confirm_absent,
    delivery_confirm_sent,
    delivery_look_up_again,
    delivery_release,
    delivery_try_again,
    pause_lift_ask,
    pause_start,
)
from tests.factories import make_account, make_court, make_delivery, make_person
from tests.two import confirm, lift

pytestmark = [pytest.mark.django_db, pytest.mark.both]
URL = "https://social.example/114"
ACTS = [
    (delivery_confirm_sent, {"url": URL}, State.UNKNOWN),
    (delivery_confirm_absent, {"again": True}, State.UNKNOWN),
    (delivery_look_up_again, {}, State.UNKNOWN),
    (delivery_try_again, {}, State.FAILED),
    (delivery_release, {}, State.HELD),
    (delivery_cancel, {"reason": "No."}, State.SCHEDULED),
]
each_act = pytest.mark.parametrize(("act", "facts", "state"), ACTS, ids=[act.__name__ for act, *_ in ACTS])


@pytest.fixture
def court():
    return make_court()


@pytest.fixture
def officer(court):
    return make_person(court, "press_officer")


@pytest.fixture
def row(court):
    def make(state, **facts):
        return make_delivery(state, make_account(court), **facts)

    return make


def now_of(row):
    return Delivery.objects.get(pk=row.pk)


def overdue(row):
    """As if its time had passed since."""
    from unittest import mock

    return mock.patch.object(timezone, "now", return_value=row.release.due_at + timedelta(hours=1))


@each_act
def test_a_person_of_another_court_may_not(row, act, facts, state):
    delivery = row(state)
    with pytest.raises(NotAllowed):
        act(delivery, **facts, by=make_person(make_court(), "administrator", is_superuser=True))
    assert now_of(delivery).state == state


@pytest.mark.parametrize("role", ["reviewer", "registrar", "judge"])
@each_act
def test_a_role_that_does_not_fit_may_not(row, court, act, facts, state, role):
    delivery = row(state)
    with pytest.raises(NotAllowed):
        act(delivery, **facts, by=make_person(court, role))


@each_act
def test_it_is_refused_in_another_state(row, officer, act, facts, state):
    delivery = row(State.SENT)
    with pytest.raises(IllegalMove):
        act(delivery, **facts, by=officer)


@each_act
def test_it_is_on_the_trail_with_a_name(row, officer, act, facts, state):
    delivery = row(state)
    act(delivery, **facts, by=officer)
    entries = AuditEntry.objects.filter(subject=f"delivery:{delivery.pk}", actor=f"person:{officer.pk}")
    assert entries.count() == 1


def test_it_is_there_keeps_the_address(row, officer):
    delivery = row(State.UNKNOWN)
    delivery_confirm_sent(delivery, url=URL, by=officer)
    assert (now_of(delivery).state, now_of(delivery).remote_url) == (State.SENT, URL)


@pytest.mark.parametrize("url", ["", "social.example/114", "javascript:alert(1)", "https://"])
def test_what_is_no_address_is_refused(row, officer, url):
    with pytest.raises(ValueError, match="address of the post"):
        delivery_confirm_sent(row(State.UNKNOWN), url=url, by=officer)


def test_it_is_not_there_and_shall_not_be_sent(row, officer):
    delivery = row(State.UNKNOWN)
    delivery_confirm_absent(delivery, again=False, by=officer)
    assert now_of(delivery).state == State.FAILED


def test_what_is_ordered_again_after_its_time_leaves_a_minute_and_new_tries(row, officer):
    delivery = row(State.FAILED, due_in=3600)
    Delivery.objects.update(tries=TRIES)
    with overdue(delivery):
        delivery_try_again(delivery, by=officer)
        late = timezone.now()
    found = now_of(delivery)
    assert found.next_attempt_at == found.ordered_at == late + timedelta(seconds=60)
    assert found.tries_limit == 2 * TRIES


def test_what_is_let_go_before_its_time_goes_out_at_its_time(row, officer):
    delivery = row(State.HELD, due_in=3600)
    delivery_release(delivery, by=officer)
    assert (now_of(delivery).next_attempt_at, now_of(delivery).ordered_at) == (delivery.release.due_at, None)


@pytest.mark.parametrize(
    ("act", "facts", "state"),
    [one for one in ACTS if one[0] in (delivery_release, delivery_try_again, delivery_confirm_absent)],
    ids=["let go", "same again", "not there"],
)
def test_what_a_person_sends_again_is_reviewed_afresh(row, officer, act, facts, state):
    act(row(state), by=officer, **facts)
    assert Release.objects.get().reviewed_at is None


def test_looking_up_again_asks_at_once(row, officer):
    delivery = row(State.UNKNOWN)
    Delivery.objects.update(next_attempt_at=None, lookups=3)
    delivery_look_up_again(delivery, by=officer)
    assert now_of(delivery).next_attempt_at <= timezone.now()


def test_a_pause_needs_a_reason(court, officer):
    with pytest.raises(ValueError, match="reason"):
        pause_start(court=court, by=officer, reason=" ")


def test_a_pause_covers_only_accounts_of_its_court(court, officer):
    with pytest.raises(ValueError, match="another court"):
        pause_start(court=court, by=officer, reason="A leak.", account=make_account(make_court()))


def test_nobody_pauses_another_court(court):
    with pytest.raises(NotAllowed):
        pause_start(court=court, by=make_person(make_court(), "president"), reason="A leak.")


def test_a_judge_may_pause_and_not_lift(court):
    judge = make_person(court, "judge")
    pause = pause_start(court=court, by=judge, reason="A leak.")
    with pytest.raises(NotAllowed):
        pause_lift_ask(pause, by=judge, reason="It was nothing.")


def test_the_trail_says_whether_one_person_paused_and_lifted(court, officer):
    pause = pause_start(court=court, by=make_person(court, "judge"), reason="A leak.")
    asked = lift(pause, by=make_person(court, "president"), and_by=officer)
    told = {"same_person": False, "proposal": str(asked.pk), "asked_by": asked.proposed_by_id}
    assert AuditEntry.objects.get(act="lifted").facts == told


def test_a_pause_is_lifted_once(court, officer):
    pause, asks = pause_start(court=court, by=officer, reason="A leak."), make_person(court, "president")
    asked = lift(pause, by=asks, and_by=officer)
    with pytest.raises(ValidationError, match="was first"):
        confirm(asked, officer)
    with pytest.raises(ValidationError, match="lifted the pause first"):
        pause_lift_ask(pause, by=asks, reason="Once more.")


def test_whoever_paused_by_mistake_lifts_nothing_alone(court, officer):
    make_person(court, "president")
    pause = pause_start(court=court, by=officer, reason="By mistake.")
    asked = pause_lift_ask(pause, by=officer, reason="It was a mistake.")
    with pytest.raises(PermissionDenied):
        confirm(asked, officer)
    pause.refresh_from_db()
    assert pause.lifted_at is None
