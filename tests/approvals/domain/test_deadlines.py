"""What the clock does: reminds once, tells on once, returns once, and never approves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.deadlines import GRACE, Times, What, next_act

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK_LATER = Times(START, START + 4 * HOUR, START + 7 * DAY)


def after(hours: float) -> datetime:
    return START + hours * HOUR


@pytest.mark.parametrize(
    ("hours", "what"),
    [
        (0, None), (1.99, None), (2, What.REMINDED), (3.99, What.REMINDED), (4, What.ESCALATED), (100, What.ESCALATED),
        (168, What.ESCALATED), (168.99, What.ESCALATED), (169, What.EXPIRED), (1000, What.EXPIRED),
    ],
)  # fmt: skip
def test_each_act_has_its_hour(hours: float, what: What | None) -> None:
    assert next_act(WEEK_LATER, (), after(hours)) == what


@pytest.mark.parametrize(("hours", "what"), [(2, What.REMINDED), (4, What.ESCALATED), (169, What.EXPIRED)])
def test_what_is_done_is_not_done_again(hours: float, what: What) -> None:
    assert next_act(WEEK_LATER, (what,), after(hours)) is None


def test_a_worker_that_was_away_reminds_nobody_of_what_is_late_already() -> None:
    assert next_act(WEEK_LATER, (), after(5)) == What.ESCALATED


def test_what_goes_out_before_the_target_is_wanted_by_then() -> None:
    soon = Times(START, START + DAY, START + 4 * HOUR)
    assert (soon.half, soon.wanted) == (after(2), after(4))


def test_what_was_late_when_it_came_still_has_its_route_time() -> None:
    late = Times(START, START + HOUR, START - HOUR)
    assert (late.wanted, next_act(late, (), after(0))) == (after(1), None)


def test_it_is_returned_when_the_post_itself_allows_no_later_sending() -> None:
    assert Times(START, None, after(4), missed=180).expires == after(7)


@pytest.mark.parametrize("missed", [None, 0, 5, 60])
def test_a_decision_can_still_be_made_an_hour_after_the_time(missed: int | None) -> None:
    assert Times(START, None, after(4), missed=missed).expires == after(5) == after(4) + GRACE


def test_without_a_target_the_release_time_is_the_target() -> None:
    assert Times(START, None, after(4)).wanted == after(4)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(moments, moments, moments, st.none() | st.integers(0, 10080), st.lists(moments, max_size=40))
def test_however_often_it_is_asked_each_act_comes_once_and_nothing_after_the_last(
    submitted: datetime, target: datetime, due: datetime, missed: int | None, asked: list[datetime]
) -> None:
    times, done = Times(submitted, max(target, submitted), due, missed), []
    for now in sorted(asked):
        if act := next_act(times, done, now):
            assert act not in done
            done.append(act)
    assert done == sorted(done, key=list(What).index)
