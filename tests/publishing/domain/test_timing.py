from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.domain.message import MissedTime
from publishing.domain.timing import DELETIONS, TRIES, backoff, first_attempt, last_moment, lookup_wait

DUE = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_waits_double():
    assert [backoff(tries, jitter=0) for tries in (1, 2, 3, 4)] == [5, 10, 20, 40]


@given(st.integers(1, 10_000), st.floats(-1e9, 1e9), st.floats(0, 1))
def test_a_wait_is_never_absurd(tries, asked, jitter):
    assert 5 <= backoff(tries, asked, jitter=jitter) <= 3600


def test_a_server_may_be_away_for_an_hour_and_a_deletion_is_told_within_minutes():
    lasting = {limit: sum(backoff(tries, jitter=0) for tries in range(1, limit)) for limit in (TRIES, DELETIONS)}
    assert lasting[TRIES] > 3600
    assert lasting[DELETIONS] < 300


def test_what_the_network_asks_for_is_honoured():
    assert backoff(1, 120.0) == 120


def test_a_network_that_asks_for_a_day_gets_an_hour():
    assert backoff(1, 99_999.0) == 3600


def test_look_ups_come_to_an_end():
    assert [lookup_wait(count) for count in range(4)] == [0.0, 60.0, 300.0, None]


@pytest.mark.parametrize(
    ("missed", "ordered", "last"),
    [
        (MissedTime(None), None, DUE + 2 * MINUTE),
        (MissedTime(30), None, DUE + 30 * MINUTE),
        (MissedTime(0), None, DUE + 2 * MINUTE),
        (MissedTime(None), DUE + 60 * MINUTE, DUE + 75 * MINUTE),
    ],
)
def test_the_last_moment(missed, ordered, last):
    assert last_moment(DUE, missed, ordered) == last


@pytest.mark.parametrize(
    ("missed", "now", "goes"),
    [
        (MissedTime(None), DUE - MINUTE, DUE),
        (MissedTime(None), DUE, None),
        (MissedTime(30), DUE + 10 * MINUTE, DUE + 11 * MINUTE),
        (MissedTime(30), DUE + 30 * MINUTE, None),
    ],
)
def test_the_first_attempt(missed, now, goes):
    assert first_attempt(DUE, missed, now) == goes


@given(st.integers(-10_000, 10_000), st.one_of(st.none(), st.integers(0, 600)))
def test_nothing_that_is_late_goes_out_at_once(seconds, minutes):
    now = DUE + timedelta(seconds=seconds)
    goes = first_attempt(DUE, MissedTime(minutes), now)
    assert goes is None or goes == DUE > now or goes >= now + MINUTE
