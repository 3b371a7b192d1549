from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.dispatcher import upkeep
from publishing.dispatcher.jobs import DEADLINE
from publishing.domain.delivery import State
from publishing.domain.timing import TRIES
from publishing.models import Account, Attempt, Delivery, Pause
from publishing.networks.base import OutcomeUnknown, Permanent, Receipt, Sighting, Transient
from publishing.services import delivery_confirm_absent
from tests.factories import make_delivery, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PAST = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def on_time(monkeypatch):
    monkeypatch.setattr("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)


@pytest.fixture
def doubt(engine):
    """A delivery that was sent without an answer, whose time to be looked up has come, and its engine."""
    row = make_delivery(due_in=0, minutes=60)
    machine = engine(OutcomeUnknown("No answer."))
    machine.turn()
    Delivery.objects.update(next_attempt_at=timezone.now() - PAST)
    return row, machine


def look_up(machine, *answers):
    machine.network.answers = list(answers)
    machine.turn(upkeep.claim_lookups(machine.clock.now(), machine.lanes, "test").jobs)


def take_down(machine, *answers):
    machine.network.answers = list(answers)
    machine.turn(upkeep.claim_withdrawals(machine.clock.now(), machine.lanes, "test").jobs)


def test_a_lapsed_lease_is_doubt(engine, fresh):
    row = make_delivery(due_in=0, minutes=60)
    machine = engine()
    machine.claim()
    upkeep.expire(machine.clock.now() + timedelta(seconds=60), "test")
    assert (fresh(row).state, fresh(row).claim) == (State.UNKNOWN, None)


def test_a_lease_that_stands_is_left_alone(engine, fresh):
    row = make_delivery(due_in=0, minutes=60)
    machine = engine()
    machine.claim()
    upkeep.expire(machine.clock.now() + timedelta(seconds=30), "test")
    assert fresh(row).state == State.SENDING


def test_what_still_runs_keeps_its_lease(engine, fresh):
    row = make_delivery(due_in=0, minutes=60)
    machine = engine()
    jobs = machine.claim()
    later = machine.clock.now() + timedelta(seconds=20)
    upkeep.renew(jobs, later)
    assert fresh(row).lease_until >= later + timedelta(seconds=39)


def test_what_begins_is_over_before_its_lease_lapses(engine, fresh):
    """Whoever finds a lapsed lease looks it up at once, and what was still under way then would be sent twice."""
    row = make_delivery(due_in=0, minutes=60)
    machine = engine()
    jobs = machine.claim()
    assert jobs[0].begin_by == fresh(row).lease_until - DEADLINE
    machine.clock.offset += timedelta(seconds=11)  # the main loop stood still, and no lease was renewed
    machine.turn(jobs)
    assert (fresh(row).state, machine.network.asked) == (State.SCHEDULED, [])


def test_a_renewed_lease_may_still_begin(engine, fresh):
    row = make_delivery(due_in=0, minutes=60)
    machine = engine()
    jobs = machine.claim()
    machine.clock.offset += timedelta(seconds=11)
    upkeep.renew(jobs, machine.clock.now())
    machine.turn(jobs)
    assert fresh(row).state == State.SENT


def test_a_lease_that_lapsed_is_not_renewed_and_begins_nothing(engine, fresh):
    row = make_delivery(due_in=0, minutes=60)
    machine = engine()
    jobs = machine.claim()
    machine.clock.offset += timedelta(seconds=45)
    upkeep.expire(machine.clock.now(), "other")
    upkeep.renew(jobs, machine.clock.now())
    machine.turn(jobs)
    assert (fresh(row).state, machine.network.asked) == (State.UNKNOWN, [])


def test_what_is_found_there_is_sent(doubt, fresh):
    row, machine = doubt
    look_up(machine, Sighting(True, Receipt("7", "https://social.example/7")))
    found = fresh(row)
    assert (found.state, found.remote_id) == (State.SENT, "7")
    assert found.sent_at == Attempt.objects.get(purpose="send").started_at


def test_what_is_proved_absent_is_sent_again(doubt, fresh):
    row, machine = doubt
    look_up(machine, Sighting(False))
    assert fresh(row).state == State.SCHEDULED


def test_what_is_absent_after_the_last_try_has_failed(doubt, fresh):
    row, machine = doubt
    Delivery.objects.update(tries=TRIES)
    look_up(machine, Sighting(False))
    assert fresh(row).state == State.FAILED


def test_what_the_network_cannot_tell_waits_for_a_person_with_the_evidence(doubt, fresh):
    row, machine = doubt
    look_up(machine, Sighting(None, evidence={"statuses_seen": 200}))
    assert (fresh(row).state, fresh(row).next_attempt_at) == (State.UNKNOWN, None)
    assert Attempt.objects.get(purpose="lookup").evidence == {"statuses_seen": 200}


def test_a_service_that_does_not_answer_is_asked_again_and_then_handed_to_a_person(doubt, fresh):
    row, machine = doubt
    waits = []
    for _ in range(3):
        look_up(machine, Transient("No answer."))
        waits.append(fresh(row).next_attempt_at is None)
        Delivery.objects.filter(next_attempt_at__isnull=False).update(next_attempt_at=timezone.now() - PAST)
    assert waits == [False, False, True]


def test_a_look_up_is_leased(doubt):
    _, machine = doubt
    first = upkeep.claim_lookups(machine.clock.now(), machine.lanes, "test").jobs
    second = upkeep.claim_lookups(machine.clock.now(), machine.lanes, "test").jobs
    assert (len(first), len(second)) == (1, 0)


def test_a_look_up_whose_dispatcher_died_is_made_again(doubt):
    _, machine = doubt
    upkeep.claim_lookups(machine.clock.now(), machine.lanes, "test")
    later = machine.clock.now() + timedelta(seconds=120)
    assert len(upkeep.claim_lookups(later, machine.lanes, "test").jobs) == 1


@pytest.mark.parametrize("stored", [{}, {"text": "no request of ours"}, {"key": 1, "body": {}, "media": []}])
def test_a_request_that_cannot_be_read_waits_for_a_person_and_stops_no_other(doubt, fresh, stored):
    row, machine = doubt
    Attempt.objects.filter(delivery=row).update(payload=stored)
    look_up(machine)
    assert (fresh(row).state, fresh(row).next_attempt_at) == (State.UNKNOWN, None)


def test_an_answer_that_a_person_overtook_changes_nothing(doubt, fresh):
    row, machine = doubt
    jobs = upkeep.claim_lookups(machine.clock.now(), machine.lanes, "test").jobs
    Delivery.objects.update(state=State.FAILED, claim=None)
    machine.turn(jobs)
    assert fresh(row).state == State.FAILED


def test_a_look_up_that_finds_it_counts_although_a_person_said_meanwhile_that_it_is_not_there(doubt, fresh):
    """Else what is there would be sent once more in a minute."""
    row, machine = doubt
    machine.network.answers = [Sighting(True, Receipt("7", "https://social.example/7"))]
    results = machine.do(upkeep.claim_lookups(machine.clock.now(), machine.lanes, "test").jobs)
    delivery_confirm_absent(row, again=True, by=make_person(row.court, "press_officer"))
    machine.settle(results)
    found = fresh(row)
    assert (found.state, found.remote_id, found.next_attempt_at) == (State.SENT, "7", None)


def test_a_look_up_of_an_earlier_try_proves_nothing_of_the_next_one(doubt, fresh):
    row, machine = doubt
    machine.network.answers = [Sighting(True, Receipt("7", "https://social.example/7"))]
    results = machine.do(upkeep.claim_lookups(machine.clock.now(), machine.lanes, "test").jobs)
    Delivery.objects.update(state=State.SCHEDULED, tries=2, claim=None)
    machine.settle(results)
    assert fresh(row).state == State.SCHEDULED


@pytest.mark.parametrize("name", ["", "11\x004", "11\ud8004"])
def test_a_sighting_that_nothing_can_keep_ends_with_a_person(doubt, fresh, name):
    row, machine = doubt
    for _ in range(3):
        look_up(machine, Sighting(True, Receipt(name, "https://social.example/7"), {"id": name}))
        Delivery.objects.filter(next_attempt_at__isnull=False).update(next_attempt_at=timezone.now() - PAST)
    assert (fresh(row).state, fresh(row).next_attempt_at, fresh(row).claim) == (State.UNKNOWN, None, None)


def test_what_may_still_go_does_not_keep_what_missed_its_time_from_a_person(engine, fresh, monkeypatch):
    monkeypatch.setattr(upkeep, "BATCH", 1)
    waiting, missed = make_delivery(due_in=-600, minutes=60), make_delivery(due_in=-121)
    upkeep.hold_missed(timezone.now(), "test")
    assert (fresh(waiting).state, fresh(missed).state) == (State.SCHEDULED, State.HELD)


def test_a_missed_time_waits_for_a_person(engine, fresh):
    row = make_delivery(due_in=-121)
    upkeep.hold_missed(timezone.now(), "test")
    assert (fresh(row).state, fresh(row).reason != "") == (State.HELD, True)


def test_six_hours_later_a_post_with_a_limit_of_one_hour_waits_for_a_person(engine, fresh):
    row = make_delivery(due_in=0, minutes=60)
    upkeep.hold_missed(timezone.now() + timedelta(hours=6), "test")
    assert fresh(row).state == State.HELD


def test_what_is_within_its_limit_is_left_alone(engine, fresh):
    row = make_delivery(due_in=-600, minutes=60)
    upkeep.hold_missed(timezone.now(), "test")
    assert fresh(row).state == State.SCHEDULED


def test_what_is_due_on_a_lost_connection_waits_for_a_person(engine, fresh):
    row = make_delivery(due_in=-1, minutes=60)
    Account.objects.update(connected=False)
    upkeep.hold_unconnected(timezone.now(), "test")
    assert fresh(row).state == State.HELD


@pytest.fixture
def leaving(engine):
    row = make_delivery(State.WITHDRAWING, due_in=0, minutes=60)
    Delivery.objects.update(next_attempt_at=timezone.now() - PAST)
    return row, engine()


def test_a_withdrawal_deletes_the_post(leaving, fresh):
    row, machine = leaving
    take_down(machine)
    assert fresh(row).state == State.WITHDRAWN


def test_a_pause_stops_no_withdrawal(leaving, fresh):
    row, machine = leaving
    Pause.objects.create(reason="x", paused_by=make_person(), paused_at=timezone.now())
    machine.pauses.read()
    take_down(machine)
    assert fresh(row).state == State.WITHDRAWN


def test_a_doubtful_withdrawal_is_looked_up(leaving, fresh):
    row, machine = leaving
    machine.network.there = False
    take_down(machine, OutcomeUnknown("No answer."))
    assert fresh(row).state == State.WITHDRAWN


def test_what_only_a_person_saw_there_is_deleted_by_a_person(leaving, fresh):
    """Its id is the address that they typed. A server that is asked to delete that says: there is none."""
    row, machine = leaving
    Delivery.objects.update(
        remote_id="https://social.example/@court/114", remote_url="https://social.example/@court/114"
    )
    take_down(machine)
    assert (fresh(row).state, machine.network.asked) == (State.SENT, [])
    assert "Delete it there by hand" in fresh(row).reason


def test_a_withdrawal_that_did_not_happen_is_tried_again(leaving, fresh):
    row, machine = leaving
    take_down(machine, OutcomeUnknown("No answer."))
    assert (fresh(row).state, fresh(row).next_attempt_at > timezone.now()) == (State.WITHDRAWING, True)


def test_a_withdrawal_that_is_refused_tells_a_person(leaving, fresh):
    row, machine = leaving
    take_down(machine, Permanent("Not yours."))
    assert fresh(row).state == State.SENT
    assert "Delete it there by hand" in fresh(row).reason
