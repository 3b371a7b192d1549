from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from cms.zones import NoSuchTime, TwiceThatDay, comes_twice, instant, offset_name

ZAGREB = ZoneInfo("Europe/Zagreb")


def test_wall_clock_becomes_utc() -> None:
    assert instant(date(2026, 11, 20), time(9, 0), ZAGREB) == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def test_a_time_in_the_gap_does_not_exist() -> None:
    with pytest.raises(NoSuchTime) as caught:
        instant(date(2026, 3, 29), time(2, 30), ZAGREB)
    assert (caught.value.before.hour, caught.value.after.hour) == (2, 3)


def test_a_skipped_day_is_a_gap_too() -> None:
    with pytest.raises(NoSuchTime):
        instant(date(2011, 12, 30), time(12, 0), ZoneInfo("Pacific/Apia"))


def test_a_time_in_the_fold_asks_which() -> None:
    with pytest.raises(TwiceThatDay) as caught:
        instant(date(2026, 10, 25), time(2, 30), ZAGREB)
    assert [offset_name(caught.value.first), offset_name(caught.value.second)] == ["UTC+2", "UTC+1"]


@pytest.mark.parametrize(("second", "hour"), [(False, 0), (True, 1)])
def test_the_fold_is_answered(second: bool, hour: int) -> None:
    found = instant(date(2026, 10, 25), time(2, 30), ZAGREB, second=second)
    assert found == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_a_stored_time_knows_that_it_comes_twice() -> None:
    assert comes_twice(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ZAGREB)


@pytest.mark.parametrize(("zone", "name"), [("America/St_Johns", "UTC\N{MINUS SIGN}3:30"), ("Etc/UTC", "UTC")])
def test_offsets_have_plain_names(zone: str, name: str) -> None:
    assert offset_name(datetime(2026, 1, 1, tzinfo=ZoneInfo(zone))) == name
