"""Which route facts call for, and that no further fact ever lowers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.review import CODES
from approvals.domain.route_table import (
    BENCH,
    CHECKS,
    DESK,
    HEAD,
    KINDS,
    MATTERS,
    OVERRIDABLE,
    PRESIDENT,
    REGISTRAR,
    REVIEWER,
    ROUTES,
    SEATS,
    Code,
)
from approvals.domain.routes import Facts, choose, has_bench, is_urgent, joined, rank, target_at
from approvals.domain.severity import Severity

ADVISE, JUSTIFY, BLOCK = Severity.ADVISE, Severity.JUSTIFY, Severity.BLOCK
ZAGREB = ZoneInfo("Europe/Zagreb")


def route(kind: str = "education", **facts: object) -> str:
    given = {name: frozenset(value) if isinstance(value, set) else value for name, value in facts.items()}
    return choose(Facts(kind, **given)).route.value


@pytest.mark.parametrize(
    ("expected", "facts"),
    [
        ("R0", {"kind": "hearing-list", "own_words": False}),
        ("R0", {"kind": "hearing-list", "own_words": False, "findings": {("pending-case", ADVISE)}}),
        ("R0", {"kind": "hearing-list", "own_words": False, "matters": {"linked", "jury", "anonymity"}}),
        ("R0", {"kind": "closure", "own_words": False, "findings": {("tone", ADVISE)}}),
        ("R0", {"kind": "vacancy", "own_words": False}),
        ("R1", {"kind": "closure", "own_words": False, "findings": {("date-mismatch", JUSTIFY)}}),
        ("R1", {"kind": "closure"}),
        ("R1", {"kind": "education", "own_words": False}),
        ("R1", {"kind": "statistics"}),
        ("R1", {"kind": "scam-warning", "findings": {("third-party-amplification", JUSTIFY)}}),
        ("R2", {"kind": "hearing-list"}),
        ("R2", {"kind": "hearing-list", "own_words": False, "findings": {("unknown-docket", ADVISE)}}),
        ("R2", {"kind": "livestream"}),
        ("R2", {"kind": "handdown-notice", "own_words": False}),
        ("R2", {"kind": "handdown-notice", "matters": {"linked", "embargo"}}),
        ("R2", {"kind": "judgment", "own_words": False, "matters": {"linked", "embargo"}}),
        ("R2", {"kind": "education", "findings": {("pending-case", JUSTIFY)}}),
        ("R2", {"kind": "education", "findings": {("jigsaw-identification", JUSTIFY)}}),
        ("R2", {"kind": "service-update", "matters": {"linked"}}),
        ("R3", {"kind": "judgment"}),
        ("R3", {"kind": "hearing-list", "matters": {"linked", "jury"}}),
        ("R3", {"kind": "hearing-list", "own_words": False, "matters": {"linked", "no-publication"}}),
        ("R3", {"kind": "event", "matters": {"linked", "sealed"}, "own_words": False}),
        ("R4", {"kind": "correction", "meaning": True}),
        ("R4", {"kind": "event", "findings": {("quiet-period", JUSTIFY)}}),
        ("R4", {"kind": "statistics", "findings": {("policy-opinion", JUSTIFY)}}),
        ("R4", {"kind": "statistics", "findings": {("respond-to-attack", BLOCK)}, "overridden": {"respond-to-attack"}}),
        ("R4", {"kind": "never heard of"}),
        ("R4", {"kind": "event", "findings": {("never-heard-of", ADVISE)}}),
        ("R5", {"kind": "judgment", "concerns_judge": True}),
        ("R5", {"kind": "correction", "meaning": True, "concerns_judge": True}),
        ("R1", {"kind": "event", "concerns_judge": True}),
        ("E", {"kind": "emergency"}),
        ("E", {"kind": "emergency", "own_words": False}),
        ("R3", {"kind": "emergency", "matters": {"linked", "jury"}}),
    ],
)
def test_facts_call_for_their_route(expected: str, facts: dict[str, object]) -> None:
    assert route(**facts) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("trait", sorted(set(MATTERS) - {"linked", "embargo"}))
def test_every_sensitive_matter_goes_to_its_presiding_judge(trait: str) -> None:
    assert route("event", matters={"linked", trait}) == "R3"


@pytest.mark.parametrize("code", sorted(OVERRIDABLE))
def test_an_override_is_institutional(code: str) -> None:
    assert route("education", overridden={code}) == "R4"


def test_every_kind_and_every_check_has_a_decision() -> None:
    from publishing.kinds import Kind

    assert set(Kind.values) <= set(KINDS)
    assert set(CODES) <= set(CHECKS)
    assert set(CODES) >= OVERRIDABLE


def test_every_order_has_a_decision() -> None:
    from approvals.models import Restriction

    assert set(Restriction.Type.values) <= set(MATTERS)


def test_every_route_can_be_reached() -> None:
    reached = {route(kind, own_words=own) for kind in KINDS for own in (True, False)}
    assert reached | {"R4", "R5"} == {code.value for code in Code}


def test_every_seat_is_of_the_desk_or_the_bench() -> None:
    assert {seat.step for seat in SEATS.values()} == {DESK, BENCH}
    assert {seat.name for row in ROUTES.values() for seat in row.seats} == set(SEATS)


def test_all_reasons_are_kept_the_gravest_first() -> None:
    facts = Facts("judgment", findings=frozenset({("pending-case", JUSTIFY)}), matters=frozenset({"linked"}))
    reasons = choose(facts).reasons
    assert [reason.code for reason in reasons] == ["kind:judgment", "check:pending-case", "matter:linked"]


def test_a_conflict_keeps_the_seats_beneath() -> None:
    chosen = choose(Facts("judgment", concerns_judge=True))
    assert (chosen.under, chosen.seats) == (Code.R3, ROUTES[Code.R3].seats)


# --- properties ---------------------------------------------------------------------------------

severities = st.sampled_from(list(Severity))
facts = st.builds(
    Facts,
    kind=st.sampled_from(sorted(KINDS)),
    own_words=st.booleans(),
    findings=st.frozensets(st.tuples(st.sampled_from(sorted(CHECKS)), severities), max_size=4),
    overridden=st.frozensets(st.sampled_from(sorted(OVERRIDABLE)), max_size=2),
    matters=st.frozensets(st.sampled_from(sorted(MATTERS)), max_size=3),
    meaning=st.booleans(),
    concerns_judge=st.booleans(),
)


def more(one: Facts, other: Facts) -> Facts:
    """`one` with everything that `other` knows besides."""
    return replace(
        one,
        own_words=one.own_words or other.own_words,
        findings=one.findings | other.findings,
        overridden=one.overridden | other.overridden,
        matters=one.matters | other.matters,
        meaning=one.meaning or other.meaning,
        concerns_judge=one.concerns_judge or other.concerns_judge,
    )


@given(facts, facts)
def test_more_facts_never_lower_the_route(one: Facts, other: Facts) -> None:
    assert rank(choose(more(one, other)).route) >= rank(choose(one).route)


@given(facts, facts)
def test_more_facts_never_take_a_reason_away(one: Facts, other: Facts) -> None:
    before = {reason.code for reason in choose(one).reasons} - {"concerns-judge"}
    assert before <= {reason.code for reason in choose(more(one, other)).reasons}


@given(st.lists(st.tuples(st.sampled_from(sorted(CHECKS)), severities), max_size=5), st.randoms())
def test_the_order_of_facts_is_irrelevant(findings: list[tuple[str, Severity]], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(findings, len(findings))
    one, other = (Facts("event", findings=frozenset(rows)) for rows in (findings, shuffled))
    assert choose(one) == choose(other)


@given(st.sampled_from(sorted(CHECKS)))
def test_a_graver_finding_never_calls_for_less(code: str) -> None:
    routes = [rank(route("closure", own_words=False, findings={(code, level)})) for level in (ADVISE, JUSTIFY, BLOCK)]
    assert routes == sorted(routes)


@given(facts, facts)
def test_a_changed_route_takes_no_seat_away(one: Facts, other: Facts) -> None:
    before, now = choose(one).seats, choose(other).seats
    names = {seat.name: seat.count for seat in joined(before, now)}
    assert all(names[seat.name] >= seat.count for seat in (*before, *now))


# --- times --------------------------------------------------------------------------------------


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 on the clock of Zagreb; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZAGREB)


@pytest.mark.parametrize(
    ("submitted", "expected"),
    [
        (at(23, 10), at(23, 14)),
        (at(23, 7), at(23, 13)),
        (at(23, 15), at(24, 11)),
        (at(27, 16), at(30, 12)),
        (at(28, 11), at(30, 13)),
        (at(23, 13), at(23, 17)),
    ],
)
def test_a_routine_target_counts_hours_in_which_a_court_works(submitted: datetime, expected: datetime) -> None:
    assert target_at("R1", submitted, ZAGREB) == expected


def test_working_hours_are_those_of_the_court() -> None:
    assert target_at("R1", at(23, 10).astimezone(UTC), ZAGREB).astimezone(ZAGREB) == at(23, 14)


def test_an_urgent_institutional_post_is_due_in_an_hour() -> None:
    assert target_at("R4", at(28, 11), ZAGREB, urgent=True) == at(28, 12)


def test_other_targets_do_not_wait_for_the_morning() -> None:
    assert target_at("R2", at(28, 22), ZAGREB) == at(29, 2)


def test_a_post_for_today_is_urgent() -> None:
    assert is_urgent(at(23, 10), at(24, 9))
    assert not is_urgent(at(23, 10), at(24, 11))


def test_targets_are_those_of_the_specification() -> None:
    minutes = {code.value: row.target / timedelta(minutes=1) for code, row in ROUTES.items()}
    assert minutes == {"R0": 30, "R1": 240, "E": 10, "R2": 240, "R3": 1440, "R4": 1440, "R5": 1440}


def test_the_institutional_seats_are_the_head_and_the_president() -> None:
    assert choose(Facts("correction", meaning=True)).seats == (HEAD, PRESIDENT)


def test_a_matter_brings_the_registrar() -> None:
    assert choose(Facts("hearing-list")).seats == (REVIEWER, REGISTRAR)
    assert not has_bench(choose(Facts("hearing-list")).seats)
