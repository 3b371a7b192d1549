"""A role counts only with its training, or while the court waives it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from publishing.ground.models import AuditEntry, Court, Membership, Person, Role, Training, TrainingWaiver
from publishing.ground.training import training_enter, training_waive, training_waiver_end, training_withdraw
from tests.factories import make_court, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
TODAY = NOON.date()
GATED = [role for role in Role if role != Role.ADMINISTRATOR]


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> SimpleNamespace:
    """The time that everything here goes by."""
    clock = SimpleNamespace(now=NOON)
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def court() -> Court:
    """A court that asks for trainings."""
    return make_court(training_waived_until=None, time_zone="Europe/Zagreb")


@pytest.fixture
def lead(court) -> Person:
    return make_person(court, Role.ADMINISTRATOR)


def trained(court: Court, person: Person, role: str = Role.JUDGE, **facts) -> Training:
    given = {"completed_on": TODAY - timedelta(days=1), "expires_on": TODAY + timedelta(days=30), "by": None, **facts}
    return training_enter(court=court, person=person, role=role, course="First principles", **given)


def counts(court: Court, person: Person, *roles: str) -> bool:
    return Court.objects.for_person(person, *roles).filter(pk=court.pk).exists()


def acts(court: Court) -> list[str]:
    return list(AuditEntry.objects.filter(court=court).order_by("at", "id").values_list("act", flat=True))


class TestTheGate:
    @pytest.mark.parametrize("role", GATED)
    def test_a_role_rests_without_a_training(self, court, role) -> None:
        assert not counts(court, make_person(court, role), role)

    @pytest.mark.parametrize("role", GATED)
    def test_a_role_counts_with_its_training(self, court, role) -> None:
        person = make_person(court, role)
        trained(court, person, role)
        assert counts(court, person, role)

    def test_an_administrator_needs_none_so_that_somebody_can_enter_them(self, court, lead) -> None:
        assert counts(court, lead, Role.ADMINISTRATOR)

    def test_an_administrator_gains_no_other_role_by_that(self, court) -> None:
        person = make_person(court, Role.ADMINISTRATOR, Role.JUDGE)
        assert not counts(court, person, Role.JUDGE)

    def test_a_superuser_gains_nothing(self, court) -> None:
        person = make_person(court, *GATED, is_superuser=True, is_staff=True)
        assert not counts(court, person)
        assert not counts(court, person, *GATED)

    def test_the_training_of_another_role_does_not_help(self, court) -> None:
        person = make_person(court, Role.JUDGE, Role.REVIEWER)
        trained(court, person, Role.REVIEWER)
        assert not counts(court, person, Role.JUDGE)
        assert counts(court, person, Role.REVIEWER)

    def test_the_training_of_another_person_does_not_help(self, court) -> None:
        trained(court, make_person(court, Role.JUDGE))
        assert not counts(court, make_person(court, Role.JUDGE), Role.JUDGE)

    def test_the_training_of_another_court_does_not_help(self, court) -> None:
        elsewhere, person = make_court(training_waived_until=None), make_person(court, Role.JUDGE)
        Membership.objects.create(court=elsewhere, person=person, role=Role.JUDGE)
        trained(elsewhere, person)
        assert counts(elsewhere, person, Role.JUDGE)
        assert not counts(court, person, Role.JUDGE)

    def test_a_training_gives_no_role_that_was_not_granted(self, court) -> None:
        person = make_person(court, Role.REVIEWER)
        trained(court, person, Role.JUDGE)
        assert not counts(court, person, Role.JUDGE)

    def test_a_deputy_needs_the_training_of_a_deputy_and_then_answers_for_the_registrar(self, court) -> None:
        person = make_person(court, Role.DEPUTY_REGISTRAR)
        trained(court, person, Role.REGISTRAR)
        assert not counts(court, person, Role.REGISTRAR)
        trained(court, person, Role.DEPUTY_REGISTRAR)
        assert counts(court, person, Role.REGISTRAR)

    def test_a_closed_sign_in_counts_for_nothing_however_trained(self, court) -> None:
        person = make_person(court, Role.JUDGE, is_active=False)
        trained(court, person)
        assert not Membership.objects.holding(Role.JUDGE).exists()


class TestTheLastDay:
    def test_a_training_counts_to_the_last_second_of_its_last_day_at_the_court(self, court, clock) -> None:
        person = make_person(court, Role.JUDGE)
        trained(court, person, expires_on=date(2026, 3, 20))
        clock.now = datetime(2026, 3, 20, 23, 59, 59, tzinfo=ZoneInfo("Europe/Zagreb"))
        assert counts(court, person, Role.JUDGE)

    def test_the_role_rests_with_the_next_second_without_any_job(self, court, clock) -> None:
        person = make_person(court, Role.JUDGE)
        trained(court, person, expires_on=date(2026, 3, 20))
        clock.now = datetime(2026, 3, 21, 0, 0, 0, tzinfo=ZoneInfo("Europe/Zagreb"))
        assert not counts(court, person, Role.JUDGE)

    @pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu", "Asia/Tehran"])
    def test_the_day_is_that_of_the_court(self, clock, zone) -> None:
        court = make_court(training_waived_until=None, time_zone=zone)
        person = make_person(court, Role.JUDGE)
        trained(court, person, expires_on=date(2026, 3, 20))
        end = datetime(2026, 3, 21, tzinfo=ZoneInfo(zone))
        clock.now = end - timedelta(microseconds=1)
        assert counts(court, person, Role.JUDGE)
        clock.now = end
        assert not counts(court, person, Role.JUDGE)

    def test_a_newer_training_takes_over_without_a_gap(self, court, clock) -> None:
        person = make_person(court, Role.JUDGE)
        trained(court, person, expires_on=TODAY + timedelta(days=2))
        clock.now += timedelta(days=1)
        trained(court, person, completed_on=TODAY + timedelta(days=1), expires_on=TODAY + timedelta(days=300))
        clock.now += timedelta(days=10)
        assert counts(court, person, Role.JUDGE)


class TestEntering:
    def test_it_stands_on_the_trail_without_the_name_of_the_course(self, court, lead) -> None:
        person = make_person(court, Role.JUDGE)
        trained(court, person, by=lead)
        entry = AuditEntry.objects.get(court=court, act="training_entered")
        assert entry.actor == f"person:{lead.pk}"
        assert entry.subject == f"person:{person.pk}"
        assert entry.facts["role"] == "judge"
        assert entry.facts["expires"] == (TODAY + timedelta(days=30)).isoformat()
        assert "principles" not in str(entry.facts)

    @pytest.mark.parametrize("role", GATED)
    def test_nobody_but_an_administrator_enters_one(self, court, role) -> None:
        by = make_person(make_court(), role)
        Membership.objects.create(court=court, person=by, role=role)
        with pytest.raises(PermissionDenied):
            trained(court, make_person(court, Role.JUDGE), by=by)

    def test_an_administrator_of_another_court_enters_none(self, court) -> None:
        with pytest.raises(PermissionDenied):
            trained(court, make_person(court, Role.JUDGE), by=make_person(make_court(), Role.ADMINISTRATOR))

    def test_a_superuser_enters_none(self, court) -> None:
        with pytest.raises(PermissionDenied):
            trained(court, make_person(court, Role.JUDGE), by=make_person(is_superuser=True))

    def test_nobody_enters_their_own(self, court) -> None:
        boss = make_person(court, Role.ADMINISTRATOR, Role.JUDGE)
        with pytest.raises(PermissionDenied):
            trained(court, boss, by=boss)

    def test_the_database_itself_refuses_ones_own(self, court) -> None:
        boss = make_person(court, Role.ADMINISTRATOR, Role.JUDGE)
        days = {"completed_on": TODAY, "expires_on": TODAY + timedelta(days=1)}
        with pytest.raises(IntegrityError), transaction.atomic():
            Training.objects.create(court=court, person=boss, role=Role.JUDGE, course="x", entered_by=boss, **days)

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"role": "administrator"}, "role"),
            ({"role": "emperor"}, "role"),
            ({"completed_on": TODAY + timedelta(days=1)}, "completed_on"),
            ({"expires_on": TODAY - timedelta(days=1)}, "expires_on"),
            ({"completed_on": TODAY, "expires_on": TODAY}, "expires_on"),
            ({"expires_on": TODAY + timedelta(days=6 * 366)}, "expires_on"),
        ],
    )
    def test_a_wrong_entry_is_refused_at_its_field(self, court, lead, facts, field) -> None:
        person = make_person(court, Role.JUDGE)
        with pytest.raises(ValidationError) as refused:
            trained(court, person, **{"by": lead, **facts})
        assert set(refused.value.message_dict) == {field}
        assert not Training.objects.exists()

    def test_a_course_has_a_name(self, court, lead) -> None:
        with pytest.raises(ValidationError):
            training_enter(
                court=court, person=make_person(court, Role.JUDGE), role=Role.JUDGE, course="  ",
                completed_on=TODAY, expires_on=TODAY + timedelta(days=1), by=lead,
            )  # fmt: skip

    def test_somebody_without_a_role_here_is_invited_first(self, court, lead) -> None:
        with pytest.raises(ValidationError):
            trained(court, make_person(), by=lead)

    def test_the_same_training_is_entered_once(self, court, lead) -> None:
        person = make_person(court, Role.JUDGE)
        trained(court, person, by=lead)
        with pytest.raises(ValidationError):
            trained(court, person, by=lead)


class TestWithdrawing:
    def test_the_role_rests_at_once(self, court, lead) -> None:
        person = make_person(court, Role.JUDGE)
        training = trained(court, person)
        training_withdraw(training=training, by=lead)
        assert not counts(court, person, Role.JUDGE)
        assert "training_withdrawn" in acts(court)

    def test_twice_is_no_error_and_stands_once_on_the_trail(self, court, lead) -> None:
        training = trained(court, make_person(court, Role.JUDGE))
        training_withdraw(training=training, by=lead)
        training_withdraw(training=training, by=lead)
        assert acts(court).count("training_withdrawn") == 1

    def test_nobody_withdraws_their_own_or_anothers_court(self, court) -> None:
        boss = make_person(court, Role.ADMINISTRATOR, Role.JUDGE)
        training = trained(court, boss)
        for by in (boss, make_person(make_court(), Role.ADMINISTRATOR), make_person(court, Role.PRESIDENT)):
            with pytest.raises(PermissionDenied):
                training_withdraw(training=training, by=by)
        assert Training.objects.get().withdrawn_at is None

    def test_a_withdrawn_one_can_be_entered_again(self, court, lead) -> None:
        person = make_person(court, Role.JUDGE)
        training_withdraw(training=trained(court, person), by=lead)
        trained(court, person, by=lead)
        assert counts(court, person, Role.JUDGE)


class TestWaiving:
    def waive(self, court, by, days: int = 90, reason: str = "Courses begin in spring.") -> TrainingWaiver:
        return training_waive(court=court, until_on=TODAY + timedelta(days=days), reason=reason, by=by)

    def test_every_role_counts_until_the_end_of_that_day(self, court, lead, clock) -> None:
        person = make_person(court, Role.JUDGE)
        self.waive(court, lead)
        assert counts(court, person, Role.JUDGE)
        clock.now = datetime.combine(TODAY + timedelta(days=91), datetime.min.time(), ZoneInfo("Europe/Zagreb"))
        assert not counts(court, person, Role.JUDGE)

    def test_it_stands_on_the_trail_and_its_reason_beside_it(self, court, lead) -> None:
        waiver = self.waive(court, lead)
        entry = AuditEntry.objects.get(court=court, act="training_waived")
        assert entry.actor == f"person:{lead.pk}"
        assert entry.facts == {"until": (TODAY + timedelta(days=90)).isoformat(), "waiver": str(waiver.pk)}
        assert waiver.reason == "Courses begin in spring."

    def test_a_year_is_the_most(self, court, lead) -> None:
        self.waive(court, lead, days=366)
        with pytest.raises(ValidationError):
            self.waive(court, lead, days=367)

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"days": -1}, "until_on"),
            ({"reason": "soon"}, "reason"),
            ({"reason": " " * 40}, "reason"),
            ({"reason": "x" * 301}, "reason"),
        ],
    )
    def test_a_wrong_waiver_is_refused_at_its_field(self, court, lead, facts, field) -> None:
        with pytest.raises(ValidationError) as refused:
            self.waive(court, lead, **facts)
        assert set(refused.value.message_dict) == {field}
        assert Court.objects.get(pk=court.pk).training_waived_until is None

    @pytest.mark.parametrize("role", GATED)
    def test_nobody_but_an_administrator_waives(self, role) -> None:
        court = make_court()
        with pytest.raises(PermissionDenied):
            self.waive(court, make_person(court, role, is_superuser=True))

    def test_a_waiver_of_one_court_does_nothing_in_another(self, court, lead) -> None:
        self.waive(court, lead)
        other = make_court(training_waived_until=None)
        assert not counts(other, make_person(other, Role.JUDGE), Role.JUDGE)

    def test_it_ends_by_an_act_at_once(self, court, lead) -> None:
        person = make_person(court, Role.JUDGE)
        self.waive(court, lead)
        training_waiver_end(court=court, by=lead)
        assert not counts(court, person, Role.JUDGE)
        assert "training_waiver_ended" in acts(court)

    def test_ending_none_does_nothing(self, court, lead) -> None:
        training_waiver_end(court=court, by=lead)
        assert "training_waiver_ended" not in acts(court)

    def test_a_waiver_puts_no_limit_on_the_trainings_themselves(self, court, lead) -> None:
        person = make_person(court, Role.JUDGE)
        self.waive(court, lead)
        trained(court, person, by=lead)
        training_waiver_end(court=court, by=lead)
        assert counts(court, person, Role.JUDGE)
