"""Days and clock times of a court as instants, where clocks go forward, back, or over a whole day."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from approvals.domain.days import SkippedTime, clock, day_begins, day_ends, whole_days

ZAGREB, CAIRO = ZoneInfo("Europe/Zagreb"), ZoneInfo("Africa/Cairo")
HAVANA, APIA = ZoneInfo("America/Havana"), ZoneInfo("Pacific/Apia")


def hours(day: date, zone: ZoneInfo) -> float:
    return (day_ends(day, zone) - day_begins(day, zone)).total_seconds() / 3600


@pytest.mark.parametrize(
    ("day", "zone", "length"),
    [
        (date(2026, 6, 1), ZAGREB, 24),
        (date(2026, 3, 29), ZAGREB, 23),
        (date(2026, 10, 25), ZAGREB, 25),
        (date(2026, 4, 24), CAIRO, 23),  # midnight itself does not come
        (date(2026, 11, 1), HAVANA, 25),  # midnight comes twice
        (date(2011, 12, 30), APIA, 0),  # that day was left out
    ],
)
def test_a_day_is_as_long_as_its_clocks_make_it(day, zone, length):
    assert hours(day, zone) == length


@pytest.mark.parametrize(
    ("day", "zone"), [(date(2026, 4, 24), CAIRO), (date(2026, 11, 1), HAVANA), (date(2026, 3, 29), ZAGREB)]
)
def test_days_follow_each_other_without_a_gap(day, zone):
    assert day_ends(day, zone) == day_begins(date.fromordinal(day.toordinal() + 1), zone)


def test_the_last_day_of_the_calendar_has_no_end():
    with pytest.raises(OverflowError):
        day_ends(date.max, ZAGREB)


def test_of_a_time_that_comes_twice_a_beginning_takes_the_first_and_an_end_the_last():
    begins, ends = (clock(date(2026, 10, 25), time(2, 30), ZAGREB, last=last) for last in (False, True))
    assert (begins, ends) == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


@pytest.mark.parametrize("last", [False, True])
def test_a_time_that_never_comes_is_refused(last):
    with pytest.raises(SkippedTime):
        clock(date(2026, 3, 29), time(2, 30), ZAGREB, last=last)


def test_an_ordinary_time_is_one_instant():
    assert clock(date(2026, 12, 24), time(21, 4), ZAGREB, last=False) == datetime(2026, 12, 24, 20, 4, tzinfo=UTC)


def test_whole_days_are_known_again_over_a_change_of_clocks():
    first, last = date(2026, 10, 24), date(2026, 10, 26)
    assert whole_days(day_begins(first, ZAGREB), day_ends(last, ZAGREB), ZAGREB) == (first, last)


def test_a_period_with_a_time_is_not_made_of_whole_days():
    assert whole_days(datetime(2026, 10, 24, 12, tzinfo=UTC), day_ends(date(2026, 10, 26), ZAGREB), ZAGREB) is None
