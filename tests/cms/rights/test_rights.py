"""Nobody may do more than the table of rights says, and nobody less: operation and page, every state, everybody."""

from __future__ import annotations

import pytest

from . import deeds_approvals, deeds_calendar, deeds_publishing, deeds_register, deeds_rules
from .trying import make_world, wrong_cells

pytestmark = pytest.mark.django_db
MODULES = (deeds_publishing, deeds_approvals, deeds_calendar, deeds_register, deeds_rules)
DEEDS = {name: deed for module in MODULES for name, deed in module.DEEDS.items()}
THINGS = (
    "delivery", "pause", "round", "solo", "suggestion", "question", "matter", "import", "homonym", "quiet", "rule",
    "objection", "roster", "drill",
)  # fmt: skip


@pytest.mark.parametrize("thing", THINGS)
def test_each_cell_of_the_table_is_what_happens(thing: str) -> None:
    wrong = wrong_cells(make_world(), thing, DEEDS)
    assert not wrong, "\n".join(wrong)
