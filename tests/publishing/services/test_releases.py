from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from publishing.domain.delivery import State
from publishing.domain.message import MissedTime
from publishing.ground.models import AuditEntry
from publishing.models import Delivery, Release, ReleaseChanged
from publishing.services import (
    NotAllowed,
    ReleaseRefused,
    release_cancel,
    release_create,
    release_hold,
    release_withdraw,
)
from tests.factories import (
    make_account,
    make_clearance,
    make_court,
    make_delivery,
    make_message,
    make_person,
    make_release,
    make_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def create(submission, court, **facts):
    given = {"clearance": make_clearance(submission), "by": "system"}
    return release_create(court=court, submission=submission, **{**given, **facts})


def states(release: Release) -> list[str]:
    return sorted(release.deliveries.values_list("state", flat=True))


def set_state(release: Release, state: State) -> None:
    remote = {"remote_id": "1"} if state in (State.SENT, State.WITHDRAWING) else {}
    Delivery.objects.filter(release=release).update(state=state, **remote)


@pytest.fixture
def court():
    return make_court()


@pytest.fixture
def account(court):
    return make_account(court)


def test_a_release_has_one_scheduled_delivery_an_account_at_its_time(court, account):
    submission = make_submission(account, make_account(court, "mastodon"))
    release = create(submission, court)
    assert [row.state for row in release.deliveries.all()] == [State.SCHEDULED] * 2
    assert {row.next_attempt_at for row in release.deliveries.all()} == {submission.due_at.replace(microsecond=0)}


def test_what_is_not_what_was_approved_is_refused(court, account):
    submission = make_submission(account)
    changed = replace(submission, messages=(make_message(account, "Other words."),))
    with pytest.raises(ReleaseRefused, match="not what was approved"):
        create(changed, court, clearance=make_clearance(submission))
    assert not Release.objects.exists()


def test_a_missed_time_policy_changed_after_the_votes_is_refused(court, account):
    submission = make_submission(account)
    changed = replace(submission, missed=MissedTime(600))
    with pytest.raises(ReleaseRefused, match="not what was approved"):
        create(changed, court, clearance=make_clearance(submission))


def test_the_title_is_the_one_that_was_approved(court):
    submission = make_submission(make_account(court), title="Registry hours in winter")
    assert create(submission, court).title == "Registry hours in winter"


def test_an_account_of_another_court_is_refused(court, account):
    submission = make_submission(account, make_account(make_court()))
    with pytest.raises(ReleaseRefused, match="not this court"):
        create(submission, court)


def test_an_approval_of_another_court_is_refused(account):
    with pytest.raises(ReleaseRefused, match="another court"):
        create(make_submission(account), make_court())


def test_the_same_approval_releases_once(court, account):
    submission = make_submission(account)
    create(submission, court)
    with pytest.raises(ReleaseRefused, match="already"):
        create(submission, court)


def test_an_approval_after_the_time_waits_for_a_person(court, account):
    release = create(make_submission(account, due_in=-60), court)
    assert states(release) == [State.HELD]


def test_an_approval_after_the_time_but_within_its_limit_leaves_a_minute_to_stop_it(court, account):
    release = create(make_submission(account, due_in=-60, minutes=30), court)
    delivery = release.deliveries.get()
    assert delivery.state == State.SCHEDULED
    assert delivery.next_attempt_at > timezone.now() + timedelta(seconds=50)


def test_an_approval_after_the_limit_waits_for_a_person(court, account):
    assert states(create(make_submission(account, due_in=-3600, minutes=30), court)) == [State.HELD]


def test_a_new_version_cancels_what_the_old_one_has_not_sent(court, account):
    old = make_release(account)
    submission = make_submission(account, reference=old.reference)
    new = create(submission, court, replaces=old)
    assert (states(old), states(new), new.version) == ([State.CANCELLED], [State.SCHEDULED], 2)


def test_a_new_version_that_is_refused_leaves_the_old_one_alone(court, account):
    old = make_release(account)
    submission = make_submission(account, reference=old.reference)
    with pytest.raises(ReleaseRefused):
        create(submission, court, replaces=old, clearance=replace(make_clearance(submission), digest="0" * 64))
    assert states(old) == [State.SCHEDULED]


@pytest.mark.parametrize("state", [State.SENDING, State.UNKNOWN])
def test_a_new_version_waits_while_the_old_one_is_in_flight_or_in_doubt(court, account, state):
    old = make_release(account)
    set_state(old, state)
    with pytest.raises(ReleaseRefused):
        create(make_submission(account, reference=old.reference), court, replaces=old)
    assert Release.objects.count() == 1


def test_a_new_version_is_not_sent_where_the_same_words_stand(court, account):
    other = make_account(court, "mastodon")
    old = make_release(account)
    set_state(old, State.SENT)
    same = old_message(old)
    new = create(make_submission(account, other, messages=(same, make_message(other))), court, replaces=old)
    assert [row.account_id for row in new.deliveries.all()] == [other.pk]


def test_other_words_where_something_stands_need_a_correction(court, account):
    old = make_release(account)
    set_state(old, State.SENT)
    with pytest.raises(ReleaseRefused, match="correction"):
        create(make_submission(account), court, replaces=old)


def old_message(release: Release):
    from publishing.domain.digest import parse

    return parse(release.content).messages[0]


def test_a_release_cannot_be_saved_again(account):
    release = make_release(account)
    release.content = "{}"
    with pytest.raises(ReleaseChanged):
        release.save()


def test_a_release_cannot_be_changed_in_bulk(account):
    release = make_release(account)
    with pytest.raises(ReleaseChanged):
        Release.objects.filter(pk=release.pk).update(content="{}")


@pytest.mark.parametrize("column", ["content", "digest", "due_at", "missed_minutes", "clearance", "title"])
def test_the_database_refuses_to_change_a_release(account, column):
    make_release(account)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE publishing_release SET {column} = {column}")


def test_taking_back_holds_what_is_scheduled(court, account):
    release = make_release(account)
    assert release_hold(release, reason="Taken back.", by=make_person(court, "press_officer")) == 1
    assert states(release) == [State.HELD]


def test_what_has_gone_out_cannot_be_cancelled(court, account):
    release = make_release(account)
    set_state(release, State.SENT)
    with pytest.raises(ReleaseRefused, match="Withdraw"):
        release_cancel(release, reason="", by=make_person(court, "press_officer"))


def test_a_withdrawal_deletes_what_was_sent_and_cancels_the_rest(court, account):
    release = make_release(account, make_account(court, "mastodon"))
    first = release.deliveries.first()
    Delivery.objects.filter(pk=first.pk).update(state=State.SENT, remote_id="7")
    assert release_withdraw(release, reason="Wrong hall.", by=make_person(court, "president")) == 1
    release.refresh_from_db()
    assert states(release) == [State.CANCELLED, State.WITHDRAWING]
    assert release.withdrawn_reason == "Wrong hall."


@pytest.mark.parametrize("act", [release_hold, release_cancel, release_withdraw])
def test_a_person_of_another_court_may_do_nothing(account, act):
    release = make_release(account)
    with pytest.raises(NotAllowed):
        act(release, reason="", by=make_person(make_court(), "administrator", is_superuser=True))
    assert states(release) == [State.SCHEDULED]


def test_an_audit_name_of_a_person_is_asked_for_its_role_too(account):
    release = make_release(account)
    with pytest.raises(NotAllowed):
        release_hold(release, reason="", by=f"person:{make_person().pk}")


def test_every_release_and_move_leaves_an_audit_entry(court, account):
    release = make_release(account)
    officer = make_person(court, "press_officer")
    release_hold(release, reason="Taken back.", by=officer)
    entries = AuditEntry.objects.filter(court=court, act__in=["released", "held"]).values_list("act", "actor")
    assert set(entries) == {("released", "system"), ("held", f"person:{officer.pk}")}


def test_no_audit_entry_holds_the_reason_in_words(court):
    delivery = make_delivery(account=make_account(court))
    release_hold(delivery.release, reason="Anna Kovač asked.", by=make_person(court, "press_officer"))
    assert "Kovač" not in str(list(AuditEntry.objects.values_list("facts", flat=True)))
