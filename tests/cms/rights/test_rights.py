"""Nobody may do more than the table of rights says, and nobody less: operation and page, every state, everybody."""

from __future__ import annotations

import pytest

from publishing.ground.rights import THINGS
from publishing.networks.base import Identity

from . import (
    deeds_approvals,
    deeds_calendar,
    deeds_cms,
    deeds_court,
    deeds_publishing,
    deeds_register,
    deeds_rules,
)  # fmt: skip
from .trying import make_world, wrong_cells

pytestmark = pytest.mark.django_db
MODULES = (deeds_cms, deeds_approvals, deeds_calendar, deeds_register, deeds_rules, deeds_publishing, deeds_court)
DEEDS = {name: deed for module in MODULES for name, deed in module.DEEDS.items()}


@pytest.fixture(autouse=True)
def proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every secret is taken for that of the account it is given for."""
    monkeypatch.setattr(
        "publishing.connecting.identity_proved", lambda *given: Identity("1", given[2], "Court", "", {})
    )


@pytest.mark.parametrize("thing", THINGS)
def test_each_cell_of_the_table_is_what_happens(thing: str) -> None:
    wrong = wrong_cells(make_world(), thing, DEEDS)
    assert not wrong, "\n".join(wrong)


@pytest.mark.bench
@pytest.mark.parametrize("thing", THINGS)
def test_each_cell_is_what_happens_through_pages_too(thing: str) -> None:
    wrong = wrong_cells(make_world(), thing, DEEDS, whole=True)
    assert not wrong, "\n".join(wrong)
