from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from analytics.domain.periods import Period, month_of


def test_a_month_ends_on_its_last_day() -> None:
    assert month_of(date(2028, 2, 9)) == Period(date(2028, 2, 1), date(2028, 2, 29))


def test_bounds_are_midnights_of_the_court_across_a_change_of_clocks() -> None:
    start, end = Period(date(2026, 3, 29), date(2026, 3, 29)).bounds(ZoneInfo("Europe/Zagreb"))
    assert (end.timestamp() - start.timestamp()) == 23 * 3600


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 1000))
def test_buckets_cover_each_day_once(first: date, days: int) -> None:
    period = Period(first, date.fromordinal(first.toordinal() + days))
    covered = [
        day for bucket in period.buckets() for day in range(bucket.first.toordinal(), bucket.last.toordinal() + 1)
    ]
    assert covered == list(range(period.first.toordinal(), period.last.toordinal() + 1))
