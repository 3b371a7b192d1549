"""What people on duty hear: once for each case, only what they may know of, and when it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from publishing.domain.delivery import State
from publishing.ground import confidence
from publishing.ground.models import AuditEntry, Court, Notice, Person
from publishing.models import Account, Alert, AlertCall, Delivery, Pause
from publishing.watch import alerts, watcher
from publishing.watch.kinds import CAUSES, KINDS
from tests.factories import make_account, make_delivery

from .conftest import beat, overdue, put

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def no_tasks(monkeypatch: Any) -> None:
    monkeypatch.setattr("publishing.ground.notices.async_task", lambda *args: None)


@pytest.fixture
def planned(court: Court) -> Delivery:
    return make_delivery(account=make_account(court), due_in=3600)


def told(person: Person) -> list[str]:
    return sorted(Notice.objects.filter(person=person).values_list("kind", flat=True))


def open_kinds() -> list[str]:
    return sorted(Alert.objects.filter(over_at=None).values_list("kind", flat=True))


def test_nothing_is_wrong_where_all_is_well(planned: Delivery) -> None:
    beat()
    beat("cluster")
    assert alerts.look() == 0


def test_what_is_late_calls_people_once(planned: Delivery, officer: Person) -> None:
    overdue(planned, 61)
    for _turn in range(3):
        alerts.look()
    assert told(officer) == ["alert-late"]


def test_what_is_not_late_yet_calls_nobody(planned: Delivery, officer: Person) -> None:
    overdue(planned, 50)
    alerts.look()
    assert told(officer) == []


def test_several_late_ones_are_one_mail_with_their_number(court: Court, officer: Person) -> None:
    for _place in range(3):
        overdue(make_delivery(account=make_account(court), due_in=3600), 100)
    alerts.look()
    (notice,) = Notice.objects.filter(person=officer)
    assert notice.subject == "3 posts are late"


def test_what_a_pause_stops_is_not_late(planned: Delivery, officer: Person, court: Court) -> None:
    Pause.objects.create(court=court, paused_by=officer, paused_at=timezone.now(), reason="r")
    overdue(planned, 100)
    alerts.look()
    assert open_kinds() == []


def test_a_second_lateness_of_the_same_delivery_is_a_new_case(planned: Delivery, officer: Person) -> None:
    overdue(planned, 100)
    alerts.look()
    put(planned, State.CANCELLED)
    alerts.look()
    assert open_kinds() == []
    overdue(planned, 100)
    alerts.look()
    assert told(officer) == ["alert-late", "alert-late"]


@pytest.mark.parametrize("state", [State.FAILED, State.HELD, State.UNKNOWN])
def test_what_stopped_is_an_alert_until_somebody_decided_and_no_second_mail(
    planned: Delivery, officer: Person, state: State
) -> None:
    put(planned, state, next_attempt_at=None, changed_at=timezone.now())
    alerts.look()
    assert open_kinds() == [state.value]
    assert told(officer) == []  # the dispatcher calls them as it stops one
    put(planned, State.CANCELLED)
    alerts.look()
    assert open_kinds() == []


def test_what_stopped_long_ago_is_no_news(planned: Delivery) -> None:
    put(planned, State.FAILED, changed_at=timezone.now() - timedelta(days=2))
    assert alerts.look() == 0


def test_an_alert_that_stands_for_days_is_not_over_by_its_age(planned: Delivery) -> None:
    put(planned, State.FAILED, changed_at=timezone.now())
    alerts.look()
    alerts.look(timezone.now() + timedelta(days=3))
    assert "failed" in open_kinds()


def test_what_is_held_until_its_time_runs_out_calls_people(court: Court, officer: Person) -> None:
    row = make_delivery(account=make_account(court), due_in=3600, minutes=20)
    put(row, State.HELD, changed_at=timezone.now() - timedelta(days=2))
    alerts.look(row.release.due_at + timedelta(minutes=1))
    assert told(officer) == []
    alerts.look(row.release.due_at + timedelta(minutes=6))
    assert told(officer) == ["alert-expiring"]


@pytest.mark.parametrize(("alive", "silent", "cause"), [
    ("cluster", "dispatcher", "no-dispatcher"), ("dispatcher", "cluster", "no-cluster"),
])  # fmt: skip
def test_a_silent_process_is_told_and_that_it_is_over(
    court: Court, boss: Person, alive: str, silent: str, cause: str
) -> None:
    beat(alive)
    gone = beat(silent, ago=61)
    alerts.look()
    alerts.look()
    assert told(boss) == [f"alert-{cause}"]
    gone.seen_at = timezone.now()
    gone.save()
    alerts.look()
    assert told(boss) == [f"alert-{cause}", "alert-over"]
    assert Notice.objects.get(person=boss, kind=f"alert-{cause}").over_at


def test_a_worker_that_has_only_just_begun_bears_no_witness(boss: Person) -> None:
    beat("cluster", since=5)
    alerts.look()
    assert open_kinds() == []


def test_a_queue_that_stands_still_is_told(boss: Person) -> None:
    OrmQ.objects.create(key="k", payload="p", lock=timezone.now() - timedelta(minutes=6))
    alerts.look()
    assert told(boss) == ["alert-queue-old"]


def test_a_dead_mail_server_is_an_alert(court: Court, boss: Person, officer: Person) -> None:
    row = Notice.objects.create(person=officer, court=court, kind="x", subject="s", body="b", tries=3,
                                next_try_at=timezone.now())  # fmt: skip
    Notice.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(minutes=16))
    alerts.look()
    assert told(boss) == ["alert-mail-fails"]
    Notice.objects.filter(pk=row.pk).update(sent_at=timezone.now())
    alerts.look(timezone.now() + timedelta(minutes=1))
    assert told(boss) == ["alert-mail-fails", "alert-over"]


def test_a_trail_that_nobody_seals_is_told_to_the_court_it_belongs_to(
    court: Court, boss: Person, planned: Delivery
) -> None:
    assert AuditEntry.objects.filter(court=court, seq=None).exists()
    alerts.look(timezone.now() + timedelta(minutes=6))
    assert "alert-trail-unsealed" in told(boss)


def test_an_account_that_lost_its_connection_is_told_before_something_is_due(planned: Delivery, boss: Person) -> None:
    account = planned.account
    account.connected = False
    account.save()
    alerts.look()
    assert told(boss) == ["alert-connection-lost"]


def test_an_account_whose_server_refuses_its_secret_is_told_as_long_as_it_does(planned: Delivery, boss: Person) -> None:
    for refused_at in (timezone.now(), None):
        Account.objects.filter(pk=planned.account_id).update(refused_at=refused_at)
        alerts.look()
    assert told(boss) == ["alert-connection-lost", "alert-over"]


def test_of_a_sealed_post_only_those_hear_who_are_named_on_it(
    planned: Delivery, officer: Person, boss: Person, monkeypatch: Any
) -> None:
    class Keeper:
        def named_on(self, reference: str) -> frozenset[int]:
            return frozenset({officer.pk})

        def hidden_from(self, person: Person) -> tuple[str, ...]:
            return (planned.release.reference,)

        def read_by(self, reference: str, person: Person) -> None: ...

    monkeypatch.setattr(confidence, "_KEEPERS", [Keeper()])
    overdue(planned, 100)
    alerts.look()
    assert (told(officer), told(boss)) == (["alert-late"], [])


def test_another_court_hears_nothing_of_it(planned: Delivery) -> None:
    from publishing.ground.models import Role
    from tests.factories import make_court, make_person

    stranger = make_person(make_court(), Role.PRESS_OFFICER)
    overdue(planned, 100)
    alerts.look()
    assert told(stranger) == []


def test_two_that_look_at_once_tell_it_once(planned: Delivery, officer: Person, monkeypatch: Any) -> None:
    overdue(planned, 100)
    found = alerts.cases(timezone.now())

    def late(now: Any) -> Any:
        monkeypatch.setattr(alerts, "cases", lambda now: found)
        alerts.look()  # another one, between this one's reading and its writing
        return found

    monkeypatch.setattr(alerts, "cases", late)
    assert alerts.look() == 0
    assert told(officer) == ["alert-late"]


def test_an_event_is_told_once_and_stands_for_nothing(planned: Delivery, officer: Person) -> None:
    alerts.event([planned], "out-after-all")
    alerts.event([planned], "out-after-all")
    assert told(officer) == ["alert-out-after-all"]
    assert open_kinds() == []


def test_each_cause_that_is_told_has_its_words() -> None:
    assert {f"alert-{name}" for name, cause in CAUSES.items() if cause.told} == KINDS.keys() - {"alert-over"}


def test_without_an_address_no_call_is_kept(planned: Delivery, settings: Any) -> None:
    settings.ALERTS_URL = ""
    overdue(planned, 100)
    alerts.look()
    assert not AlertCall.objects.exists()


def test_while_the_queue_stands_still_mails_leave_from_the_dispatcher(monkeypatch: Any) -> None:
    sent: list[str] = []
    monkeypatch.setattr("publishing.ground.notices.notices_try", lambda: len(sent.append("tried") or sent))
    watcher.mail_without_queue()
    assert sent == []
    Alert.objects.create(kind="no-cluster", subject="installation")
    watcher.mail_without_queue()
    assert sent == ["tried"]


def test_a_part_that_fails_keeps_no_other_from_its_turn(caplog: Any) -> None:
    done: list[str] = []

    def fails() -> None:
        raise ValueError("Zelda Ashgrove")

    one = watcher.Watcher()
    one._parts = (fails, lambda: done.append("second"))
    one.turn()
    assert done == ["second"]
    assert "Zelda" not in caplog.text


def test_what_is_long_over_goes(planned: Delivery) -> None:
    now = timezone.now()
    Alert.objects.create(kind="late", subject="delivery:1", over_at=now - timedelta(days=91))
    Alert.objects.create(kind="late", subject="delivery:2", over_at=now)
    AlertCall.objects.create(body="{}", created_at=now - timedelta(days=91))
    alerts.forget(now)
    assert (Alert.objects.count(), AlertCall.objects.count()) == (1, 0)
