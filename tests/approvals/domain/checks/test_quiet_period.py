"""Election, mourning, vacation, security: what may go out then, by time, kind and account."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from approvals.domain.checks.quiet_period import CODE
from approvals.domain.days import day_begins, day_ends
from approvals.domain.findings import Context, Draft, QuietFacts, Surface
from approvals.domain.review import review
from approvals.domain.severity import Severity
from approvals.wording import describe

ZAGREB = ZoneInfo("Europe/Zagreb")
STARTS, ENDS = day_begins(datetime(2026, 10, 24).date(), ZAGREB), day_ends(datetime(2026, 10, 26).date(), ZAGREB)
ELECTION = QuietFacts("e1", "General election", STARTS, ENDS)  # the clocks go back within it
IN = datetime(2026, 10, 25, 12, tzinfo=UTC)


def found(at=IN, *periods, kind="event", accounts=("sandbox: court",), until=None):
    context = Context(at, accounts=accounts, publish_until=until, quiet_periods=periods or (ELECTION,))
    drafted = Draft("en", kind, (Surface("text", "The ribbon is cut at noon."),))
    return [finding for finding in review(drafted, context) if finding.code == CODE]


def test_a_post_within_it_needs_a_reason():
    assert [(one.severity, one.guidelines) for one in found()] == [(Severity.JUSTIFY, (9, 15, 16))]


def test_a_strict_one_blocks():
    assert [one.severity for one in found(IN, replace(ELECTION, strict=True))] == [Severity.BLOCK]


@pytest.mark.parametrize(
    "at",
    [STARTS, STARTS + timedelta(seconds=1), ENDS - timedelta(microseconds=1), ENDS - timedelta(hours=1)],
    ids=["first instant", "a second later", "last microsecond", "the hour that the change of clocks adds"],
)
def test_its_edges_belong_to_it(at):
    assert found(at)


@pytest.mark.parametrize("at", [STARTS - timedelta(microseconds=1), ENDS, ENDS + timedelta(days=1)])
def test_before_and_after_nothing_is_found(at):
    assert found(at) == []


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "UTC"])
def test_the_zone_in_which_a_time_is_written_changes_nothing(zone):
    assert found(STARTS.astimezone(ZoneInfo(zone)))
    assert found((STARTS - timedelta(minutes=1)).astimezone(ZoneInfo(zone))) == []


def test_midnight_of_the_court_counts_not_midnight_utc():
    assert found(datetime(2026, 10, 24, 0, 0, tzinfo=ZAGREB))
    assert found(datetime(2026, 10, 27, 0, 30, tzinfo=ZAGREB)) == []
    assert found(datetime(2026, 10, 26, 23, 30, tzinfo=ZAGREB))


@pytest.mark.parametrize("fold", [0, 1])
def test_both_of_the_hours_that_come_twice_belong_to_it(fold):
    assert found(datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=ZAGREB))


@pytest.mark.parametrize("kind", ["closure", "emergency"])
@pytest.mark.parametrize("strict", [False, True])
def test_what_concerns_safety_goes_out_always(kind, strict):
    assert found(IN, replace(ELECTION, strict=strict), kind=kind) == []


def test_a_kind_that_is_exempt_goes_out():
    assert found(IN, replace(ELECTION, exempt=("hearing-list",)), kind="hearing-list") == []


def test_other_kinds_are_not_exempt_with_it():
    assert found(IN, replace(ELECTION, exempt=("hearing-list",)), kind="livestream")


def test_a_kind_exempt_from_one_period_is_not_exempt_from_another():
    mourning = QuietFacts("m1", "Mourning", STARTS, ENDS)
    periods = (replace(ELECTION, exempt=("event",)), mourning)
    assert [one.params["period"] for one in found(IN, *periods)] == ["Mourning"]


def test_of_two_that_overlap_the_stricter_wins():
    found_both = found(IN, ELECTION, replace(ELECTION, key="e2", strict=True))
    assert max(one.severity.rank for one in found_both) == Severity.BLOCK.rank


def test_two_periods_are_two_questions():
    assert {one.about for one in found(IN, ELECTION, replace(ELECTION, key="m1"))} == {"e1", "m1"}


def test_other_accounts_are_not_covered():
    assert found(IN, replace(ELECTION, accounts=("sandbox: district",))) == []


def test_one_covered_account_of_several_is_named():
    (one,) = found(IN, replace(ELECTION, accounts=("b: y", "c: z")), accounts=("a: x", "b: y"))
    assert (one.params["accounts"], "Leave that account out" in describe(one).what_to_do) == ("b: y", True)


def test_when_every_account_is_covered_none_can_be_left_out():
    (one,) = found(IN, replace(ELECTION, accounts=("a: x", "b: y")), accounts=("a: x", "b: y"))
    assert "Leave" not in describe(one).what_to_do


def test_the_author_is_told_until_when_in_the_courts_time():
    period = replace(ELECTION, ends=ENDS.astimezone(ZAGREB))
    assert "27 October 2026, midnight" in describe(found(IN, period)[0]).why.replace("Oct. 27, 2026", "27 October 2026")


def test_a_post_that_may_come_late_into_it_is_found():
    before = STARTS - timedelta(minutes=10)
    (one,) = found(before, until=before + timedelta(minutes=30))
    assert "could slip" in describe(one).title


def test_a_post_that_may_come_late_but_not_into_it_is_not_found():
    before = STARTS - timedelta(minutes=40)
    assert found(before, until=before + timedelta(minutes=30)) == []


def test_no_wording_is_missing():
    some = replace(ELECTION, accounts=("b: y",))
    cases = [ELECTION, some, replace(ELECTION, strict=True), replace(some, strict=True)]
    said = {describe(found(IN, period, accounts=("a: x", "b: y"))[0]).why for period in cases}
    assert len(said) == 4
