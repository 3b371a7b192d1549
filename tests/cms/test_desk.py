"""What stands beside the composer."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from approvals.domain.review import CHECKS
from approvals.models import Round
from approvals.services import PartyEntry
from cms.desk import Desk
from cms.services import Readiness
from tests.approvals.conftest import make_matter

from .conftest import Desk as Drafting
from .conftest import entry


def test_every_check_there_is_is_counted_among_those_that_found_nothing() -> None:
    desk = Desk(accounts=[], notes=[], readiness=Readiness(obstacles=(), result=None))
    assert desk.others == f"{len(CHECKS)} other checks: no finding"


NAMED = "Aurelio Vantongeren visits the registry tomorrow, Monday 31 November."


def live(desk: Drafting, **facts: object) -> dict[str, Any]:
    answer = desk.client.post(f"/admin/posts/live/?court={desk.court.slug}", entry(desk, **facts))
    return dict(answer.json())


@pytest.fixture
def register(desk: Drafting) -> None:
    make_matter(desk.court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])


@pytest.mark.django_db
@pytest.mark.usefixtures("register")
def test_a_draft_without_a_time_is_checked_but_for_what_hangs_on_the_time(desk: Drafting) -> None:
    shown = live(desk, text=NAMED, due_date="", due_time="")
    assert "May name a protected person" in shown["checks"]
    assert "Choose the day and time at which it goes out." in shown["checks"]
    assert "Guideline 5" not in shown["checks"]
    assert "<mark" in shown["marks"]
    assert shown["blocked"]


@pytest.mark.django_db
@pytest.mark.usefixtures("register")
def test_a_draft_that_is_too_long_is_checked(desk: Drafting) -> None:
    shown = live(desk, text=f"{NAMED} {'Bring the letter that came by post. ' * 200}")
    assert "May name a protected person" in shown["checks"]


@pytest.mark.django_db
def test_where_nothing_is_written_nothing_is_said_of_checks(desk: Drafting) -> None:
    assert "no finding" not in live(desk, text=" ", due_date="", due_time="")["checks"]


@pytest.mark.django_db
def test_what_is_unfinished_is_not_submitted(desk: Drafting) -> None:
    desk.client.post(reverse("posts:add"), {**entry(desk, due_date="", due_time=""), "action-submit": "1"})
    assert not Round.objects.exists()
