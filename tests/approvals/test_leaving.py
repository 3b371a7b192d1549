"""Somebody leaves, is suspended or loses a role: what they had open in deciding ends, or asks others, at once."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from approvals.gate import Recheck
from approvals.models import (
    Delegation,
    MatterJudge,
    Question,
    QuestionState,
    QuietPeriod,
    RegisterImport,
    Round,
    Turn,
    Vote,
)
from approvals.models.imports import ImportState
from approvals.services import QuietEntry, matter_seal, post_submit, quiet_confirm, quiet_end_propose, quiet_propose
from approvals.services.importing import import_ask
from approvals.services.panels import panel_set
from approvals.services.questions import frozen_by, question_ask
from approvals.services.roster import delegation_set, turn_set
from approvals.services.seats import missing_seats
from cms.models import Post
from publishing.domain.delivery import State
from publishing.ground.endings import lines_of
from publishing.ground.leaving import leave_case, person_leave, person_resume, person_suspend, suspend_case
from publishing.ground.models import AuditEntry, Court, Notice, Person, Role
from publishing.ground.services import membership_revoke, person_deactivate
from publishing.models import Delivery
from publishing.services import delivery_release
from tests.approvals.conftest import approve, approve_all, make_matter, step_of
from tests.factories import make_court, make_person, make_post

pytestmark = [pytest.mark.both, pytest.mark.django_db]
WHY = "They are looked into by the council."
HOUR = timedelta(hours=1)


def leave(court: Court, person: Person, by: Person, **facts: Any) -> None:
    person_leave(court=court, person=person, by=by, **facts)


def suspend(court: Court, person: Person, by: Person) -> None:
    person_suspend(court=court, person=person, by=by, reason=WHY)


def lose(role: str) -> Any:
    return lambda court, person, by: membership_revoke(court=court, person=person, role=role, by=by)


BOTH = [leave, suspend]


def shown(court: Court, person: Person, by: Person) -> dict[str, int]:
    return {line.ending.key: len(line.rows) for line in lines_of(leave_case(court, person, by))}


def open_notices(person: Person) -> list[str]:
    return list(
        Notice.objects.filter(person=person, over_at=None).order_by("created_at").values_list("kind", flat=True)
    )


class TestTurnsAndDelegations:
    @pytest.fixture
    def turn(self, court: Court, people: SimpleNamespace) -> Turn:
        now = timezone.now()
        return turn_set(
            court=court, person=people.registrar, role=Role.REGISTRAR, starts_at=now + HOUR, ends_at=now + 9 * HOUR,
            by=people.administrator,
        )  # fmt: skip

    @pytest.fixture
    def delegations(self, court: Court, people: SimpleNamespace) -> list[Delegation]:
        now, other = timezone.now(), make_person(court, Role.JUDGE)
        times = {"starts_at": now, "ends_at": now + 9 * HOUR, "by": people.administrator}
        given = delegation_set(court=court, of=people.judge, to=other, role=Role.JUDGE, **times)
        third = make_person(court, Role.REGISTRAR)
        taken = delegation_set(court=court, of=third, to=people.registrar, role=Role.REGISTRAR, **times)
        return [given, taken]

    @pytest.mark.parametrize("act", [*BOTH, lose(Role.REGISTRAR)])
    def test_a_turn_ends(self, court, people, turn, act) -> None:
        act(court, people.registrar, people.administrator)
        turn.refresh_from_db()
        assert turn.ended_by == people.administrator
        assert AuditEntry.objects.filter(act="turn_ended").count() == 1

    def test_a_turn_stays_where_another_role_covers_it(self, court, people, turn) -> None:
        make = people.registrar.memberships.create
        make(court=court, role=Role.DEPUTY_REGISTRAR)
        lose(Role.REGISTRAR)(court, people.registrar, people.administrator)
        turn.refresh_from_db()
        assert turn.ended_at is None

    @pytest.mark.parametrize("act", BOTH)
    def test_delegations_end_on_both_sides(self, court, people, delegations, act) -> None:
        given, taken = delegations
        act(court, people.judge, people.administrator)
        act(court, people.registrar, people.administrator)
        for row, other in ((given, given.to), (taken, taken.of)):
            row.refresh_from_db()
            assert row.ended_at is not None
            assert "delegation-ended" in open_notices(other)

    def test_a_lost_role_ends_what_was_given_of_it(self, court, people, delegations) -> None:
        people.judge.memberships.create(court=court, role=Role.PRESIDENT)
        lose(Role.JUDGE)(court, people.judge, people.administrator)
        given = Delegation.objects.get(of=people.judge)
        assert given.ended_at is not None


class TestVotes:
    def test_a_vote_in_an_open_round_counts_no_more_and_the_seat_is_asked_again(self, court, people, round) -> None:
        other = make_person(court, Role.REVIEWER)
        approve(round, people.reviewer)
        assert shown(court, people.reviewer, people.administrator)["votes"] == 1
        Notice.objects.filter(person=other).delete()
        leave(court, people.reviewer, people.administrator)
        vote = Vote.objects.get()
        assert (vote.voided_at is not None, vote.void_reason) == (True, "left the court")
        assert "reviewer" in {name for seat in missing_seats(round) for name in seat.roles}
        assert open_notices(other) == ["decision"]
        approve(round, other)

    def test_a_later_step_waits_again_for_the_earlier_one(self, court, people, before_judge) -> None:
        other = make_person(court, Role.REVIEWER)
        suspend(court, people.reviewer, people.administrator)
        assert "desk" in step_of(before_judge).task.specific.step
        approve(before_judge, other)
        approve(before_judge, people.judge)
        assert Delivery.objects.filter(state=State.SCHEDULED).exists()

    @pytest.mark.parametrize("act", BOTH)
    def test_what_is_approved_and_not_sent_is_held_and_keeps_its_approval(self, court, people, round, act) -> None:
        approve_all(round, people)
        assert shown(court, people.judge, people.administrator)["cleared"] == 1
        act(court, people.judge, people.administrator)
        delivery = Delivery.objects.get()
        assert delivery.state == State.HELD
        assert not Vote.objects.exclude(voided_at=None).exists()
        delivery_release(delivery, by=people.press_officer)
        delivery.refresh_from_db()
        assert delivery.state == State.SCHEDULED
        assert Recheck().recheck(delivery.release).passed

    def test_what_was_sent_stays_sent(self, court, people, round) -> None:
        approve_all(round, people)
        Delivery.objects.update(state=State.SENT, remote_id="1")
        leave(court, people.judge, people.administrator)
        assert Delivery.objects.get().state == State.SENT

    def test_a_lost_role_leaves_the_vote_as_it_is(self, court, people, round) -> None:
        approve(round, people.reviewer)
        lose(Role.REVIEWER)(court, people.reviewer, people.administrator)
        assert Vote.objects.standing().count() == 1

    def test_who_comes_back_decides_anew(self, court, people, round) -> None:
        approve(round, people.reviewer)
        suspend(court, people.reviewer, people.administrator)
        person_resume(court=court, person=people.reviewer, by=people.administrator)
        approve(round, people.reviewer)
        assert Vote.objects.standing().count() == 1

    def test_a_vote_in_another_court_stays(self, court, people, round) -> None:

        approve(round, people.reviewer)
        other = make_court()
        people.reviewer.memberships.create(court=other, role=Role.REVIEWER)
        boss = make_person(other, Role.ADMINISTRATOR)
        leave(other, people.reviewer, boss)
        assert Vote.objects.standing().count() == 1


class TestSeats:
    def test_the_next_one_is_asked(self, court, people, before_judge) -> None:
        asked = open_notices(people.judge)
        assert "decision" in asked
        other = make_person(court, Role.JUDGE)
        assert shown(court, people.judge, people.administrator)["decisions"] == 1
        leave(court, people.judge, people.administrator)
        assert "decision" in open_notices(other)

    def test_where_nobody_is_left_it_is_said(self, court, people, before_judge) -> None:
        for person in (people.president, people.judge):
            leave(court, person, people.administrator)
        assert "decision-nobody" in open_notices(people.press_officer)
        assert "decision-nobody" in open_notices(people.administrator)

    def test_a_return_reaches_the_press_office_where_its_author_left(self, court, people, round) -> None:
        other = make_person(court, Role.PRESS_OFFICER)
        person_deactivate(court=court, person=people.press_officer, by=people.administrator)
        approve(round, people.reviewer, decision="return", comment="The date is wrong.")
        assert "post-returned" in open_notices(other)


class TestRegister:
    def test_a_judge_no_longer_sits_and_the_registrars_are_asked(self, court, people) -> None:
        matter, other = make_matter(court), make_person(court, Role.JUDGE)
        panel_set(matter=matter, judges=[other], presiding=people.judge, by=people.registrar)
        court.refresh_from_db()
        before = court.register_version
        leave(court, people.judge, people.administrator)
        assert [row.person for row in MatterJudge.objects.all()] == [other]
        court.refresh_from_db()
        assert court.register_version > before
        assert "panel-changed" in open_notices(people.registrar)
        assert AuditEntry.objects.filter(act="matter_changed").latest("at").facts["what"] == "panel"

    def test_a_suspended_judge_still_sits_when_they_come_back(self, court, people) -> None:
        panel_set(matter=make_matter(court), judges=[], presiding=people.judge, by=people.registrar)
        suspend(court, people.judge, people.administrator)
        assert MatterJudge.objects.get().person == people.judge

    def test_the_last_registrar_of_a_sealed_matter_names_another(self, court, people) -> None:
        matter, heir = make_matter(court), make_person(court, Role.REGISTRAR)
        matter_seal(matter=matter, readers=[people.registrar, people.judge], by=people.registrar)
        with pytest.raises(ValidationError) as caught:
            leave(court, people.registrar, people.administrator)
        assert "sealed-matters" in caught.value.message_dict
        assert people.registrar.memberships.exists()
        leave(court, people.registrar, people.administrator, hand_to={"sealed-matters": heir})
        assert set(matter.readers.all()) == {people.judge, heir}

    def test_nobody_takes_a_sealed_matter_for_themselves(self, court, people) -> None:
        matter = make_matter(court)
        matter_seal(matter=matter, readers=[people.registrar], by=people.registrar)
        people.administrator.memberships.create(court=court, role=Role.REGISTRAR)
        with pytest.raises(ValidationError):
            leave(court, people.registrar, people.administrator, hand_to={"sealed-matters": people.administrator})

    def test_a_reader_among_others_is_taken_off(self, court, people) -> None:
        matter = make_matter(court)
        matter_seal(matter=matter, readers=[people.registrar, people.judge], by=people.registrar)
        leave(court, people.judge, people.administrator)
        assert list(matter.readers.all()) == [people.registrar]

    def test_a_proposed_quiet_period_is_taken_back(self, court, people) -> None:
        now = timezone.now()
        entry = QuietEntry(name="Election", kind="election", starts_at=now, ends_at=now + 9 * HOUR)
        period = quiet_propose(court=court, entry=entry, by=people.press_officer)
        leave(court, people.press_officer, people.administrator)
        assert QuietPeriod.objects.get(pk=period.pk).stage == "withdrawn"

    def test_an_end_that_was_proposed_is_taken_back_and_the_period_stays(self, court, people) -> None:
        now = timezone.now()
        entry = QuietEntry(name="Election", kind="election", starts_at=now, ends_at=now + 9 * HOUR)
        period = quiet_propose(court=court, entry=entry, by=people.press_officer)
        quiet_confirm(period=period, turn=period.turn, by=people.president)
        period.refresh_from_db()
        quiet_end_propose(period=period, turn=period.turn, by=people.registrar)
        suspend(court, people.registrar, people.administrator)
        period.refresh_from_db()
        assert (period.stage, period.end_by) == ("in-force", None)

    def test_an_import_that_they_asked_for_waits_for_another_registrar(self, court, people) -> None:
        job = RegisterImport.objects.create(
            court=court, by=people.registrar, state=ImportState.READY, sha256="", size=1
        )
        import_ask(job=job, by=people.registrar)
        leave(court, people.registrar, people.administrator)
        job.refresh_from_db()
        assert job.state == ImportState.READY


class TestQuestions:
    @pytest.fixture
    def adviser(self, court: Court) -> Person:
        return make_person(court, Role.ADVISER)

    @pytest.fixture
    def question(self, post: Post, people: SimpleNamespace, adviser: Person) -> Question:
        return question_ask(reviewable=post, text="May we say that?", urgent=False, by=people.press_officer)

    def test_a_question_of_the_leaver_is_taken_back(self, court, people, question) -> None:
        leave(court, people.press_officer, people.administrator)
        question.refresh_from_db()
        assert question.state == QuestionState.TAKEN_BACK
        assert frozen_by(question.subject) is None

    def test_the_other_advisers_are_asked(self, court, people, question, adviser) -> None:
        other = make_person(court, Role.ADVISER)
        leave(court, adviser, people.administrator)
        assert "advice-asked" in open_notices(other)
        question.refresh_from_db()
        assert question.waits

    @pytest.mark.parametrize("act", [*BOTH, lose(Role.ADVISER)])
    def test_without_another_adviser_the_draft_is_free_again(self, court, people, question, adviser, act) -> None:
        act(court, adviser, people.administrator)
        question.refresh_from_db()
        assert question.state == QuestionState.TAKEN_BACK
        assert "advice-nobody" in open_notices(people.press_officer)


def test_nothing_of_another_court_is_touched(court, people, round) -> None:

    other = make_court()
    people.judge.memberships.create(court=other, role=Role.JUDGE)
    boss = make_person(other, Role.ADMINISTRATOR)
    assert shown(other, people.judge, boss) == {}
    assert lines_of(suspend_case(other, people.judge, boss)) == []


def test_what_was_shown_is_gone_afterwards(court, people, round) -> None:
    approve(round, people.reviewer)
    leave(court, people.reviewer, people.administrator)
    assert shown(court, people.reviewer, people.administrator) == {}
    post = make_post(court, people.press_officer)
    assert isinstance(post_submit(post, by=people.press_officer), Round)
