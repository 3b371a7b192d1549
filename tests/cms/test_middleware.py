"""What is asked of every request."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cms.middleware import ask_once
from publishing.ground import confidence
from publishing.ground.models import Person
from tests.factories import make_person

from .conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.mark.parametrize(
    "path",
    [
        "/record/?court=%00", "/record/a%00b/", "/media/a%00b", "/media/fitted/x%00/aa", "/admin/matters/?q=%00",
        "/admin/decisions/a%00b/", "/admin/posts/live/?court=%00",
    ],
)  # fmt: skip
def test_an_address_that_the_database_cannot_take_is_refused(desk: Desk, path: str) -> None:
    desk.client.raise_request_exception = False
    assert desk.client.get(path).status_code == 400


class Keeper:
    """Counts how often it is asked what is hidden from each person."""

    def __init__(self) -> None:
        self.asked: list[Person] = []

    def hidden_from(self, person: Person) -> tuple[str, ...]:
        self.asked.append(person)
        return (f"hidden from {person.pk}",)


@pytest.mark.parametrize(("method", "asked"), [("get", 2), ("head", 2), ("post", 4)])
def test_who_reads_a_page_is_asked_for_once_and_who_acts_each_time(desk: Desk, monkeypatch, method, asked) -> None:
    keeper = Keeper()
    monkeypatch.setattr(confidence, "_KEEPERS", [keeper])
    people = [make_person(desk.court, "press_officer") for _number in range(2)]
    told: list[tuple[str, ...]] = []

    def page(request):
        told.extend(confidence.hidden_from(person) for person in people * 2)
        return HttpResponse()

    request = getattr(RequestFactory(), method)("/")
    ask_once(page)(request)
    assert told == [(f"hidden from {person.pk}",) for person in people * 2]
    assert len(keeper.asked) == asked
    ask_once(page)(request)
    assert len(keeper.asked) == 2 * asked
