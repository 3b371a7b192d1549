"""People are told that a training runs out, each step once, and the role rests without anybody's doing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from publishing.ground.lapses import trainings_tell, untrained, waivers_tell
from publishing.ground.models import AuditEntry, Court, Membership, Notice, Person, Role
from publishing.ground.tasks import trainings_tell as the_task
from publishing.ground.training import training_enter, training_waive, training_waiver_end, training_withdraw
from tests.factories import day, make_court, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> SimpleNamespace:
    clock = SimpleNamespace(now=NOON)
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def court() -> Court:
    return make_court(training_waived_until=None, time_zone="Europe/Zagreb")


@pytest.fixture
def lead(court) -> Person:
    return make_person(court, Role.ADMINISTRATOR)


@pytest.fixture
def judge(court) -> Person:
    return make_person(court, Role.JUDGE, first_name="Ana", last_name="Horvat")


def train(court: Court, person: Person, days: int, role: str = Role.JUDGE, done: int = 1):
    return training_enter(
        court=court, person=person, role=role, course="Secret course", completed_on=day(-done),
        expires_on=day(days), by=None,
    )  # fmt: skip


def told(person: Person) -> list[str]:
    return sorted(Notice.objects.filter(person=person).values_list("kind", flat=True))


class TestTrainings:
    def test_nothing_is_said_before_thirty_days(self, court, judge) -> None:
        train(court, judge, 40)
        assert trainings_tell() == 0
        assert told(judge) == []

    def test_each_step_is_told_once_however_often_the_task_runs(self, court, judge, lead, clock) -> None:
        train(court, judge, 40)
        for _hour in range(24 * 45):
            clock.now += timedelta(hours=1)
            if _hour % 6 == 0:
                trainings_tell()
        assert told(judge) == ["training-ends", "training-ends", "training-over"]
        assert told(lead) == ["training-over-lead"]

    def test_the_warnings_come_at_thirty_and_at_seven_days(self, court, judge, clock) -> None:
        row = train(court, judge, 40)
        days = []
        for _day in range(45):
            clock.now += timedelta(days=1)
            if trainings_tell():
                days.append(-(-(row.ends_at - clock.now) // timedelta(days=1)))
        assert days == [30, 7, 0]

    def test_a_late_task_tells_only_the_nearest_step(self, court, judge, clock) -> None:
        train(court, judge, 40)
        clock.now += timedelta(days=38)
        trainings_tell()
        trainings_tell()
        assert told(judge) == ["training-ends"]

    def test_the_role_rests_before_anybody_is_told(self, court, judge, clock) -> None:
        train(court, judge, 1)
        clock.now += timedelta(days=3)
        assert not Court.objects.for_person(judge, Role.JUDGE).exists()
        assert told(judge) == []

    def test_its_end_stands_on_the_trail_once(self, court, judge, clock) -> None:
        train(court, judge, 1)
        clock.now += timedelta(days=3)
        trainings_tell()
        trainings_tell()
        entry = AuditEntry.objects.get(court=court, act="training_ran_out")
        assert (entry.actor, entry.subject) == ("system", f"person:{judge.pk}")

    def test_who_has_a_newer_one_is_left_in_peace(self, court, judge, clock) -> None:
        train(court, judge, 3)
        train(court, judge, 300, done=0)
        clock.now += timedelta(days=5)
        assert trainings_tell() == 0

    def test_when_the_newer_one_is_withdrawn_the_older_one_speaks(self, court, judge, lead) -> None:
        train(court, judge, 3)
        training_withdraw(training=train(court, judge, 300, done=0), by=lead)
        trainings_tell()
        assert told(judge) == ["training-ends"]

    def test_a_withdrawn_one_says_nothing(self, court, judge, lead) -> None:
        training_withdraw(training=train(court, judge, 3), by=lead)
        assert trainings_tell() == 0

    def test_of_a_role_that_was_taken_nothing_is_said(self, court, judge) -> None:
        train(court, judge, 3)
        Membership.objects.filter(person=judge).delete()
        assert trainings_tell() == 0

    def test_while_the_court_waives_it_nobody_hears_that_a_role_rests(self, court, judge, lead, clock) -> None:
        train(court, judge, 1)
        training_waive(court=court, until_on=NOON.date() + timedelta(days=20), reason="A late course.", by=lead)
        clock.now += timedelta(days=10)
        trainings_tell()
        assert told(judge) == []
        clock.now += timedelta(days=20)
        trainings_tell()
        assert told(judge) == ["training-over"]

    def test_the_words_say_role_day_and_court_and_not_the_course(self, court, judge, clock) -> None:
        train(court, judge, 5)
        trainings_tell()
        notice = Notice.objects.get(person=judge)
        assert "Judge" in notice.subject
        assert "15 March 2026" in notice.subject
        assert court.name in notice.body
        assert "Secret course" not in notice.subject + notice.body

    def test_each_reader_is_told_in_their_language(self, judge) -> None:
        court = make_court(training_waived_until=None, languages=["fr"])
        person = make_person(court, Role.JUDGE)
        train(court, person, 5)
        trainings_tell()
        assert Notice.objects.get(person=person).language == "fr"
        assert "15 mars 2026" in Notice.objects.get(person=person).subject


class TestWaivers:
    def waive(self, court: Court, lead: Person, days: int) -> None:
        training_waive(court=court, until_on=NOON.date() + timedelta(days=days), reason="A new court.", by=lead)

    def test_administrators_are_told_at_thirty_seven_and_the_end(self, court, lead, judge, clock) -> None:
        self.waive(court, lead, 40)
        for _day in range(45):
            clock.now += timedelta(days=1)
            waivers_tell()
        assert told(lead) == ["waiver-ends", "waiver-ends", "waiver-over"]
        assert told(judge) == []

    def test_they_are_told_how_many_roles_rest(self, court, lead, judge) -> None:
        self.waive(court, lead, 5)
        assert untrained(court) == 1
        the_task()
        assert "1." in Notice.objects.get(person=lead).body

    def test_where_everybody_is_trained_nothing_is_said(self, court, lead, judge) -> None:
        train(court, judge, 300)
        self.waive(court, lead, 5)
        assert waivers_tell() == 0
        assert told(lead) == []

    def test_a_longer_waiver_is_told_of_anew(self, court, lead, judge, clock) -> None:
        self.waive(court, lead, 5)
        waivers_tell()
        self.waive(court, lead, 100)
        assert waivers_tell() == 0
        clock.now += timedelta(days=95)
        assert waivers_tell() == 1

    def test_one_that_was_ended_by_hand_is_told_as_over(self, court, lead, judge) -> None:
        self.waive(court, lead, 100)
        training_waiver_end(court=court, by=lead)
        waivers_tell()
        assert told(lead) == ["waiver-over"]

    def test_a_court_without_a_waiver_is_told_nothing(self, court, lead, judge) -> None:
        assert waivers_tell() == 0
