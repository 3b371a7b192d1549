"""How often a day one judge is asked, who is asked beyond that, and in which window the mail leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from approvals.models import Round
from approvals.services import letters, load, post_submit
from approvals.services.roster import delegation_set
from publishing.ground import notices, tasks
from publishing.ground.models import Court, Notice, Person
from publishing.ground.pacing import choice_set, pace_set
from tests.approvals.conftest import approve, approve_desk, make_matter
from tests.approvals.test_decision_pages import door
from tests.factories import make_person, make_post

pytestmark = pytest.mark.both
DAY = timedelta(days=1)
MORNING = "2026-11-23T07:30:00+00:00"  # a Monday, half past eight at the court


def before_bench(court: Court, people: SimpleNamespace, days: int = 3) -> Round:
    """A post that only the bench has yet to decide, due in so many days."""
    due = timezone.now() + days * DAY
    post = make_post(court, people.press_officer, matters=[make_matter(court, jury=True)], due_at=due)
    round = post_submit(post, by=people.press_officer)
    approve_desk(round, people)
    return Round.objects.select_related("court").get(pk=round.pk)


def asked(round: Round, kind: str = "decision") -> set[int]:
    rows = Notice.objects.filter(topic=letters.topic(round), kind=kind, over_at=None)
    return set(rows.values_list("person", flat=True))


def cap(people: SimpleNamespace, court: Court, most: int | None = 1) -> None:
    pace_set(court=court, windows=["08:00", "14:00"], most_a_day=most, by=people.administrator)


def stand_in(court: Court, of: Person) -> Person:
    """A judge who takes no seat of their own in these posts."""
    to = make_person(court, "judge")
    now = timezone.now()
    delegation_set(court=court, of=of, to=to, role="judge", starts_at=now, ends_at=now + 7 * DAY, by=of)
    return to


@pytest.fixture
def presided(court: Court, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Court:
    """A court in which one judge presides everywhere."""
    monkeypatch.setattr("approvals.services.seats.presiding", lambda court, codes: {people.judge.pk})
    return court


class TestCap:
    def test_a_judge_is_asked_any_number_of_times_where_nothing_is_set(
        self, presided: Court, people: SimpleNamespace
    ) -> None:
        rounds = [before_bench(presided, people) for _number in range(3)]
        assert [asked(round) for round in rounds] == [{people.judge.pk}] * 3

    def test_beyond_the_cap_the_delegate_is_asked(self, presided: Court, people: SimpleNamespace) -> None:
        cap(people, presided)
        delegate = stand_in(presided, people.judge)
        first, second = before_bench(presided, people), before_bench(presided, people)
        assert asked(first) == {people.judge.pk}
        assert asked(second) == set()
        assert asked(second, "decision-for") == {delegate.pk}

    def test_the_judge_reads_who_was_asked_instead_and_gets_no_mail(
        self, presided: Court, people: SimpleNamespace
    ) -> None:
        cap(people, presided)
        delegate = stand_in(presided, people.judge)
        before_bench(presided, people)
        passed = Notice.objects.filter(kind="decision-passed-on", topic=letters.topic(before_bench(presided, people)))
        assert [(row.person_id, row.mailed) for row in passed] == [(people.judge.pk, False)]
        assert str(delegate) in passed[0].subject

    def test_where_nobody_stands_in_the_judge_is_asked_all_the_same(
        self, presided: Court, people: SimpleNamespace
    ) -> None:
        cap(people, presided)
        before_bench(presided, people)
        assert asked(before_bench(presided, people)) == {people.judge.pk}

    def test_the_next_day_of_the_court_counts_anew(self, presided: Court, people: SimpleNamespace) -> None:
        cap(people, presided)
        stand_in(presided, people.judge)
        before_bench(presided, people)
        with time_machine.travel(timezone.now() + DAY):
            assert asked(before_bench(presided, people)) == {people.judge.pk}

    def test_those_of_the_desk_have_no_cap(self, court: Court, people: SimpleNamespace) -> None:
        cap(people, court)
        for _number in range(2):
            post = make_post(court, people.press_officer, due_at=timezone.now() + 3 * DAY)
            assert people.reviewer.pk in asked(post_submit(post, by=people.press_officer))

    def test_the_queue_says_so(self, presided: Court, people: SimpleNamespace) -> None:
        cap(people, presided)
        delegate = stand_in(presided, people.judge)
        before_bench(presided, people)
        assert "asks one judge once a day" in read(people.judge)
        before_bench(presided, people)
        assert f"{delegate} was asked in your place" in read(people.judge)

    def test_the_queue_of_somebody_with_time_says_nothing(self, presided: Court, people: SimpleNamespace) -> None:
        cap(people, presided, 5)
        before_bench(presided, people)
        assert load.full_words(people.judge) == []

    def test_the_delegate_is_told_for_whom(self, presided: Court, people: SimpleNamespace) -> None:
        delegate = stand_in(presided, people.judge)
        before_bench(presided, people)
        notice = Notice.objects.get(person=delegate, kind="decision-for")
        assert str(people.judge) in notice.subject


class TestAskedOnce:
    def test_to_ask_again_tells_nobody_twice(self, presided: Court, people: SimpleNamespace) -> None:
        round = before_bench(presided, people)
        before = Notice.objects.count()
        state = Round.objects.get(pk=round.pk).workflow_state
        letters.ask_approvers(state.current_task_state.task.specific, round, state.content_object)
        assert Notice.objects.count() == before

    def test_who_was_asked_at_an_earlier_step_is_asked_no_more(self, presided: Court, people: SimpleNamespace) -> None:
        assert people.reviewer.pk not in asked(before_bench(presided, people))

    def test_who_has_voted_and_who_is_no_longer_needed_are_asked_no_more(
        self, court: Court, people: SimpleNamespace
    ) -> None:
        second = make_person(court, "reviewer")
        post = make_post(court, people.press_officer, matters=[make_matter(court, jury=True)])
        round = post_submit(post, by=people.press_officer)
        assert {people.reviewer.pk, second.pk, people.registrar.pk} <= asked(round)
        approve(round, people.reviewer)
        assert not {people.reviewer.pk, second.pk} & asked(round)
        assert people.registrar.pk in asked(round)


class TestWindows:
    @pytest.fixture(autouse=True)
    def morning(self) -> Any:
        with time_machine.travel(datetime.fromisoformat(MORNING), tick=False) as traveller:
            yield traveller

    @pytest.fixture
    def letters_of(self, django_capture_on_commit_callbacks: Any) -> Any:
        """Runs the schedule now and gives the mails that a person got by it."""

        def run(person: Person) -> list[Any]:
            mail.outbox.clear()
            with django_capture_on_commit_callbacks(execute=True):
                tasks.notices_retry()
            tasks.notices_retry()
            return [message for message in mail.outbox if message.to == [person.email]]

        return run

    def test_what_can_wait_is_asked_for_in_one_mail_at_the_window(
        self, presided: Court, people: SimpleNamespace, morning: Any, letters_of: Any
    ) -> None:
        rounds = [before_bench(presided, people) for _number in range(3)]
        assert letters_of(people.judge) == []
        morning.shift(timedelta(hours=5, minutes=30))
        (message,) = letters_of(people.judge)
        assert message.subject == "3 decisions wait for you"
        assert all(f"{round.reference} waits for your decision" in message.body for round in rounds)
        assert message.body.count("http") == 1
        assert reverse("decisions:queue") in message.body
        assert letters_of(people.judge) == []

    def test_what_goes_out_within_a_day_is_asked_for_at_once(
        self, presided: Court, people: SimpleNamespace, letters_of: Any
    ) -> None:
        round = before_bench(presided, people, days=1)
        (message,) = letters_of(people.judge)
        assert message.subject == f"{round.reference} waits for your decision"
        assert reverse("decisions:page", args=[round.reference]) in message.body

    def test_a_single_decision_is_asked_for_by_its_own_name(
        self, presided: Court, people: SimpleNamespace, morning: Any, letters_of: Any
    ) -> None:
        round = before_bench(presided, people)
        morning.shift(timedelta(hours=6))
        (message,) = letters_of(people.judge)
        assert message.subject == f"{round.reference} waits for your decision"

    def test_what_was_decided_meanwhile_is_not_in_it(
        self, presided: Court, people: SimpleNamespace, morning: Any, letters_of: Any
    ) -> None:
        done, other, third = [before_bench(presided, people) for _number in range(3)]
        letters.settled(done)
        morning.shift(timedelta(hours=6))
        (message,) = letters_of(people.judge)
        assert done.reference not in message.body
        assert other.reference in message.body
        assert third.reference in message.body

    def test_nothing_is_mailed_when_all_was_decided(
        self, presided: Court, people: SimpleNamespace, morning: Any, letters_of: Any
    ) -> None:
        letters.settled(before_bench(presided, people))
        morning.shift(timedelta(hours=6))
        assert letters_of(people.judge) == []

    def test_who_chose_so_is_asked_at_once(self, presided: Court, people: SimpleNamespace, letters_of: Any) -> None:
        choice_set(person=people.judge, at_once=True)
        before_bench(presided, people)
        assert len(letters_of(people.judge)) == 1

    def test_who_chooses_so_later_gets_what_waits(
        self, presided: Court, people: SimpleNamespace, letters_of: Any
    ) -> None:
        before_bench(presided, people)
        assert letters_of(people.judge) == []
        choice_set(person=people.judge, at_once=True)
        assert len(letters_of(people.judge)) == 1

    def test_a_digest_that_fails_is_tried_again_and_says_what_is_open_then(
        self, presided: Court, people: SimpleNamespace, morning: Any, letters_of: Any, settings: Any
    ) -> None:
        first, second = before_bench(presided, people), before_bench(presided, people)
        working = settings.EMAIL_BACKEND
        settings.EMAIL_BACKEND = "tests.publishing.ground.broken_mail.Backend"
        morning.shift(timedelta(hours=6))
        assert letters_of(people.judge) == []
        letters.settled(first)
        settings.EMAIL_BACKEND = working
        morning.shift(timedelta(hours=1))
        (message,) = letters_of(people.judge)
        assert second.reference in message.subject
        assert not notices.unsent().filter(person=people.judge).exists()

    def test_two_runs_at_the_same_window_make_one_mail(
        self, presided: Court, people: SimpleNamespace, morning: Any
    ) -> None:
        before_bench(presided, people)
        morning.shift(timedelta(hours=6))
        assert notices.windows_open() > 0
        assert notices.windows_open() == 0


def read(person: Person) -> str:
    return door(person).get(reverse("decisions:queue")).content.decode()
