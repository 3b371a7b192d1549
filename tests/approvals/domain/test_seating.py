"""Votes are placed so that as many seats as possible are filled, and a person fills one."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.route_table import ON_DUTY, PRESIDENT, PRESIDING, REGISTRAR, REVIEWER, ROUTES, SEATS, Code
from approvals.domain.seating import fit, helps, missing, placed

PAIR = (REVIEWER, REGISTRAR)


def left(seats, votes) -> dict[str, int]:  # type: ignore[no-untyped-def]
    return {seat.name: seat.count for seat in missing(seats, votes)}


def test_nothing_is_filled_without_votes() -> None:
    assert left(PAIR, {}) == {"reviewer": 1, "registrar": 1}


def test_one_vote_fills_one_seat_whatever_the_roles() -> None:
    assert len(left(PAIR, {"both": ["reviewer", "registrar"]})) == 1


@pytest.mark.parametrize("order", list(permutations(["both", "reviewer"])))
def test_a_registrar_who_is_also_a_reviewer_does_not_block_the_other_seat(order: tuple[str, ...]) -> None:
    fits = {"both": ["reviewer", "registrar"], "reviewer": ["reviewer"]}
    assert placed(PAIR, {name: fits[name] for name in order}) == {"both": "registrar", "reviewer": "reviewer"}


def test_a_second_reviewer_does_not_help() -> None:
    assert not helps(PAIR, {"one": ["reviewer"]}, ["reviewer"])


def test_somebody_helps_who_lets_another_move() -> None:
    assert helps(PAIR, {"both": ["reviewer", "registrar"]}, ["reviewer"])


def test_two_on_duty_are_two_in_different_roles() -> None:
    press, registry = fit(ON_DUTY, "press_officer"), fit(ON_DUTY, "registrar")
    assert left([ON_DUTY], {"one": [press], "two": [press]}) == {"duty": 1}
    assert left([ON_DUTY], {"one": [press], "two": [registry]}) == {}
    assert left([ON_DUTY], {"one": [press, registry], "two": [press]}) == {}


def test_a_third_on_duty_takes_nobody_elses_seat() -> None:
    fits = {role: [fit(ON_DUTY, role)] for role in ON_DUTY.roles}
    fits["registrar"] = [*fits["registrar"], "registrar"]
    assert left([ON_DUTY, REGISTRAR], fits) == {}


def test_a_vote_that_fits_nothing_fills_nothing() -> None:
    assert placed([PRESIDING], {"one": ["president"]}) == {}


keys = st.sampled_from([*SEATS, *(fit(ON_DUTY, role) for role in ON_DUTY.roles)])
ballots = st.dictionaries(st.integers(0, 6), st.frozensets(keys, max_size=3), max_size=6)
seats = st.sampled_from([row.seats for row in ROUTES.values()] + [(*ROUTES[Code.R3].seats, PRESIDENT, ON_DUTY)])


@given(seats, ballots)
def test_every_vote_sits_where_it_fits_and_alone(seats, votes) -> None:  # type: ignore[no-untyped-def]
    found = placed(seats, votes)
    assert all(key in votes[vote] for vote, key in found.items())
    total = sum(seat.count for seat in seats)
    assert total - sum(seat.count for seat in missing(seats, votes)) == len(found)


@given(seats, ballots, st.randoms())
def test_the_order_of_votes_changes_nothing(seats, votes, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = dict(random.sample(list(votes.items()), len(votes)))
    assert len(placed(seats, votes)) == len(placed(seats, shuffled))


@given(seats, ballots)
def test_a_further_vote_never_empties_a_seat(seats, votes) -> None:  # type: ignore[no-untyped-def]
    rows = list(votes.items())
    assert len(placed(seats, dict(rows[:-1]))) <= len(placed(seats, votes))
