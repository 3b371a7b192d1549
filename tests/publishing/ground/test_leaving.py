"""Leaving a court, being suspended in it, and coming back: by another administrator alone, and all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from publishing.ground import audit, notices
from publishing.ground.endings import lines_of, shown
from publishing.ground.leaving import leave_case, person_leave, person_resume, person_suspend, suspend_case
from publishing.ground.models import AuditEntry, Court, Membership, Notice, Person, Role, Suspension
from publishing.ground.services import membership_grant, membership_revoke, person_invite, roles_set
from publishing.ground.suspensions import still_here, suspensions_of, suspensions_tell
from publishing.ground.tasks import trainings_tell
from tests.factories import make_court, make_person

pytestmark = [pytest.mark.both, pytest.mark.django_db]
WHY = "They are looked into by the council."


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def boss(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR)


@pytest.fixture
def judge(court: Court) -> Person:
    return make_person(court, Role.JUDGE, Role.PRESS_OFFICER)


def holds(person: Person, court: Court) -> bool:
    return Court.objects.for_person(Person.objects.get(pk=person.pk), *Role).filter(pk=court.pk).exists()


def acts(court: Court) -> list[str]:
    return list(AuditEntry.objects.filter(court=court).order_by("at").values_list("act", flat=True))


def leave(court: Court, person: Person, by: Person) -> None:
    person_leave(court=court, person=person, by=by)


def suspend(court: Court, person: Person, by: Person) -> None:
    person_suspend(court=court, person=person, by=by, reason=WHY)


def resume(court: Court, person: Person, by: Person) -> None:
    person_resume(court=court, person=person, by=by)


ACTS: list[Callable[[Court, Person, Person], None]] = [leave, suspend, resume]


class TestLeaving:
    def test_every_role_ends_and_the_sign_in_closes(self, court, boss, judge) -> None:
        case = person_leave(court=court, person=judge, by=boss)
        judge.refresh_from_db()
        assert case.closes
        assert not judge.is_active
        assert not Membership.objects.filter(person=judge).exists()
        assert not judge.groups.exists()
        assert acts(court) == ["person_left", "sign_in_closed"]
        entry = AuditEntry.objects.get(act="person_left")
        assert (entry.actor, entry.subject) == (audit.actor_of(boss), audit.actor_of(judge))
        assert entry.facts == {"roles": ["judge", "press_officer"], "closed": True}

    def test_who_works_elsewhere_too_keeps_their_sign_in_and_is_told(self, court, boss, judge) -> None:
        other = make_court()
        Membership.objects.create(court=other, person=judge, role=Role.REVIEWER)
        assert not person_leave(court=court, person=judge, by=boss).closes
        assert (holds(judge, court), holds(judge, other)) == (False, True)
        assert Notice.objects.get(person=judge, over_at=None).kind == "person-left"

    def test_what_waits_for_them_here_asks_them_no_more(self, court, boss, judge) -> None:
        other = make_court()
        Membership.objects.create(court=other, person=judge, role=Role.REVIEWER)
        for one in (court, other):
            notices.tell("trail-anchored", court=one, people=[judge.pk], facts={"court": "x", "day": "y", "line": "z"})
        person_leave(court=court, person=judge, by=boss)
        kept = Notice.objects.filter(person=judge, over_at=None, kind="trail-anchored")
        assert [notice.court for notice in kept] == [other]

    def test_a_suspension_ends_with_it(self, court, boss, judge) -> None:
        suspend(court, judge, boss)
        person_leave(court=court, person=judge, by=boss)
        assert Suspension.objects.get().ended_by == boss

    def test_who_left_every_court_can_be_invited_again(self, court, boss, judge) -> None:
        judge.set_password("before")
        judge.save()
        person_leave(court=court, person=judge, by=boss)
        again = person_invite(court=court, name="x", email=judge.email, role=Role.REVIEWER, by=boss)
        again.refresh_from_db()
        assert (again.pk, again.is_active, again.check_password("before")) == (judge.pk, True, False)
        assert Notice.objects.get(person=judge, kind="person-invited").url

    def test_what_changed_since_it_was_shown_is_shown_again(self, court, boss, judge) -> None:
        seen = shown(lines_of(leave_case(court, judge, boss)))
        facts = {"court": "x", "day": "y", "line": "z"}
        notices.tell("trail-anchored", court=court, people=[judge.pk], facts=facts)
        with pytest.raises(ValidationError, match="changed since"):
            person_leave(court=court, person=judge, by=boss, seen=seen)
        assert holds(judge, court)
        person_leave(court=court, person=judge, by=boss, seen=shown(lines_of(leave_case(court, judge, boss))))
        assert not holds(judge, court)

    def test_nothing_is_kept_where_one_ending_fails(self, court, boss, judge, monkeypatch) -> None:
        monkeypatch.setattr("publishing.ground.leaving.carry_out", lambda *_all: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            person_leave(court=court, person=judge, by=boss)
        assert holds(judge, court)
        assert acts(court) == []

    def test_taking_the_last_role_is_leaving_and_says_so(self, court, boss, judge) -> None:
        with pytest.raises(ValidationError, match="leaves the court"):
            roles_set(court=court, person=judge, roles=[], by=boss)
        assert holds(judge, court)


class TestSuspending:
    def test_the_roles_count_for_nothing_and_are_kept(self, court, boss, judge) -> None:
        suspend(court, judge, boss)
        assert not holds(judge, court)
        assert court.holders(*Role) == {boss.pk}
        assert Membership.objects.filter(person=judge, court=court).count() == 2
        assert still_here(court, [judge.pk, boss.pk]) == {boss.pk}
        assert suspensions_of(court)[judge.pk].reason == WHY

    def test_it_stays_in_its_court(self, court, boss, judge) -> None:
        other = make_court()
        Membership.objects.create(court=other, person=judge, role=Role.JUDGE)
        suspend(court, judge, boss)
        assert (holds(judge, court), holds(judge, other)) == (False, True)
        judge.refresh_from_db()
        assert judge.is_active

    def test_an_administrator_who_is_suspended_administers_nothing(self, court, boss, judge) -> None:
        second = make_person(court, Role.ADMINISTRATOR)
        suspend(court, second, boss)
        for act in ACTS:
            with pytest.raises(PermissionDenied):
                act(court, judge, second)
        with pytest.raises(ValidationError, match="at least one administrator"):
            membership_revoke(court=court, person=boss, role=Role.ADMINISTRATOR, by=None)

    def test_a_role_given_meanwhile_rests_with_the_others(self, court, boss, judge) -> None:
        suspend(court, judge, boss)
        membership_grant(court=court, person=judge, role=Role.REVIEWER, by=boss)
        assert not holds(judge, court)

    def test_it_ends_by_a_person_and_everything_counts_again(self, court, boss, judge) -> None:
        suspend(court, judge, boss)
        person_resume(court=court, person=judge, by=boss)
        assert holds(judge, court)
        assert acts(court) == ["person_suspended", "suspension_ended"]
        told = Notice.objects.filter(person=judge, over_at=None).order_by("created_at")
        assert [notice.kind for notice in told] == ["person-suspended", "person-resumed"]
        person_resume(court=court, person=judge, by=boss)
        assert len(acts(court)) == 2

    def test_its_day_reminds_once_and_gives_no_right_back(self, court, boss, judge) -> None:
        today = timezone.now().astimezone(court.zone).date()
        person_suspend(court=court, person=judge, by=boss, reason=WHY, look_on=today + timedelta(days=3))
        assert suspensions_tell() == 0
        Suspension.objects.update(look_on=today)
        assert trainings_tell() == 1
        assert suspensions_tell() == 0
        assert Notice.objects.get(kind="suspension-look").person == boss
        assert not holds(judge, court)

    @pytest.mark.parametrize("reason", ["", "  ", "too short", "x" * 301])
    def test_a_reason_is_asked_for(self, court, boss, judge, reason) -> None:
        with pytest.raises(ValidationError) as caught:
            person_suspend(court=court, person=judge, by=boss, reason=reason)
        assert "reason" in caught.value.message_dict

    def test_the_day_lies_ahead(self, court, boss, judge) -> None:
        with pytest.raises(ValidationError) as caught:
            person_suspend(court=court, person=judge, by=boss, reason=WHY, look_on=date(2020, 1, 1))
        assert "look_on" in caught.value.message_dict

    def test_nobody_is_suspended_twice_at_once(self, court, boss, judge) -> None:
        suspend(court, judge, boss)
        with pytest.raises(ValidationError, match="already"):
            suspend(court, judge, boss)
        with pytest.raises(IntegrityError), transaction.atomic():
            Suspension.objects.create(court=court, person=judge, reason=WHY, by=boss)

    @pytest.mark.parametrize("facts", [{"by": 1}, {"ended_by": 1, "ended_at": 1}, {"ended_at": 1}])
    def test_the_database_asks_for_another_person_too(self, court, boss, judge, facts) -> None:
        given = {"court": court, "person": judge, "reason": WHY, "by": boss}
        given |= {name: timezone.now() if name == "ended_at" else judge for name in facts}
        with pytest.raises(IntegrityError), transaction.atomic():
            Suspension.objects.create(**given)

    def test_the_trail_keeps_no_words_of_the_reason(self, court, boss, judge) -> None:
        suspend(court, judge, boss)
        assert "council" not in str(AuditEntry.objects.get(act="person_suspended").facts)


class TestWhoMay:
    @pytest.mark.parametrize("act", ACTS)
    def test_nobody_does_it_to_themselves(self, court, boss, act) -> None:
        make_person(court, Role.ADMINISTRATOR)
        with pytest.raises(PermissionDenied):
            act(court, boss, boss)
        assert acts(court) == []

    @pytest.mark.parametrize("act", ACTS)
    @pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
    def test_only_administrators_do(self, court, judge, act, role) -> None:
        with pytest.raises(PermissionDenied):
            act(court, judge, make_person(court, role, is_superuser=True))

    @pytest.mark.parametrize("act", ACTS)
    def test_not_those_of_another_court(self, court, judge, act) -> None:
        with pytest.raises(PermissionDenied):
            act(court, judge, make_person(make_court(), Role.ADMINISTRATOR))

    @pytest.mark.parametrize("act", ACTS)
    def test_not_of_somebody_without_a_role_here(self, court, boss, act) -> None:
        with pytest.raises(PermissionDenied):
            act(court, make_person(make_court(), Role.JUDGE), boss)

    def test_the_last_administrator_cannot_be_let_go(self, court, boss) -> None:
        second = make_person(court, Role.ADMINISTRATOR)
        person_leave(court=court, person=second, by=boss)
        with pytest.raises(PermissionDenied):
            person_leave(court=court, person=boss, by=second)
        assert holds(boss, court)


def test_a_case_says_which_roles_are_left(court, boss, judge) -> None:
    assert suspend_case(court, judge, boss).left == frozenset()
    assert not suspend_case(court, judge, boss).keeps(Role.JUDGE)
