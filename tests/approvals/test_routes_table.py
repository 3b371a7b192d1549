"""The page on routes says what the tables say."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import override

from approvals.domain.route_table import CHECKS, KINDS, MATTERS, ROUTES, SEATS
from approvals.routes_table import routes_table
from approvals.wordings.routes import CHECKS as CHECK_WORDS
from approvals.wordings.routes import REASONS
from approvals.wordings.routes import ROUTES as ROUTE_WORDS
from approvals.wordings.routes import SEATS as SEAT_WORDS

PAGE = Path(__file__).parents[2] / "docs" / "routes.md"


def test_the_page_is_the_table_of_the_code() -> None:
    with override("en"):
        assert PAGE.read_text() == routes_table(), "run manage.py routes_table > docs/routes.md"


def test_everything_that_decides_has_words() -> None:
    assert set(ROUTES) == set(ROUTE_WORDS)
    assert set(SEATS) < set(SEAT_WORDS)
    assert set(CHECKS) == set(CHECK_WORDS)
    assert {f"matter:{trait}" for trait in MATTERS} <= set(REASONS)
    assert KINDS
