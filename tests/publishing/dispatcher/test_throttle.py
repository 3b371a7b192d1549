"""Budgets of accounts and breakers of servers, as two dispatchers share them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.dispatcher import upkeep
from publishing.dispatcher.claim import is_due
from publishing.domain.delivery import State
from publishing.domain.timing import BREAKER_AFTER
from publishing.models import Breaker, Budget, Delivery
from publishing.networks.base import OutcomeUnknown, Permanent, Receipt, Transient
from tests.factories import make_account, make_court, make_delivery, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SENT = Receipt("114", "https://social.example/114")


@pytest.fixture(autouse=True)
def on_time(monkeypatch):
    monkeypatch.setattr("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)


@pytest.fixture
def account():
    return make_account(make_court())


def due(account, count=1, minutes=600):
    return [make_release(account, due_in=0, minutes=minutes).deliveries.get() for _ in range(count)]


def answering(machine, answer, **news):
    """Let the network answer so, with that much news of itself."""

    def advance(payload, memo, opened):
        for name, value in news.items():
            setattr(opened.news, name, value)
        if isinstance(answer, Exception):
            raise answer
        return answer

    machine.network.advance = advance


def later(machine, seconds):
    machine.clock.offset += timedelta(seconds=seconds)


# --- budgets ---------------------------------------------------------------------------------------


def test_an_account_that_was_asked_to_wait_sends_nothing_until_then(engine, account):
    machine = engine(Transient("Too many requests.", 120.0))
    due(account)
    machine.turn()
    due(account, 2)
    later(machine, 100)
    assert (machine.claim(), is_due(machine.clock.now(), machine.pauses, machine.lanes)) == ([], False)
    later(machine, 60)
    assert len(machine.claim()) == 3


def test_another_account_of_the_same_server_goes_on(engine, account):
    machine = engine(Transient("Too many requests.", 120.0))
    due(account)
    machine.turn()
    due(make_account(account.court))
    assert len(machine.claim()) == 1


def test_no_more_is_claimed_than_the_server_says_are_left(engine, account):
    machine = engine()
    answering(machine, SENT, answered=True, remaining=3, resets_in=300.0)
    due(account)
    machine.turn()
    due(account, 5)
    first = machine.claim()
    assert (len(first), machine.claim(), Budget.objects.get().remaining) == (3, [], 0)
    assert not is_due(machine.clock.now(), machine.pauses, machine.lanes)


def test_two_dispatchers_share_what_is_left(engine, account):
    Budget.objects.create(account=account, remaining=3, resets_at=timezone.now() + timedelta(minutes=5))
    due(account, 5)
    first, second = engine(), engine()
    first.lanes.room = 2
    assert [len(first.claim()), len(second.claim())] == [2, 1]


def test_when_the_time_is_over_the_rest_goes(engine, account):
    Budget.objects.create(account=account, remaining=0, resets_at=timezone.now() + timedelta(minutes=5))
    due(account, 5)
    machine = engine()
    later(machine, 301)
    assert len(machine.claim()) == 5


def test_an_older_answer_gives_back_nothing_that_was_claimed_since(engine, account):
    machine = engine()
    answering(machine, SENT, answered=True, remaining=3, resets_in=300.0)
    due(account)
    jobs = machine.claim()
    Budget.objects.create(account=account, remaining=1, resets_at=timezone.now() + timedelta(minutes=5))
    machine.turn(jobs)
    assert Budget.objects.get().remaining == 1


@pytest.mark.parametrize("asked", [1.0, 3600.0])
def test_waiting_beyond_its_time_is_a_persons_matter_at_once(engine, fresh, asked):
    """With 15 minutes of grace: a second is waited for, an hour is not."""
    row = make_delivery(due_in=0, minutes=15)
    engine(Transient("Too many requests.", asked)).turn()
    assert fresh(row).state == (State.SCHEDULED if asked < 900 else State.HELD)
    assert ("after its time" in fresh(row).reason) == (asked > 900)


# --- breakers --------------------------------------------------------------------------------------


def failing(machine, account, count, answer=None):
    """So many requests that the server does not answer."""
    answering(machine, answer or OutcomeUnknown("No answer."), answered=False)
    due(account, count)
    machine.turn()


def test_a_server_that_fails_again_and_again_is_left_alone(engine, account):
    machine = engine()
    failing(machine, account, BREAKER_AFTER)
    due(account, 3)
    assert (machine.claim(), is_due(machine.clock.now(), machine.pauses, machine.lanes)) == ([], False)


def test_fewer_failures_stop_nothing(engine, account):
    machine = engine()
    failing(machine, account, BREAKER_AFTER - 1)
    due(account, 3)
    assert len(machine.claim()) == 3


def test_another_server_goes_on(engine, account):
    machine = engine()
    failing(machine, account, BREAKER_AFTER)
    due(make_account(account.court, base_url="https://other.example"))
    assert len(machine.claim()) == 1


def test_then_one_delivery_tries_and_no_other_dispatcher_does(engine, account):
    machine, other = engine(), engine()
    failing(machine, account, BREAKER_AFTER)
    due(account, 3)
    later(machine, 11), later(other, 11)
    assert [len(machine.claim()), len(other.claim()), len(machine.claim())] == [1, 0, 0]


def test_an_answer_opens_the_way_for_all(engine, account):
    machine = engine()
    failing(machine, account, BREAKER_AFTER)
    due(account, 3)
    later(machine, 11)
    answering(machine, SENT, answered=True)
    machine.turn()
    assert (len(machine.claim()), Breaker.objects.count()) == (2, 0)


def test_a_refusal_is_an_answer_too(engine, account):
    machine = engine()
    failing(machine, account, BREAKER_AFTER)
    due(account, 3)
    later(machine, 11)
    answering(machine, Permanent("Too long."), answered=True)
    machine.turn()
    assert len(machine.claim()) == 2


def test_each_failed_trial_doubles_the_wait(engine, account):
    machine = engine()
    failing(machine, account, BREAKER_AFTER)
    due(account, 3)
    waits = []
    for _ in range(3):
        waits.append(round((Breaker.objects.get().open_until - machine.clock.now()).total_seconds()))
        later(machine, waits[-1] + 1)
        machine.turn()
    assert waits == [10, 20, 40]


def test_a_crowd_that_fails_at_once_counts_once(engine, account):
    machine = engine()
    failing(machine, account, 40)
    waits = (Breaker.objects.get().open_until - machine.clock.now()).total_seconds()
    assert 9 < waits <= 10


def test_a_trial_whose_dispatcher_died_is_made_again(engine, account):
    machine = engine()
    failing(machine, account, BREAKER_AFTER)
    due(account, 3)
    later(machine, 11)
    assert len(machine.claim()) == 1
    later(machine, 41)
    assert len(machine.claim()) == 1


def test_an_answer_between_failures_starts_the_count_anew(engine, account):
    machine = engine()
    failing(machine, account, BREAKER_AFTER - 1)
    answering(machine, SENT, answered=True)
    due(account)
    machine.turn()
    failing(machine, account, BREAKER_AFTER - 1)
    due(account, 3)
    assert len(machine.claim()) == 3


def test_our_own_faults_are_not_the_servers(engine, account):
    machine = engine()
    answering(machine, KeyError("id"))
    due(account, BREAKER_AFTER)
    machine.turn()
    assert Breaker.objects.count() == 0


def test_doubts_are_looked_up_all_the_same(engine, account):
    machine = engine()
    failing(machine, account, BREAKER_AFTER)
    later(machine, 45)
    jobs = upkeep.claim_lookups(machine.clock.now(), machine.lanes, "test").jobs
    assert len(jobs) == Delivery.objects.filter(state=State.UNKNOWN).count() == BREAKER_AFTER
