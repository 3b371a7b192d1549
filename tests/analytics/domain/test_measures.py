import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.domain.measures import normalise, shown, shown_parts


@pytest.mark.parametrize(("count", "cell"), [(None, None), (0, 0), (1, "<10"), (9, "<10"), (10, 10), (1234, 1234)])
def test_small_counts_of_peoples_acts_are_hidden(count: int | None, cell: object) -> None:
    assert shown(count) == cell


def test_a_measure_that_a_network_does_not_offer_is_none_and_not_zero() -> None:
    assert normalise({"likeCount": 3}, {"likes": "likeCount"})["views"] is None


def test_one_hidden_part_hides_another_so_that_the_total_tells_nothing() -> None:
    assert shown_parts([3, 40, 20, None, 0]) == ["<10", 40, "–", None, 0]


@given(st.lists(st.one_of(st.none(), st.integers(0, 200)), max_size=12))
def test_never_is_exactly_one_positive_part_hidden_beside_an_open_one(counts: list[int | None]) -> None:
    cells = shown_parts(counts)
    hidden = sum(isinstance(cell, str) for cell in cells)
    assert hidden != 1 or not any(isinstance(cell, int) and cell > 0 for cell in cells)
