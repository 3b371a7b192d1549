"""Windows and caps: who may set them, what is refused, and that every change stands on the trail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from publishing.ground import notices
from publishing.ground.models import AuditEntry, Court, CourtPace, Notice, NoticeChoice, Person, Role
from publishing.ground.pacing import asked_today, choice_set, pace_of, pace_set
from tests.factories import make_court, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def boss(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR)


def test_a_court_that_set_nothing_has_two_windows_and_no_cap(court: Court) -> None:
    pace = pace_of(court)
    assert (pace.windows, pace.most_a_day) == (["08:00", "14:00"], None)


def test_what_is_set_holds_and_stands_on_the_trail(court: Court, boss: Person) -> None:
    pace_set(court=court, windows=["16:30", "9:00"], most_a_day=4, by=boss)
    assert (pace_of(court).windows, pace_of(court).most_a_day) == (["09:00", "16:30"], 4)
    entry = AuditEntry.objects.get(act="pace_set")
    assert entry.facts == {"windows": ["09:00", "16:30"], "most_a_day": 4}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_sets_it(court: Court, role: str) -> None:
    with pytest.raises(PermissionDenied):
        pace_set(court=court, windows=["08:00"], most_a_day=None, by=make_person(court, role, is_superuser=True))
    assert not CourtPace.objects.exists()


def test_nor_one_of_another_court(court: Court) -> None:
    with pytest.raises(PermissionDenied):
        pace_set(court=court, windows=["08:00"], most_a_day=None, by=make_person(make_court(), Role.ADMINISTRATOR))


@pytest.mark.parametrize("windows", [[], ["noon"], ["25:00"], [f"0{hour}:00" for hour in range(7)]])
def test_what_is_no_window_is_refused_at_its_field(court: Court, boss: Person, windows: list[str]) -> None:
    with pytest.raises(ValidationError) as refused:
        pace_set(court=court, windows=windows, most_a_day=None, by=boss)
    assert list(refused.value.message_dict) == ["windows"]


@pytest.mark.parametrize("most", [0, -1, 101])
def test_what_is_no_cap_is_refused_at_its_field(court: Court, boss: Person, most: int) -> None:
    with pytest.raises(ValidationError) as refused:
        pace_set(court=court, windows=["08:00"], most_a_day=most, by=boss)
    assert list(refused.value.message_dict) == ["most_a_day"]


def test_a_choice_is_kept_and_stands_on_the_trail_once(court: Court) -> None:
    person = make_person(court, Role.JUDGE)
    choice_set(person=person, at_once=True)
    choice_set(person=person, at_once=True)
    choice_set(person=person, at_once=False)
    assert NoticeChoice.objects.get().at_once is False
    told = AuditEntry.objects.filter(act="notice_choice_set").order_by("at").values_list("facts", flat=True)
    assert list(told) == [{"at_once": True}, {"at_once": False}]


def test_a_day_is_that_of_the_court() -> None:
    court = make_court(time_zone="Asia/Tokyo")
    person = make_person(court, Role.JUDGE)
    given: dict[str, Any] = {"facts": {"reference": "NC-1", "court": court, "due": None}, "about": ("NC-1",)}
    with time_machine.travel("2026-11-20T14:30:00+00:00", tick=False):  # half past eleven at night
        notices.tell("decision", court=court, people=[person.pk], **given)
        assert asked_today(person.pk, court, ["decision"]) == 1
    with time_machine.travel("2026-11-20T15:00:00+00:00", tick=False):
        assert asked_today(person.pk, court, ["decision"]) == 0


def test_what_another_court_asks_does_not_count(court: Court) -> None:
    other, person = make_court(), make_person(court, Role.JUDGE)
    Notice.objects.create(person=person, court=other, kind="decision", next_try_at=timezone.now())
    assert asked_today(person.pk, court, ["decision"]) == 0
    assert asked_today(person.pk, other, ["decision"], timezone.now() + timedelta(days=2)) == 0
