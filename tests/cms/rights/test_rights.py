"""Nobody may do more than the table of rights says, and nobody less: operation and page, every state, everybody."""

from __future__ import annotations

import pytest

from . import deeds_publishing
from .trying import make_world, wrong_cells

pytestmark = pytest.mark.django_db
DEEDS = deeds_publishing.DEEDS


@pytest.mark.parametrize("thing", ["delivery", "pause"])
def test_each_cell_of_the_table_is_what_happens(thing: str) -> None:
    wrong = wrong_cells(make_world(), thing, DEEDS)
    assert not wrong, "\n".join(wrong)
