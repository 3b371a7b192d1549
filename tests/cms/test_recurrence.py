"""The days of a rule, and its instants where the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from cms.recurrence import covered, days, moment

ZAGREB = ZoneInfo("Europe/Zagreb")


def found(**facts: object) -> list[str]:
    given = {
        "rhythm": "weekly", "every": 1, "weekdays": [0], "place": 1, "starts_on": date(2026, 11, 2),
        "first": date(2026, 11, 2), "last": date(2026, 11, 30), **facts,
    }  # fmt: skip
    return [day.isoformat()[5:] for day in days(**given)]  # type: ignore[arg-type]


def test_a_week_has_its_days() -> None:
    assert found(weekdays=[0, 4], last=date(2026, 11, 13)) == ["11-02", "11-06", "11-09", "11-13"]


def test_every_second_week_counts_from_the_week_of_the_first_day() -> None:
    assert found(every=2, starts_on=date(2026, 11, 4), weekdays=[0, 4], last=date(2026, 12, 1)) == [
        "11-06", "11-16", "11-20", "11-30",
    ]  # fmt: skip


def test_no_day_lies_before_the_first() -> None:
    assert found(starts_on=date(2026, 11, 10)) == ["11-16", "11-23", "11-30"]
    assert found(rhythm="monthly", starts_on=date(2026, 11, 10), last=date(2027, 1, 5)) == ["12-07", "01-04"]


@pytest.mark.parametrize(("place", "day"), [(1, "11-02"), (2, "11-09"), (3, "11-16"), (4, "11-23"), (-1, "11-30")])
def test_a_month_has_its_first_to_last_such_day(place: int, day: str) -> None:
    assert found(rhythm="monthly", place=place) == [day]


def test_every_third_month_counts_from_the_month_of_the_first_day() -> None:
    assert found(rhythm="monthly", every=3, starts_on=date(2026, 11, 20), last=date(2027, 6, 1)) == ["02-01", "05-03"]


def test_the_clock_of_the_court_counts_in_summer_and_in_winter() -> None:
    assert moment(date(2026, 7, 6), time(8), ZAGREB) == datetime(2026, 7, 6, 6, tzinfo=UTC)
    assert moment(date(2026, 12, 7), time(8), ZAGREB) == datetime(2026, 12, 7, 7, tzinfo=UTC)


def test_a_time_that_never_comes_is_the_next_one() -> None:
    assert moment(date(2027, 3, 28), time(2, 30), ZAGREB) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    assert moment(date(2026, 10, 25), time(2, 30), ZAGREB) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_that_a_country_left_out_is_the_next_one() -> None:
    assert moment(date(2011, 12, 30), time(9), ZoneInfo("Pacific/Apia")).astimezone(ZoneInfo("Pacific/Apia")) == (
        datetime(2011, 12, 31, 0, 0, tzinfo=ZoneInfo("Pacific/Apia"))
    )


def test_the_days_that_a_notice_covers() -> None:
    assert covered(date(2026, 11, 27), starts_in=3, lasts=7) == (date(2026, 11, 30), date(2026, 12, 6))
    assert covered(date(2026, 11, 27), starts_in=0, lasts=1) == (date(2026, 11, 27), date(2026, 11, 27))
