import pytest

from analytics.domain.chart import BOTTOM, HEIGHT, TOP, ceiling, line_chart


@pytest.mark.parametrize(
    ("value", "top"), [(0, 10), (10, 10), (11, 20), (21, 50), (51, 100), (4999, 5000), (5001, 10000)]
)
def test_the_scale_ends_on_a_round_number(value: int, top: int) -> None:
    assert ceiling(value) == top


def test_a_missing_value_breaks_the_line() -> None:
    line = line_chart(["a", "b", "c", "d"], {"x": [1, None, 3, 4]}).lines[0]
    assert [len(piece.split()) for piece in line.pieces] == [1, 2]


def test_the_largest_value_stays_inside_the_frame() -> None:
    points = line_chart(["a", "b"], {"x": [0, 100]}).lines[0].points
    assert [y for _, y in points] == [HEIGHT - BOTTOM, TOP]


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one value for each label"):
        line_chart(["a"], {"x": [1, 2]})
