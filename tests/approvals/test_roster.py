"""Who is on duty, and who stands for whom: what may be entered, by whom, and what it opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.models import Delegation, Turn
from approvals.models.roster import KEEPERS, TAKERS
from approvals.services import Invalid, MatterEntry, NotAllowed, Refused, matter_save
from approvals.services.register import matter_seal
from approvals.services.roster import delegation_end, delegation_set, on_duty, stands_for, turn_end, turn_set
from publishing.ground.models import AuditEntry, Court, Membership, Notice, Person, Role
from tests.factories import make_court, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def people(court: Court) -> SimpleNamespace:
    """One person of each role, a second judge and a second registrar."""
    found = {role.value: make_person(court, role) for role in Role}
    found |= {"second": make_person(court, Role.JUDGE), "third": make_person(court, Role.JUDGE)}
    return SimpleNamespace(**found)


def duty(court: Court, person: Person, by: Person, role: str = Role.REGISTRAR, **times: Any) -> Turn:
    now = timezone.now()
    given = {"starts_at": now - HOUR, "ends_at": now + DAY, **times}
    return turn_set(court=court, person=person, role=role, **given, by=by)


def passed(court: Court, of: Person, to: Person, role: str = Role.JUDGE, **facts: Any) -> Delegation:
    now = timezone.now()
    given = {"starts_at": now - HOUR, "ends_at": now + DAY, "by": of, **facts}
    return delegation_set(court=court, of=of, to=to, role=role, **given)


def a_matter(court: Court, by: Person, code: str = "26-1", **facts: Any) -> Any:
    return matter_save(court=court, entry=MatterEntry(code=code, docket=f"No. {code}", **facts), by=by)


class TestTurns:
    def test_who_is_on_duty_is_so_from_the_first_instant_up_to_the_last(self, court, people, now) -> None:
        duty(court, people.registrar, people.administrator, starts_at=now, ends_at=now + DAY)
        key = people.registrar.pk
        moments = (now - timedelta(seconds=1), now, now + DAY - timedelta(seconds=1), now + DAY)
        assert [key in on_duty(court, Role.REGISTRAR, at) for at in moments] == [False, True, True, False]

    def test_nobody_is_on_duty_without_a_turn(self, court, people, now) -> None:
        assert on_duty(court, Role.REGISTRAR, now) == set()

    def test_two_can_be_on_duty_at_once(self, court, people, now) -> None:
        for person in (people.registrar, people.deputy_registrar):
            duty(court, person, people.administrator)
        assert on_duty(court, Role.REGISTRAR, now) == {people.registrar.pk, people.deputy_registrar.pk}

    def test_a_turn_of_one_court_is_none_in_another(self, court, people, now) -> None:
        duty(court, people.registrar, people.administrator)
        assert on_duty(make_court(), Role.REGISTRAR, now) == set()

    def test_whose_role_was_taken_is_on_duty_no_more(self, court, people, now) -> None:
        duty(court, people.registrar, people.administrator)
        Membership.objects.filter(person=people.registrar).delete()
        assert on_duty(court, Role.REGISTRAR, now) == set()

    def test_whose_training_ran_out_is_on_duty_no_more(self, court, people, now) -> None:
        duty(court, people.registrar, people.administrator)
        Court.objects.filter(pk=court.pk).update(training_waived_until=now)
        assert on_duty(court, Role.REGISTRAR, now) == set()

    @pytest.mark.parametrize("role", sorted(KEEPERS))
    def test_an_administrator_keeps_every_duty(self, court, people, role) -> None:
        assert duty(court, getattr(people, role), people.administrator, role).role == role

    @pytest.mark.parametrize(
        ("by", "role"),
        [("head_of_communications", "press_officer"), ("registrar", "registrar"), ("deputy_registrar", "registrar"),
         ("security_lead", "security_lead"), ("head_of_communications", "adviser")],
    )  # fmt: skip
    def test_those_who_lead_a_work_keep_its_duty(self, court, people, by, role) -> None:
        assert duty(court, getattr(people, role), getattr(people, by), role)

    @pytest.mark.parametrize("by", ["press_officer", "reviewer", "judge", "president", "adviser", "security_lead"])
    def test_others_keep_no_registrars_duty(self, court, people, by) -> None:
        with pytest.raises(NotAllowed):
            duty(court, people.registrar, getattr(people, by))
        assert not Turn.objects.exists()

    def test_neither_a_stranger_nor_a_superuser_keeps_it(self, court, people) -> None:
        for by in (make_person(make_court(), *Role), make_person(is_superuser=True)):
            with pytest.raises(NotAllowed):
                duty(court, people.registrar, by)

    @pytest.mark.parametrize("role", ["judge", "president", "administrator", "emperor"])
    def test_of_other_roles_there_is_no_duty(self, court, people, role) -> None:
        with pytest.raises(NotAllowed):
            duty(court, people.judge, people.administrator, role)

    def test_only_who_holds_the_role_is_put_on_duty(self, court, people) -> None:
        with pytest.raises(Invalid) as refused:
            duty(court, people.judge, people.administrator)
        assert set(refused.value.errors) == {"person"}

    def test_nobody_is_on_duty_twice_at_once(self, court, people, now) -> None:
        duty(court, people.registrar, people.administrator, starts_at=now, ends_at=now + DAY)
        with pytest.raises(Invalid):
            duty(court, people.registrar, people.administrator, starts_at=now + HOUR, ends_at=now + 2 * HOUR)
        assert duty(court, people.registrar, people.administrator, starts_at=now + DAY, ends_at=now + 2 * DAY)

    @pytest.mark.parametrize(("start", "end"), [(DAY, HOUR), (HOUR, HOUR), (-2 * DAY, -DAY), (timedelta(), 32 * DAY)])
    def test_wrong_times_are_refused_at_the_end(self, court, people, now, start, end) -> None:
        with pytest.raises(Invalid) as refused:
            duty(court, people.registrar, people.administrator, starts_at=now + start, ends_at=now + end)
        assert set(refused.value.errors) == {"ends_at"}

    def test_a_turn_that_is_ended_ends_at_once(self, court, people) -> None:
        turn_end(turn=duty(court, people.registrar, people.administrator), by=people.registrar)
        assert on_duty(court, Role.REGISTRAR, timezone.now()) == set()

    def test_a_turn_taken_back_before_it_began_never_was(self, court, people, now) -> None:
        turn = duty(court, people.registrar, people.administrator, starts_at=now + DAY, ends_at=now + 2 * DAY)
        turn_end(turn=turn, by=people.administrator)
        assert on_duty(court, Role.REGISTRAR, now + DAY + HOUR) == set()
        assert not Turn.objects.filter(court=court).during(now - DAY, now + 9 * DAY).exists()

    def test_a_turn_is_ended_once(self, court, people) -> None:
        turn = duty(court, people.registrar, people.administrator)
        turn_end(turn=turn, by=people.administrator)
        with pytest.raises(Refused):
            turn_end(turn=turn, by=people.administrator)

    def test_others_end_none(self, court, people) -> None:
        turn = duty(court, people.registrar, people.administrator)
        for by in (people.judge, make_person(make_court(), *Role)):
            with pytest.raises(NotAllowed):
                turn_end(turn=turn, by=by)

    def test_each_step_stands_on_the_trail(self, court, people) -> None:
        turn = duty(court, people.registrar, people.administrator)
        turn_end(turn=turn, by=people.administrator)
        rows = AuditEntry.objects.filter(court=court, subject=f"turn:{turn.pk}")
        assert {row.act for row in rows} == {"turn_set", "turn_ended"}
        assert all(row.actor == f"person:{people.administrator.pk}" for row in rows)

    @pytest.mark.parametrize("facts", [{"role": "judge"}, {"ends_at": datetime(2020, 1, 1, tzinfo=UTC)}])
    def test_the_database_refuses_what_no_turn_is(self, court, people, now, facts) -> None:
        given = {"role": "registrar", "starts_at": now, "ends_at": now + DAY, **facts}
        with pytest.raises(IntegrityError), transaction.atomic():
            Turn.objects.create(court=court, person=people.registrar, entered_by=people.registrar, **given)


class TestStandingFor:
    def test_a_delegate_stands_for_who_chose_them_while_it_lasts(self, court, people, now) -> None:
        passed(court, people.judge, people.second, starts_at=now, ends_at=now + DAY)
        moments = (now - timedelta(seconds=1), now, now + DAY - timedelta(seconds=1), now + DAY)
        found = [stands_for(people.second, court, Role.JUDGE, [], at) for at in moments]
        assert found == [set(), {people.judge.pk}, {people.judge.pk}, set()]

    def test_nobody_else_does(self, court, people, now) -> None:
        passed(court, people.judge, people.second)
        assert stands_for(people.third, court, Role.JUDGE, [], now) == set()
        assert stands_for(people.judge, court, Role.JUDGE, [], now) == set()

    def test_it_is_not_followed_to_a_third(self, court, people, now) -> None:
        for of, to in ((people.judge, people.second), (people.second, people.third)):
            Delegation.objects.create(
                court=court, of=of, to=to, role=Role.JUDGE, entered_by=of, starts_at=now - HOUR, ends_at=now + DAY
            )
        assert stands_for(people.third, court, Role.JUDGE, [], now) == {people.second.pk}

    def test_in_another_role_or_court_it_counts_for_nothing(self, court, people, now) -> None:
        passed(court, people.judge, people.second)
        assert stands_for(people.second, court, Role.REGISTRAR, [], now) == set()
        assert stands_for(people.second, make_court(), Role.JUDGE, [], now) == set()

    def test_when_the_giver_loses_the_role_it_is_gone(self, court, people, now) -> None:
        passed(court, people.judge, people.second)
        Membership.objects.filter(person=people.judge).delete()
        assert stands_for(people.second, court, Role.JUDGE, [], now) == set()

    def test_when_the_taker_loses_theirs_it_is_gone(self, court, people, now) -> None:
        passed(court, people.judge, people.second)
        Membership.objects.filter(person=people.second).delete()
        assert stands_for(people.second, court, Role.JUDGE, [], now) == set()

    def test_when_the_trainings_run_out_it_is_gone(self, court, people, now) -> None:
        passed(court, people.judge, people.second)
        Court.objects.filter(pk=court.pk).update(training_waived_until=now)
        assert stands_for(people.second, court, Role.JUDGE, [], now) == set()

    def test_a_vice_presidents_delegate_stands_where_the_president_is_asked(self, court, people, now) -> None:
        passed(court, people.vice_president, people.judge, Role.VICE_PRESIDENT)
        assert stands_for(people.judge, court, Role.PRESIDENT, [], now) == {people.vice_president.pk}

    def test_for_one_matter_it_reaches_that_matter_alone(self, court, people, now) -> None:
        matter = a_matter(court, people.registrar)
        passed(court, people.judge, people.second, matter=matter)
        given = [["26-1"], ["26-2"], [], ["26-1", "26-2"]]
        found = [bool(stands_for(people.second, court, Role.JUDGE, codes, now)) for codes in given]
        assert found == [True, False, False, False]

    def test_two_matters_passed_on_by_one_reach_a_post_about_both(self, court, people, now) -> None:
        for code in ("26-1", "26-2"):
            passed(court, people.judge, people.second, matter=a_matter(court, people.registrar, code))
        assert stands_for(people.second, court, Role.JUDGE, ["26-1", "26-2"], now) == {people.judge.pk}

    def test_two_matters_passed_on_by_two_do_not(self, court, people, now) -> None:
        passed(court, people.judge, people.second, matter=a_matter(court, people.registrar, "26-1"))
        passed(court, people.third, people.second, matter=a_matter(court, people.registrar, "26-2"))
        assert stands_for(people.second, court, Role.JUDGE, ["26-1", "26-2"], now) == set()

    def test_for_all_matters_it_reaches_each(self, court, people, now) -> None:
        passed(court, people.judge, people.second)
        assert stands_for(people.second, court, Role.JUDGE, ["26-1", "26-2"], now) == {people.judge.pk}


class TestWhoIsTold:
    def test_who_is_put_on_duty_by_another(self, court, people) -> None:
        turn = duty(court, people.registrar, people.administrator)
        turn_end(turn=turn, by=people.administrator)
        assert kinds(people.registrar) == ["turn-ended", "turn-set"]
        assert kinds(people.administrator) == []

    def test_who_stands_in_and_who_is_represented_but_not_who_did_it(self, court, people) -> None:
        passed(court, people.judge, people.second)
        assert (kinds(people.judge), kinds(people.second)) == ([], ["delegation-set"])

    def test_who_is_represented_by_an_administrators_act(self, court, people) -> None:
        row = passed(court, people.judge, people.second, by=people.administrator)
        assert kinds(people.judge) == ["delegation-given"]
        delegation_end(delegation=row, by=people.second)
        assert kinds(people.judge) == ["delegation-ended", "delegation-given"]

    def test_the_words_name_no_matter(self, court, people) -> None:
        passed(court, people.judge, people.second, matter=a_matter(court, people.registrar))
        notice = Notice.objects.get(person=people.second)
        assert "26-1" not in notice.subject + notice.body + notice.url
        assert notice.url == f"/admin/roster/{court.slug}/"


def kinds(person: Person) -> list[str]:
    return sorted(Notice.objects.filter(person=person).values_list("kind", flat=True))


class TestPassingOn:
    @pytest.mark.parametrize("role", sorted(TAKERS))
    def test_each_role_goes_to_somebody_of_the_same_work(self, court, people, role) -> None:
        taker = make_person(court, TAKERS[role][-1])
        assert passed(court, getattr(people, role), taker, role)

    @pytest.mark.parametrize(
        ("of", "to"), [("judge", "press_officer"), ("president", "registrar"), ("registrar", "judge"),
                       ("head_of_communications", "president"), ("security_lead", "administrator"),
                       ("judge", "administrator")],
    )  # fmt: skip
    def test_it_goes_to_nobody_of_other_work(self, court, people, of, to) -> None:
        with pytest.raises(Invalid) as refused:
            passed(court, getattr(people, of), getattr(people, to), of)
        assert set(refused.value.errors) == {"to"}

    def test_an_administrators_role_is_given_never_passed_on(self, court, people) -> None:
        with pytest.raises(Invalid) as refused:
            passed(court, people.administrator, people.judge, Role.ADMINISTRATOR)
        assert set(refused.value.errors) == {"role"}

    def test_people_pass_on_only_what_they_hold(self, court, people) -> None:
        with pytest.raises(Invalid) as refused:
            passed(court, people.judge, people.second, Role.PRESIDENT)
        assert set(refused.value.errors) == {"role"}

    def test_a_deputy_does_not_pass_on_the_registrars_role(self, court, people) -> None:
        with pytest.raises(Invalid):
            passed(court, people.deputy_registrar, people.registrar, Role.REGISTRAR)

    def test_a_role_that_rests_is_not_passed_on(self, court, people, now) -> None:
        Court.objects.filter(pk=court.pk).update(training_waived_until=now)
        with pytest.raises(Invalid):
            passed(court, people.judge, people.second, by=people.administrator)

    def test_nobody_passes_on_for_another_but_an_administrator(self, court, people) -> None:
        for by in (people.second, people.president, people.registrar, make_person(make_court(), *Role),
                   make_person(is_superuser=True)):  # fmt: skip
            with pytest.raises(NotAllowed):
                passed(court, people.judge, people.second, by=by)
        assert passed(court, people.judge, people.second, by=people.administrator)

    def test_nobody_stands_for_themselves(self, court, people) -> None:
        with pytest.raises(Invalid):
            passed(court, people.judge, people.judge)

    def test_somebody_of_another_court_takes_nothing(self, court, people) -> None:
        with pytest.raises(Invalid):
            passed(court, people.judge, make_person(make_court(), Role.JUDGE))

    def test_a_delegate_passes_nothing_on(self, court, people) -> None:
        passed(court, people.judge, people.second)
        with pytest.raises(Invalid) as refused:
            passed(court, people.second, people.third)
        assert set(refused.value.errors) == {"of"}

    def test_who_is_represented_takes_nothing(self, court, people) -> None:
        passed(court, people.second, people.third)
        with pytest.raises(Invalid) as refused:
            passed(court, people.judge, people.second)
        assert set(refused.value.errors) == {"to"}

    def test_the_same_holds_across_roles_of_one_work(self, court, people) -> None:
        passed(court, people.president, people.vice_president, Role.PRESIDENT)
        with pytest.raises(Invalid):
            passed(court, people.vice_president, people.judge, Role.VICE_PRESIDENT)

    def test_at_another_time_it_is_free(self, court, people, now) -> None:
        passed(court, people.judge, people.second, starts_at=now, ends_at=now + DAY)
        assert passed(court, people.second, people.third, starts_at=now + DAY, ends_at=now + 2 * DAY)

    def test_in_another_matter_it_is_free(self, court, people) -> None:
        one, other = (a_matter(court, people.registrar, code) for code in ("26-1", "26-2"))
        passed(court, people.judge, people.second, matter=one)
        assert passed(court, people.second, people.third, matter=other)
        with pytest.raises(Invalid):
            passed(court, people.second, people.third, matter=one)

    def test_once_it_has_ended_it_is_free(self, court, people) -> None:
        delegation_end(delegation=passed(court, people.judge, people.second), by=people.second)
        assert passed(court, people.second, people.third)

    def test_the_same_is_entered_once(self, court, people) -> None:
        passed(court, people.judge, people.second)
        with pytest.raises(Invalid):
            passed(court, people.judge, people.second)

    def test_a_year_is_the_most(self, court, people, now) -> None:
        with pytest.raises(Invalid):
            passed(court, people.judge, people.second, ends_at=now + 367 * DAY)

    def test_a_matter_of_another_court_is_none(self, court, people) -> None:
        other = make_court()
        matter = a_matter(other, make_person(other, Role.REGISTRAR))
        with pytest.raises(Invalid) as refused:
            passed(court, people.judge, people.second, matter=matter)
        assert set(refused.value.errors) == {"matter"}

    def test_a_sealed_matter_is_none_to_who_may_not_read_it(self, court, people) -> None:
        matter = a_matter(court, people.registrar)
        matter_seal(matter=matter, readers=[people.registrar, people.second], by=people.registrar)
        with pytest.raises(Invalid) as refused:
            passed(court, people.judge, people.second, matter=matter)
        assert set(refused.value.errors) == {"matter"}

    def test_a_sealed_matter_goes_only_to_one_of_its_readers(self, court, people) -> None:
        matter = a_matter(court, people.registrar)
        matter_seal(matter=matter, readers=[people.registrar, people.judge], by=people.registrar)
        with pytest.raises(Invalid) as refused:
            passed(court, people.judge, people.second, matter=matter)
        assert set(refused.value.errors) == {"to"}

    def test_it_is_ended_by_giver_taker_or_administrator_at_once(self, court, people, now) -> None:
        for by in (people.judge, people.second, people.administrator):
            delegation_end(delegation=passed(court, people.judge, people.second), by=by)
            assert stands_for(people.second, court, Role.JUDGE, [], timezone.now()) == set()

    def test_it_is_ended_by_nobody_else(self, court, people) -> None:
        row = passed(court, people.judge, people.second)
        for by in (people.third, people.president, people.registrar, make_person(make_court(), *Role)):
            with pytest.raises(NotAllowed):
                delegation_end(delegation=row, by=by)

    def test_each_step_stands_on_the_trail(self, court, people) -> None:
        row = passed(court, people.judge, people.second)
        delegation_end(delegation=row, by=people.judge)
        rows = AuditEntry.objects.filter(court=court, subject=f"delegation:{row.pk}")
        assert {one.act for one in rows} == {"delegation_set", "delegation_ended"}
        assert all((one.facts["of"], one.facts["to"]) == (people.judge.pk, people.second.pk) for one in rows)

    def test_the_database_refuses_to_stand_for_oneself(self, court, people, now) -> None:
        given = {"of": people.judge, "to": people.judge, "entered_by": people.judge, "role": Role.JUDGE}
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegation.objects.create(court=court, starts_at=now, ends_at=now + DAY, **given)
