"""What waits is counted once, and anew after every act in the reader's courts."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.cache import caches

from publishing.ground.audit import actor_of, record
from publishing.ground.menu import CountedItem
from publishing.ground.models import Court, Person, Role
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db


class Letters(CountedItem):
    counted = "Letters (%(count)d)"
    waits = 3
    asked = 0

    def count(self, person: Person) -> int:
        self.asked += 1
        return self.waits


@pytest.fixture
def item() -> Letters:
    caches["menu"].clear()
    return Letters("Letters", "/letters/", name="letters")


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def act(court: Court) -> Callable[[], None]:
    person = make_person(court, Role.JUDGE)
    return lambda: record(court, "draft_saved", actor=actor_of(person), subject="post:1")


def label(item: Letters, person: Person) -> str:
    return str(item.render_component(SimpleNamespace(user=person)).label)


def test_what_waits_stands_behind_the_name(item: Letters, court: Court) -> None:
    person = make_person(court, Role.JUDGE)
    assert label(item, person) == "Letters (3)"
    item.waits = 0
    assert label(item, person) == "Letters"


def test_it_is_counted_anew_after_an_act_alone(item: Letters, court: Court, act: Callable[[], None]) -> None:
    person = make_person(court, Role.JUDGE)
    act()
    assert [label(item, person), label(item, person), item.asked] == ["Letters (3)"] * 2 + [1]
    item.waits = 4
    assert label(item, person) == "Letters (3)"
    act()
    assert label(item, person) == "Letters (4)"


def test_what_is_done_elsewhere_changes_nothing(item: Letters, act: Callable[[], None]) -> None:
    other = make_court()
    person = make_person(other, Role.JUDGE)
    record(other, "draft_saved", actor=actor_of(person), subject="post:2")
    label(item, person)
    act()
    label(item, person)
    assert item.asked == 1


def test_it_is_counted_for_each_person(item: Letters, court: Court, act: Callable[[], None]) -> None:
    act()
    label(item, make_person(court, Role.JUDGE))
    label(item, make_person(court, Role.JUDGE))
    assert item.asked == 2
