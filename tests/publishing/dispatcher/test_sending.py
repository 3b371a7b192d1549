from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from publishing.dispatcher import upkeep
from publishing.dispatcher.claim import key_of
from publishing.domain.delivery import State
from publishing.domain.message import Medium
from publishing.domain.timing import TRIES
from publishing.ground.models import AuditEntry
from publishing.models import Account, Attempt, Court, Delivery, FittedMedium, Release
from publishing.networks.base import Continue, OutcomeUnknown, Payload, Permanent, Receipt, Sighting, Transient
from tests.factories import make_account, make_court, make_delivery, make_message, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def due():
    """One delivery that is due now."""
    return make_delivery(due_in=0, minutes=60)


@pytest.fixture(autouse=True)
def on_time(monkeypatch):
    """A release may be made for this very second."""
    monkeypatch.setattr("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)


def break_release(release: Release, **columns: object) -> None:
    """What only somebody with the database in hand can do."""
    table = {"sqlite": "DROP TRIGGER release_never_changes",
             "postgresql": "ALTER TABLE publishing_release DISABLE TRIGGER release_never_changes"}  # fmt: skip
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(table[connection.vendor])
        for name, value in columns.items():
            cursor.execute(f"UPDATE publishing_release SET {name} = %s", [value])


def test_what_is_due_is_sent(engine, due, fresh):
    engine().turn()
    row = fresh(due)
    assert (row.state, row.remote_id, row.remote_url) == (State.SENT, "114", "https://social.example/114")


def test_what_is_not_due_is_not_claimed(engine):
    make_delivery(due_in=5)
    assert engine().claim() == []


def test_the_exact_request_is_stored_before_it_leaves(engine, due):
    (job,) = engine().claim()
    attempt = Attempt.objects.get(delivery=due)
    assert (attempt.payload["key"], attempt.payload["body"]) == (key_of(due), job.payload.body)


def test_a_claim_is_leased_and_counted(engine, due, fresh):
    engine().claim()
    row = fresh(due)
    assert (row.state, row.tries, row.claim is None) == (State.SENDING, 1, False)
    assert row.lease_until > row.next_attempt_at + timedelta(seconds=30)


def test_two_dispatchers_never_claim_the_same(engine, due):
    first, second = engine(), engine()
    assert (len(first.claim()), len(second.claim())) == (1, 0)


def test_no_more_is_claimed_than_a_server_has_room_for(engine):
    court = make_court()
    for _ in range(4):
        make_release(make_account(court), due_in=0)
    machine = engine()
    machine.lanes.room = 3
    assert len(machine.claim()) == 3


def test_a_server_without_room_holds_up_no_other(engine):
    court = make_court()
    make_release(make_account(court), due_in=0)
    other = make_account(court, base_url="https://other.example")
    make_release(other, due_in=0)
    machine = engine()
    machine.lanes._used[("sandbox", "https://social.example")] = 75
    assert [job.delivery.account_id for job in machine.claim()] == [other.pk]


def test_steps_are_taken_one_by_one_and_each_is_written_down(engine, due, fresh):
    machine = engine(Continue({"media": ["1"]}), Continue({"media": ["1", "2"]}))
    machine.turn()
    assert machine.network.memos == [{}, {"media": ["1"]}, {"media": ["1", "2"]}]
    assert (fresh(due).state, Attempt.objects.get().memo) == (State.SENT, {"media": ["1", "2"]})


def test_an_interrupted_sending_resumes_where_it_stood(engine, due):
    machine = engine(Continue({"media": ["1"]}), Transient("Busy."))
    machine.turn()
    Delivery.objects.update(next_attempt_at=machine.clock.now())
    machine.turn()
    assert machine.network.memos[-1] == {"media": ["1"]}


def test_a_later_try_makes_the_same_request(engine, due):
    machine = engine(Transient("Busy."))
    machine.turn()
    Delivery.objects.update(next_attempt_at=machine.clock.now())
    machine.turn()
    first, second = Attempt.objects.order_by("number")
    assert first.payload == second.payload


def test_a_refusal_that_passes_is_tried_again_later(engine, due, fresh):
    machine = engine(Transient("Too many requests.", 30.0))
    machine.turn()
    row = fresh(due)
    assert (row.state, row.reason) == (State.SCHEDULED, "Too many requests.")
    assert row.next_attempt_at >= machine.clock.now() + timedelta(seconds=29)


def test_tries_come_to_an_end(engine, due, fresh):
    Delivery.objects.update(tries=TRIES - 1)
    engine(Transient("Busy.")).turn()
    row = fresh(due)
    assert (row.state, row.next_attempt_at) == (State.FAILED, None)
    assert f"Tried {TRIES} times" in row.reason


def test_a_refusal_that_stands_fails_with_its_reason(engine, due, fresh):
    engine(Permanent("The picture is too large.")).turn()
    row = fresh(due)
    assert (row.state, row.reason) == (State.FAILED, "The picture is too large.")


def test_an_account_whose_secret_is_refused_is_known_until_something_goes_out_on_it(engine, due, fresh):
    engine(Permanent("Not with this secret.", mend="secret")).turn()
    assert fresh(due).account.refused_at is not None
    make_release(due.account, due_in=0)
    engine().turn()
    assert fresh(due).account.refused_at is None
    told = AuditEntry.objects.filter(subject=f"account:{due.account_id}").order_by("at").values_list("act", "actor")
    assert list(told) == [("secret_refused", "worker:test"), ("secret_taken", "worker:test")]


def test_a_refusal_of_what_is_said_says_nothing_of_the_secret(engine, due, fresh):
    engine(Permanent("The picture is too large.")).turn()
    assert fresh(due).account.refused_at is None


def test_credentials_that_no_key_opens_count_as_refused(engine, due, fresh):
    Account.objects.update(credentials=b"what no key opens")
    engine().turn()
    assert (fresh(due).state, fresh(due).account.refused_at is None) == (State.FAILED, False)


def test_no_answer_is_unknown_and_not_looked_up_before_the_deadline_has_passed(engine, due, fresh):
    machine = engine(OutcomeUnknown("No answer."))
    machine.turn()
    row = fresh(due)
    assert row.state == State.UNKNOWN
    assert row.next_attempt_at > machine.clock.now() + timedelta(seconds=29)


def test_an_error_that_nobody_foresaw_is_doubt(engine, due, fresh):
    engine(KeyError("id")).turn()
    assert fresh(due).state == State.UNKNOWN


@pytest.mark.parametrize("name", ["", "11\x004", "11\ud8004"])
def test_a_receipt_without_an_id_that_can_be_kept_is_doubt(engine, due, fresh, name):
    engine(Receipt(name, "")).turn()
    assert fresh(due).state == State.UNKNOWN


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/114", "https://social.example/\x00", "https://" + "a" * 500])
def test_an_address_that_no_page_may_link_is_not_kept(engine, due, fresh, url):
    engine(Receipt("114", url)).turn()
    assert (fresh(due).state, fresh(due).remote_url) == (State.SENT, "")


def test_a_request_that_cannot_be_stored_is_not_sent(engine, due, fresh, monkeypatch):
    machine = engine()
    monkeypatch.setattr(machine.network, "prepare", lambda message, key, now: Payload(key, {"at": now}))
    machine.turn()
    assert (fresh(due).state, machine.network.asked) == (State.HELD, [])


def test_a_lost_picture_fails_in_words(engine, fresh, monkeypatch):
    account = make_account(make_court())
    medium = Medium("0" * 64, "image/png", 1, 1, 1, "A hall.")
    FittedMedium.objects.create(
        court=account.court, sha256=medium.sha256, mime="image/png", width=1, height=1, size=1, file="x"
    )
    release = make_release(account, due_in=0, messages=(make_message(account, media=(medium,)),))
    machine = engine()
    machine.network.advance = lambda payload, memo, opened: opened.media("0" * 64)
    machine.turn()
    assert fresh(release.deliveries.get()).state == State.FAILED


def test_content_changed_behind_our_back_is_not_sent(engine, due, fresh):
    machine = engine()
    break_release(due.release, content=due.release.content.replace("registry", "tribunal"))
    machine.turn()
    assert (fresh(due).state, machine.network.asked) == (State.HELD, [])


def test_content_and_digest_changed_together_are_not_sent(engine, due, fresh):
    from publishing.domain.digest import digest

    content = due.release.content.replace("registry", "tribunal")
    machine = engine()
    break_release(due.release, content=content, digest=digest(content))
    machine.turn()
    assert (fresh(due).state, machine.network.asked) == (State.HELD, [])


def test_a_limit_widened_behind_our_back_is_not_sent(engine, due, fresh):
    machine = engine()
    break_release(due.release, missed_minutes=6000)
    machine.turn()
    assert (fresh(due).state, machine.network.asked) == (State.HELD, [])


def test_a_stored_request_that_was_changed_is_not_sent(engine, due, fresh):
    machine = engine(Transient("Busy."))
    machine.turn()
    Attempt.objects.update(payload={"key": "k", "body": {"text": "other"}, "media": []})
    Delivery.objects.update(next_attempt_at=machine.clock.now())
    machine.turn()
    assert fresh(due).state == State.HELD


def test_without_a_review_nothing_is_claimed(engine, due):
    Release.objects.update(reviewed_at=None)
    assert engine().claim() == []


def test_a_register_that_changed_since_the_review_stops_the_claim(engine, due):
    Court.objects.update(register_version=7)
    assert engine().claim() == []


def test_an_account_that_is_not_connected_is_not_claimed(engine, due):
    Account.objects.update(connected=False)
    assert engine().claim() == []


def test_a_time_missed_beyond_its_limit_waits_for_a_person(engine, fresh):
    row = make_delivery(due_in=-121)
    engine().turn()
    assert fresh(row).state == State.HELD


def test_a_time_missed_within_its_limit_is_still_sent(engine, fresh):
    row = make_delivery(due_in=-1700, minutes=30)
    engine().turn()
    assert fresh(row).state == State.SENT


def test_an_order_of_a_person_stands_although_the_time_was_missed(engine, fresh):
    row = make_delivery(due_in=-7200)
    machine = engine()
    Delivery.objects.update(ordered_at=machine.clock.now(), next_attempt_at=machine.clock.now())
    machine.turn()
    assert fresh(row).state == State.SENT


def test_an_order_to_send_again_begins_without_what_earlier_tries_left(engine, due):
    machine = engine(Continue({"media": ["1"]}), Transient("Busy."))
    machine.turn()
    Delivery.objects.update(ordered_at=machine.clock.now(), next_attempt_at=machine.clock.now())
    machine.turn()
    assert machine.network.memos[-1] == {}


def test_a_claim_that_became_too_old_sends_nothing(engine, due, fresh):
    machine = engine()
    jobs = machine.claim()
    jobs[0].until = machine.clock.now()
    machine.turn(jobs)
    assert (fresh(due).state, machine.network.asked) == (State.SCHEDULED, [])


def test_a_drain_returns_what_has_not_begun(engine, due, fresh):
    machine = engine()
    jobs = machine.claim()
    machine.stop.set()
    machine.turn(jobs)
    row = fresh(due)
    assert (row.state, row.tries_limit) == (State.SCHEDULED, TRIES + 1)


def test_late_proof_settles_a_doubt(engine, due, fresh):
    machine = engine()
    results = machine.do(machine.claim())
    Delivery.objects.update(state=State.UNKNOWN, claim=None)
    machine.settle(results)
    assert fresh(due).state == State.SENT


def test_late_proof_stops_a_second_sending(engine, due, fresh):
    machine = engine()
    results = machine.do(machine.claim())
    Delivery.objects.update(state=State.SCHEDULED, claim=None)
    machine.settle(results)
    assert fresh(due).state == State.SENT


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("first", [0, 1])
def test_late_proof_and_a_look_up_at_once_are_sent_once(engine, due, fresh, there, first):
    """As after a machine slept: the lease lapsed, and the answer comes in with what the look-up found."""
    receipt = Receipt("114", "https://social.example/114")
    machine = engine(receipt, Sighting(there, receipt if there else None))
    late = machine.do(machine.claim())
    Delivery.objects.update(state=State.UNKNOWN, claim=None, next_attempt_at=machine.clock.now())
    found = machine.do(upkeep.claim_lookups(machine.clock.now(), machine.lanes, "test").jobs)
    machine.settle((late + found)[:: -1 if first else 1])
    row = fresh(due)
    assert (row.state, row.remote_id, row.next_attempt_at, row.claim) == (State.SENT, "114", None, None)
    assert AuditEntry.objects.filter(act="sent").count() == 1


def test_a_late_refusal_changes_nothing(engine, due, fresh):
    machine = engine(Permanent("No."))
    results = machine.do(machine.claim())
    Delivery.objects.update(state=State.UNKNOWN, claim=None)
    machine.settle(results)
    assert fresh(due).state == State.UNKNOWN


def test_renewed_credentials_are_stored_sealed(engine, due, fresh):
    from publishing.accounts import connection as opened

    machine = engine()

    def renew(payload, memo, link):
        link.renewed["token"] = "new-token"
        return Receipt("114", "")

    machine.network.advance = renew
    machine.turn()
    account = fresh(due).account
    assert b"new-token" not in bytes(account.credentials)
    assert opened(account, None).credentials == {"token": "new-token"}


def test_renewed_credentials_never_replace_those_of_a_new_connection(engine, due, fresh):
    from publishing.accounts import connection as opened
    from publishing.accounts import credentials_store

    machine = engine()
    jobs = machine.claim()
    results = machine.do(jobs)
    results[0].renewed = {"token": "old-line"}
    credentials_store(Account.objects.get(), {"token": "connected-anew"})
    machine.settle(results)
    assert opened(fresh(due).account, None).credentials == {"token": "connected-anew"}


def test_each_claim_and_sending_is_on_the_trail(engine, due):
    engine().turn()
    acts = AuditEntry.objects.filter(subject=f"delivery:{due.pk}").order_by("at").values_list("act", "actor")
    assert list(acts) == [("claimed", "worker:test"), ("sent", "worker:test")]
