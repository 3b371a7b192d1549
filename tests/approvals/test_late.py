"""What the button says after the release time is what the post's own policy then does."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.views.late import approve_label, approved_words
from publishing.domain.message import MissedTime
from publishing.domain.timing import first_attempt

DUE = datetime(2026, 11, 24, 10, 5, tzinfo=ZoneInfo("Europe/Zagreb"))
MINUTE = timedelta(minutes=1)


def label(after: timedelta, minutes: int | None, *, last: bool = True) -> str:
    return approve_label(DUE, MissedTime(minutes), DUE + after, last=last)


def test_before_its_time_the_button_names_the_time() -> None:
    assert label(-MINUTE, None) == "Approve for Tuesday 10:05"


@pytest.mark.parametrize("last", [True, False])
def test_a_post_that_waits_says_that_it_waits(last: bool) -> None:
    assert label(timedelta(0), None, last=last) == "Approve (10:05 has passed: it waits for a person)"


@pytest.mark.parametrize("last", [True, False])
def test_after_the_time_in_which_it_may_still_go_it_waits_too(last: bool) -> None:
    assert label(31 * MINUTE, 30, last=last) == "Approve (10:05 has passed: it waits for a person)"


def test_the_last_vote_sends_it_after_a_minute() -> None:
    assert label(5 * MINUTE, 30) == "Approve (10:05 has passed: it goes out a minute later)"


def test_another_vote_leaves_until_the_last_moment() -> None:
    words = "Approve (10:05 has passed: it goes out if the last vote comes before 10:34)"
    assert label(5 * MINUTE, 30, last=False) == words


def test_a_vote_too_late_for_its_minute_of_notice_promises_nothing() -> None:
    assert "waits for a person" in label(29 * MINUTE + timedelta(seconds=30), 30)


def test_another_day_is_named() -> None:
    assert "(Tuesday 24 November, 10:05 has passed" in label(timedelta(days=1), None)


@given(st.integers(-7200, 7200), st.none() | st.integers(0, 120), st.booleans())
def test_the_button_promises_what_the_release_then_does(seconds: int, minutes: int | None, last: bool) -> None:
    now, missed = DUE + timedelta(seconds=seconds), MissedTime(minutes)
    words = approve_label(DUE, missed, now, last=last)
    assert ("waits for a person" in words) == (first_attempt(DUE, missed, now) is None)
    assert ("in the outbox" in approved_words(DUE, missed, now)) == (first_attempt(DUE, missed, now) is None)


def test_when_the_votes_are_complete_the_page_says_what_comes() -> None:
    assert approved_words(DUE, MissedTime(None), DUE - MINUTE).endswith("Its time is Tuesday 24 November, 10:05.")
    assert "within a minute or two" in approved_words(DUE, MissedTime(30), DUE + MINUTE)
