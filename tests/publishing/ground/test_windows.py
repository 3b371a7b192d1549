"""When a court asks for decisions: clocks that skip, clocks that repeat, and what cannot wait."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from publishing.ground.windows import day_begins, is_urgent, next_window, times_of

ZAGREB = ZoneInfo("Europe/Zagreb")
TWO = ("08:00", "14:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZAGREB)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-20T07:59", "2026-11-20T08:00"),
        ("2026-11-20T08:00", "2026-11-20T14:00"),
        ("2026-11-20T13:59:59", "2026-11-20T14:00"),
        ("2026-11-20T14:00", "2026-11-21T08:00"),
        ("2026-12-31T23:30", "2027-01-01T08:00"),
    ],
)
def test_the_next_window_is_the_first_that_is_yet_to_come(now: str, then: str) -> None:
    assert next_window(at(now), ZAGREB, TWO) == at(then)


def test_windows_are_those_of_the_court_and_not_of_the_server() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    assert next_window(datetime(2026, 11, 20, 22, tzinfo=UTC), tokyo, TWO) == datetime(2026, 11, 20, 23, tzinfo=UTC)


def test_a_window_that_the_clocks_skip_comes_an_hour_later() -> None:
    found = next_window(at("2026-03-29T01:00"), ZAGREB, ("02:30",))
    assert found.astimezone(ZAGREB).isoformat() == "2026-03-29T03:30:00+02:00"


def test_a_window_that_the_clocks_show_twice_comes_once() -> None:
    first = next_window(at("2026-10-25T01:00"), ZAGREB, ("02:30",))
    assert next_window(first, ZAGREB, ("02:30",)) == at("2026-10-26T02:30")


def test_a_court_without_windows_asks_at_once() -> None:
    assert next_window(at("2026-11-20T09:00"), ZAGREB, ()) == at("2026-11-20T09:00")


@pytest.mark.parametrize(("hours", "urgent"), [(-5, True), (1, True), (24, True), (24.1, False), (72, False)])
def test_what_goes_out_within_a_day_cannot_wait(hours: float, urgent: bool) -> None:
    now = at("2026-11-20T09:00")
    assert is_urgent(now, now + timedelta(hours=hours)) is urgent


def test_what_has_no_time_can_wait() -> None:
    assert is_urgent(at("2026-11-20T09:00"), None) is False


def test_times_are_told_in_one_form_and_order_each_once() -> None:
    assert times_of(["14:00", "8:00", "08:00"]) == ["08:00", "14:00"]


@pytest.mark.parametrize("word", ["", "8", "24:00", "12:60", "noon", "08.00", "٠٨:٠٠", "08:00:00"])
def test_what_is_no_time_is_named(word: str) -> None:
    with pytest.raises(ValueError, match=word or "^$"):
        times_of([word])


@pytest.mark.parametrize("now", ["2026-11-20T00:00", "2026-11-20T23:59"])
def test_a_day_begins_at_the_courts_midnight(now: str) -> None:
    assert day_begins(at(now), ZAGREB) == at("2026-11-20T00:00")
