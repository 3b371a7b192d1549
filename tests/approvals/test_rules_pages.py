"""Docket numbers on screen: chosen and made by registrars, read by administrators, nobody else's business."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from approvals.models import CourtPattern
from approvals.services.rules import PatternEntry, docket_forms_of, pattern_add, rules_set
from publishing.ground.models import Court, Membership
from tests.approvals.conftest import make_matter
from tests.approvals.test_decision_pages import door
from tests.factories import make_court, make_person

NEW = {"name": "Sealed matters", "example": "26-SEAL-0093", "near_miss": "", "pattern": ""}


@pytest.fixture
def sealed(court: Court, people: SimpleNamespace) -> CourtPattern:
    return pattern_add(court=court, entry=PatternEntry("Sealed matters", "26-SEAL-0093"), by=people.registrar)


def page(court: Court, name: str = "rules_court", *more: Any) -> str:
    return reverse(f"matters:{name}", args=[court.slug, *more])


def addresses(court: Court, sealed: CourtPattern) -> list[str]:
    names = ("rules_court", "rules_forms", "pattern_new")
    return [*(page(court, name) for name in names), page(court, "pattern_end", sealed.pk)]


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_who_opens_which_page(court: Court, people: SimpleNamespace, sealed: CourtPattern) -> None:
    answers = {
        role: [door(person).get(path).status_code for path in addresses(court, sealed)]
        for role, person in vars(people).items()
    }
    assert answers.pop("registrar") == [200] * 4
    assert answers.pop("administrator") == [200, 404, 404, 404]
    assert set(map(tuple, answers.values())) == {(404,) * 4}


def test_nobody_else_changes_anything(court: Court, people: SimpleNamespace, sealed: CourtPattern) -> None:
    before = docket_forms_of(court)
    for role in ("press_officer", "reviewer", "judge", "president", "administrator", "stranger"):
        for path in addresses(court, sealed)[1:]:
            assert door(getattr(people, role)).post(path, {**NEW, "codes": ["nz"]}).status_code == 404
    assert docket_forms_of(court) == before


def test_a_pattern_of_another_court_is_not_there(court: Court, people: SimpleNamespace, sealed: CourtPattern) -> None:
    other = people.stranger.memberships.first().court
    assert door(people.stranger).post(page(other, "pattern_end", sealed.pk)).status_code == 404


def test_the_way_in_leads_to_ones_own_court(court: Court, people: SimpleNamespace) -> None:
    assert page(court, "rules_forms") in body(door(people.registrar).get(reverse("matters:rules")))
    assert door(people.judge).get(reverse("matters:rules")).status_code == 404


def test_somebody_of_two_courts_goes_from_one_to_the_other(court: Court, people: SimpleNamespace) -> None:
    other = make_court(name="Zadar")
    person = make_person(court, "registrar")
    Membership.objects.create(court=other, person=person, role="administrator")
    text = body(door(person).get(reverse("matters:rules")))
    assert page(other) in text
    assert page(court, "rules_forms") in text
    assert page(other, "pattern_new") not in body(door(person).get(page(other)))


def test_forms_are_switched_on_and_off(court: Court, people: SimpleNamespace) -> None:
    client = door(people.registrar)
    client.post(page(court, "rules_forms"), {"codes": ["nz", "us-scotus"]})
    text = body(client.get(page(court)))
    assert "No. 22-451" in text
    assert "New Zealand" in text
    client.post(page(court, "rules_forms"), {"codes": ["nz"]})
    assert docket_forms_of(court).codes == {"nz"}


def test_every_form_can_be_ticked(court: Court, people: SimpleNamespace) -> None:
    rules_set(court=court, codes=["nz"], by=people.registrar)
    text = body(door(people.registrar).get(page(court, "rules_forms")))
    assert (text.count('name="codes"'), text.count(" checked>"), text.count("<details")) == (69, 1, 46)


def test_a_form_that_is_none_says_so(court: Court, people: SimpleNamespace) -> None:
    answer = door(people.registrar).post(page(court, "rules_forms"), {"codes": ["atlantis"]}, follow=True)
    assert "not known here" in body(answer)


def test_an_example_alone_is_enough(court: Court, people: SimpleNamespace) -> None:
    answer = door(people.registrar).post(page(court, "pattern_new"), NEW)
    assert answer["Location"] == page(court)
    assert CourtPattern.objects.get().pattern == r"\d{2}-SEAL-\d{4}"


def test_what_would_be_made_is_shown_and_not_kept(court: Court, people: SimpleNamespace) -> None:
    sent = {**NEW, "open_ended": "on", "propose": "1"}
    text = body(door(people.registrar).post(page(court, "pattern_new"), sent))
    assert r"\d{2}-SEAL-\d{1,8}" in text
    assert "6-SEAL-0093" in text
    assert not CourtPattern.objects.exists()


def test_what_is_wrong_stands_under_its_field(court: Court, people: SimpleNamespace) -> None:
    answer = door(people.registrar).post(page(court, "pattern_new"), {**NEW, "pattern": "(", "near_miss": "x"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"pattern"}
    assert "cannot be read" in body(answer)


def test_an_ended_pattern_stays_in_sight(court: Court, people: SimpleNamespace, sealed: CourtPattern) -> None:
    client = door(people.registrar)
    client.post(page(court, "pattern_end", sealed.pk))
    assert docket_forms_of(court).patterns == ()
    assert "1 ended pattern" in body(client.get(page(court)))
    assert client.get(page(court, "pattern_end", sealed.pk)).status_code == 404


@pytest.mark.parametrize(
    ("number", "words"),
    [("26-seal-0093", "On the register."), ("26-SEAL-0094", "Not on the register."),
     ("VI ZR 252/19", "Not switched on"), ("0001234-72.2024.8.26.0100", "check digits are wrong"),
     ("hello", "Nothing sees a docket number")],
)  # fmt: skip
def test_the_box_says_what_sees_a_number(
    court: Court, people: SimpleNamespace, sealed: CourtPattern, number: str, words: str
) -> None:
    make_matter(court, docket="26-SEAL-0093")
    answer = door(people.registrar).post(page(court), {"number": number})
    assert words in body(answer)
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_administrator_reads_and_tries_without_the_register(
    court: Court, people: SimpleNamespace, sealed: CourtPattern
) -> None:
    make_matter(court, docket="26-SEAL-0093")
    text = body(door(people.administrator).post(page(court), {"number": "26-SEAL-0093"}))
    assert "The checks look for it." in text
    assert "register." not in text.split("r-own")[0].split("r-try")[1]
    assert page(court, "pattern_new") not in text
