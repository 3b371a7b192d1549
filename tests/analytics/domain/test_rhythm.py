from datetime import UTC, datetime, timedelta

import pytest

from analytics.domain.rhythm import LONGEST_WAIT, after_failure, next_reading

SENT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "step"),
    [
        (timedelta(minutes=0), timedelta(minutes=10)),
        (timedelta(minutes=59), timedelta(minutes=10)),
        (timedelta(hours=1), timedelta(hours=1)),
        (timedelta(hours=12), timedelta(hours=6)),
        (timedelta(days=3), timedelta(days=1)),
        (timedelta(days=30), timedelta(days=7)),
    ],
)
def test_the_rhythm_falls_with_age(age: timedelta, step: timedelta) -> None:
    assert next_reading(SENT, SENT + age) == SENT + age + step


def test_after_half_a_year_nothing_is_read_any_more() -> None:
    assert next_reading(SENT, SENT + timedelta(days=180)) is None


def test_failures_wait_longer_each_time_but_never_over_a_day() -> None:
    waits = [after_failure(SENT, failures) - SENT for failures in (1, 2, 3, 50)]
    assert waits == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20), LONGEST_WAIT]
