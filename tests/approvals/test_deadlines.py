"""A round that nobody decides: reminded once, told on once, returned once; never approved, never sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.utils import timezone
from django_q.models import Schedule
from wagtail.models import WorkflowState

from approvals import tasks
from approvals.models import Round, TimeAct, Vote
from approvals.services import deadlines, post_submit
from approvals.services.deadlines import deadlines_run, times_of, told_on_to
from approvals.services.refusals import NotAllowed
from cms.models import Post
from publishing.domain.digest import parse
from publishing.ground.models import AuditEntry, Court, Membership, Notice
from publishing.models import Delivery, Release
from tests.approvals.conftest import approve
from tests.factories import make_person, make_post

pytestmark = pytest.mark.both
HOUR = timedelta(hours=1)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


def fresh(round: Round) -> Round:
    return Round.objects.select_related("court", "workflow_state").get(pk=round.pk)


def told(kind: str) -> list[int]:
    return list(Notice.objects.filter(kind=kind).values_list("person", flat=True))


def run_at(moment: datetime) -> int:
    with at(moment):
        return deadlines_run()


@pytest.fixture
def times(round: Round) -> Any:
    return times_of(fresh(round))


class TestReminder:
    def test_nobody_is_reminded_before_half_of_the_time_is_over(self, round: Round, times: Any) -> None:
        assert run_at(times.half - timedelta(seconds=1)) == 0
        assert told("decision-reminder") == []

    def test_those_who_may_decide_are_reminded_once(self, round: Round, times: Any, people: SimpleNamespace) -> None:
        assert [run_at(times.half), run_at(times.half), run_at(times.half + timedelta(minutes=5))] == [1, 0, 0]
        reminded = told("decision-reminder")
        assert people.reviewer.pk in reminded
        assert len(reminded) == len(set(reminded))
        assert people.press_officer.pk not in reminded, "who wrote it cannot decide"

    def test_who_has_voted_is_not_reminded(self, before_judge: Round, people: SimpleNamespace) -> None:
        run_at(times_of(fresh(before_judge)).half)
        assert people.reviewer.pk not in told("decision-reminder")

    def test_a_reminder_leaves_at_once_and_has_no_word_of_the_post(
        self, round: Round, times: Any, post: Post, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        with at(times.half), django_capture_on_commit_callbacks(execute=True):
            deadlines_run()
        assert mailoutbox
        assert not [mail for mail in mailoutbox if post.title in mail.body or post.text in mail.body]


class TestEscalation:
    def test_one_named_person_is_told_once(self, round: Round, times: Any, people: SimpleNamespace) -> None:
        assert [run_at(times.wanted), run_at(times.wanted), run_at(times.wanted + HOUR / 2)] == [1, 0, 0]
        (person,) = told("decision-escalated")
        act = TimeAct.objects.get(what="escalated")
        assert act.person_id == person
        assert person != people.press_officer.pk

    def test_it_stands_on_the_trail_with_whom_it_was_told_to(self, round: Round, times: Any) -> None:
        run_at(times.wanted)
        entry = AuditEntry.objects.get(act="round_escalated")
        assert (entry.actor, entry.facts["person"]) == ("system", TimeAct.objects.get().person_id)

    def test_where_nobody_holds_the_role_the_administrators_hear(
        self, round: Round, times: Any, people: SimpleNamespace
    ) -> None:
        Membership.objects.exclude(role__in=("administrator", "reviewer", "press_officer")).delete()
        run_at(times.wanted)
        assert told("escalation-nobody") == [people.administrator.pk]
        assert told("decision-escalated") == []

    def test_whoever_holds_the_role_itself_comes_before_one_above_it(self, court: Court) -> None:
        president, deputy = make_person(court, "president"), make_person(court, "deputy_registrar")
        found = told_on_to(court, "deputy_registrar", set(), timezone.now())
        assert found is not None
        assert found[0] == deputy
        assert told_on_to(court, "deputy_registrar", {deputy.pk}, timezone.now()) == (president, "president")

    def test_the_more_senior_is_told(self, court: Court) -> None:
        first, second = make_person(court, "president"), make_person(court, "president")
        Membership.objects.filter(person=second).update(seniority=1)
        assert told_on_to(court, "president", set(), timezone.now()) == (second, "president")
        assert told_on_to(court, "president", {second.pk}, timezone.now()) == (first, "president")

    def test_nobody_of_another_court_is_told(self, court: Court, people: SimpleNamespace) -> None:
        Membership.objects.filter(court=court).delete()
        assert told_on_to(court, "president", set(), timezone.now()) is None


class TestExpiry:
    def test_it_is_returned_to_its_author_with_the_reason(
        self, round: Round, times: Any, people: SimpleNamespace, post: Post
    ) -> None:
        assert run_at(times.expires) == 1
        state = fresh(round).workflow_state
        assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
        assert "Its time passed" in fresh(round).refused
        assert told("post-expired") == [people.press_officer.pk]

    def test_it_can_be_written_on_again(self, round: Round, times: Any, post: Post) -> None:
        run_at(times.expires)
        assert Post.objects.get(pk=post.pk).get_lock() is None
        assert Post.objects.get(pk=post.pk).state == "returned"

    def test_nothing_is_approved_or_sent(self, before_judge: Round) -> None:
        votes = Vote.objects.count()
        run_at(times_of(fresh(before_judge)).expires)
        assert not Release.objects.exists()
        assert not Delivery.objects.exists()
        assert Vote.objects.count() == votes

    def test_it_happens_once(self, round: Round, times: Any) -> None:
        assert [run_at(times.expires), run_at(times.expires), run_at(times.expires + HOUR)] == [1, 0, 0]
        assert AuditEntry.objects.filter(act="round_expired").count() == 1

    def test_not_before_the_post_itself_gives_up(self, court: Court, people: SimpleNamespace) -> None:
        post = make_post(court, people.press_officer, missed_minutes=180)
        round = post_submit(post, by=people.press_officer)
        due = parse(round.content).due_at
        assert run_at(due + timedelta(minutes=179)) == 1
        assert not TimeAct.objects.filter(what="expired").exists()
        run_at(due + timedelta(minutes=180))
        assert TimeAct.objects.filter(what="expired").exists()

    def test_nobody_is_asked_for_it_any_more(self, round: Round, times: Any) -> None:
        run_at(times.expires)
        assert not Notice.objects.filter(kind="decision", over_at=None).exists()

    def test_an_approved_post_is_left_alone(self, before_judge: Round, people: SimpleNamespace) -> None:
        for person in (people.registrar, people.judge, people.president):
            if fresh(before_judge).workflow_state.status == WorkflowState.STATUS_IN_PROGRESS:
                approve_if_asked(before_judge, person)
        times = times_of(fresh(before_judge))
        assert run_at(times.expires + HOUR) == 0
        assert Release.objects.count() == 1

    def test_a_returned_post_is_left_alone(self, round: Round, times: Any, people: SimpleNamespace) -> None:
        approve(round, people.reviewer, decision="return", comment="Not today.")
        assert run_at(times.expires) == 0

    def test_a_vote_that_was_faster_wins(self, before_judge: Round, people: SimpleNamespace) -> None:
        """The run saw the round open; before it has the lock, the last vote is in."""
        stale = fresh(before_judge)
        expires = times_of(stale).expires
        for person in (people.registrar, people.judge, people.president):
            if fresh(before_judge).workflow_state.status == WorkflowState.STATUS_IN_PROGRESS:
                approve_if_asked(before_judge, person)
        with patch.object(deadlines, "_open_rounds", return_value=iter([stale])):
            assert run_at(expires) == 0
        assert Release.objects.count() == 1


def approve_if_asked(round: Round, person: Any) -> None:
    with suppress(NotAllowed):
        approve(fresh(round), person)


def test_a_round_that_cannot_be_read_stops_no_other(
    round: Round, times: Any, court: Court, people: SimpleNamespace
) -> None:
    broken = post_submit(make_post(court, people.press_officer), by=people.press_officer)
    Round.objects.filter(pk=broken.pk).update(content="{")
    assert run_at(times.half) == 1


def test_the_clock_is_read_once_a_minute(db: None) -> None:
    row = Schedule.objects.get(func="approvals.tasks.deadlines_watch")
    assert (row.schedule_type, row.minutes) == ("I", 1)


def test_the_task_does_what_the_service_does(round: Round, times: Any) -> None:
    with at(times.half):
        assert tasks.deadlines_watch() == 1
