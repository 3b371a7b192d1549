"""The list of what one person was told, and how they want to be asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publishing.ground import notices
from publishing.ground.mailing import FIRST_PASSWORD
from publishing.ground.models import Court, Notice, NoticeChoice, Person, Role
from publishing.ground.pacing import pace_of
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def court() -> Court:
    return make_court(name="Court of Norvale")


@pytest.fixture
def person(court: Court) -> Person:
    return make_person(court, Role.JUDGE)


def door(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(person: Person, court: Court, reference: str = "NC-2026-1", **facts: Any) -> Notice:
    notices.tell("post-cleared", court=court, people=[person.pk], about=(reference,), facts={"reference": reference})
    notice = Notice.objects.latest("created_at")
    Notice.objects.filter(pk=notice.pk).update(**facts) if facts else None
    return notice


def read(person: Person) -> str:
    return door(person).get(reverse("notices:index")).content.decode()


def test_everyone_reads_their_own_and_nobody_elses(court: Court, person: Person) -> None:
    told(person, court, "NC-2026-1")
    told(make_person(court, Role.JUDGE), court, "NC-2026-2")
    text = read(person)
    assert "NC-2026-1 is approved" in text
    assert "NC-2026-2" not in text


def test_the_menu_counts_what_is_unread(court: Court, person: Person) -> None:
    told(person, court)
    told(person, court, read_at=timezone.now())
    told(person, court, over_at=timezone.now())
    assert "Notices (1)" in read(person)


def test_to_open_one_marks_it_and_leads_to_its_page(court: Court, person: Person) -> None:
    notice = told(person, court)
    answer = door(person).get(reverse("notices:open", args=[notice.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/decisions/NC-2026-1/")
    assert notices.unread_count(person) == 0


def test_somebody_elses_is_not_there(court: Court, person: Person) -> None:
    notice = told(make_person(court, Role.JUDGE), court)
    assert door(person).get(reverse("notices:open", args=[notice.pk])).status_code == 404
    door(person).post(reverse("notices:read"), {"notice": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is None


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", FIRST_PASSWORD, ""])
def test_it_leads_nowhere_outside(court: Court, person: Person, url: str) -> None:
    notice = told(person, court, url=url)
    answer = door(person).get(reverse("notices:open", args=[notice.pk]))
    assert answer["Location"] == reverse("notices:index")


def test_all_are_marked_with_one_button(court: Court, person: Person) -> None:
    for number in range(3):
        told(person, court, f"NC-2026-{number}")
    door(person).post(reverse("notices:read"))
    assert notices.unread_count(person) == 0


def test_what_is_settled_says_so(court: Court, person: Person) -> None:
    told(person, court, over_at=timezone.now())
    assert "Settled" in read(person)


def test_a_notice_stands_in_its_own_language(court: Court, person: Person) -> None:
    told(person, court, language="ar")
    assert '<h3 lang="ar" dir="rtl">' in read(person)


def test_long_lists_have_pages(court: Court, person: Person) -> None:
    for number in range(31):
        told(person, court, f"NC-2026-{number:02}")
    assert "Page 1 of 2" in read(person)


def test_a_person_without_a_role_finds_nothing() -> None:
    assert door(make_person(is_superuser=True)).get(reverse("notices:index")).status_code in (302, 404)


def test_a_person_chooses_how_to_be_asked(person: Person) -> None:
    assert "asks you for decisions at 08:00, 14:00" in read(person)
    door(person).post(reverse("notices:choice"), {"when": "at_once"})
    assert NoticeChoice.objects.get().at_once
    assert "You get an e-mail for each decision at once." in read(person)


def test_an_administrator_sets_windows_and_cap(court: Court) -> None:
    boss = make_person(court, Role.ADMINISTRATOR)
    door(boss).post(reverse("notices:pace", args=[court.slug]), {"windows": "7:30\n13:00", "most_a_day": "6"})
    assert (pace_of(court).windows, pace_of(court).most_a_day) == (["07:30", "13:00"], 6)
    text = door(boss).get(reverse("notices:mail")).content.decode()
    assert "at 07:30, 13:00, court time" in text
    assert "One judge is asked 6 times a day" in text


def test_what_is_refused_stands_at_its_field(court: Court) -> None:
    boss = make_person(court, Role.ADMINISTRATOR)
    answer = door(boss).post(reverse("notices:pace", args=[court.slug]), {"windows": "noon"})
    assert "“noon” is no time" in answer.content.decode()


def test_nobody_sets_those_of_another_court(court: Court) -> None:
    boss = make_person(make_court(), Role.ADMINISTRATOR)
    assert door(boss).post(reverse("notices:pace", args=[court.slug]), {"windows": "09:00"}).status_code == 404
    assert pace_of(court).windows == ["08:00", "14:00"]
