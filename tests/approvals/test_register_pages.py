"""The register's pages: scoped by court, kept by registrars, names masked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from approvals.models import Matter, Party, Restriction
from approvals.services import PartyEntry, RestrictionEntry, restriction_add
from publishing.ground.models import AuditEntry
from tests.approvals.conftest import make_matter
from tests.approvals.test_decision_pages import door

NAME = "Aurelio Vantongeren"
NEW = {"docket": "No. 26-77", "status": "pending", "public_title": "Re M (A Child)"}


@pytest.fixture
def matter(court: Any, people: SimpleNamespace) -> Matter:
    entries = [PartyEntry(name=NAME, protected=True), PartyEntry(name="Idris Corvane")]
    matter = make_matter(court, parties=entries, public_title="Re K (A Child)", outcome="dismissed")
    restriction_add(matter=matter, entry=RestrictionEntry(type="anonymity", text="Secret order."), by=people.registrar)
    return matter


def addresses(matter: Matter) -> list[str]:
    protected = Party.objects.get(matter=matter, protected=True).pk
    order = Restriction.objects.get(matter=matter).pk
    acts = [
        ("party_reveal", protected),
        ("party_protect", protected),
        ("party_remove", protected),
        ("order_lift", order),
    ]
    return [
        *(reverse(f"matters:{name}", args=[matter.pk]) for name in ("page", "edit", "party_new", "order_new")),
        *(reverse(f"matters:{name}", args=[matter.pk, row]) for name, row in acts),
    ]


def test_a_stranger_finds_no_page_of_a_matter(matter: Matter, people: SimpleNamespace) -> None:
    client = door(people.stranger)
    assert {client.get(address).status_code for address in addresses(matter)} == {404}


def test_a_stranger_changes_nothing(matter: Matter, people: SimpleNamespace) -> None:
    client = door(people.stranger)
    assert {client.post(address, NEW).status_code for address in addresses(matter)[1:]} == {404}
    assert Party.objects.filter(removed_at=None).count() == 2


@pytest.mark.parametrize("role", ["press_officer", "reviewer", "judge", "president"])
def test_others_of_the_court_read_the_card_only(matter: Matter, people: SimpleNamespace, role: str) -> None:
    client = door(getattr(people, role))
    answers = [client.get(address).status_code for address in addresses(matter)]
    assert answers == [200] + [404] * 7


def test_the_card_says_an_order_is_in_force_without_details(matter: Matter, people: SimpleNamespace) -> None:
    text = door(people.press_officer).get(addresses(matter)[0]).content.decode()
    assert "An order is in force" in text
    assert "Corvane" not in text
    assert "Anonymity" not in text


def test_protected_names_are_masked_for_the_registrar_too(matter: Matter, people: SimpleNamespace) -> None:
    client = door(people.registrar)
    texts = [client.get(address).content.decode() for address in addresses(matter)]
    assert not [text for text in texts if "Vantongeren" in text]
    assert "Protected name" in texts[0]


def test_a_name_is_shown_once_on_a_post(matter: Matter, people: SimpleNamespace) -> None:
    people.registrar.set_password("open sesame")
    people.registrar.save()
    answer = door(people.registrar).post(addresses(matter)[4], {"password": "open sesame"})
    assert NAME in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert AuditEntry.objects.filter(act="revealed").count() == 1


def test_a_name_is_not_shown_without_the_password(matter: Matter, people: SimpleNamespace) -> None:
    answer = door(people.registrar).post(addresses(matter)[4], {"password": "wrong"})
    assert NAME not in answer.content.decode()
    assert not AuditEntry.objects.filter(act="revealed").exists()


def test_the_list_shows_the_courts_matters_only(matter: Matter, people: SimpleNamespace) -> None:
    index = reverse("matters:index")
    assert "Re K (A Child)" in door(people.judge).get(index).content.decode()
    assert "Re K (A Child)" not in door(people.stranger).get(index).content.decode()


def test_an_administrator_has_no_register(people: SimpleNamespace) -> None:
    assert door(people.administrator).get(reverse("matters:index")).status_code == 404


def test_a_registrar_enters_a_matter(court: Any, people: SimpleNamespace) -> None:
    door(people.registrar).post(reverse("matters:new"), {**NEW, "court": court.pk, "judges": "Amsel\nHarrow"})
    matter = Matter.objects.get()
    assert (matter.code, matter.judges) == ("No--26-77", ["Amsel", "Harrow"])


def test_a_matter_cannot_be_entered_for_another_court(people: SimpleNamespace) -> None:
    other = people.stranger.memberships.first().court
    door(people.registrar).post(reverse("matters:new"), {**NEW, "court": other.pk})
    assert not Matter.objects.exists()


def test_an_embargo_is_typed_in_the_courts_time(court: Any, people: SimpleNamespace) -> None:
    sent = {**NEW, "court": court.pk, "status": "embargoed", "embargo_until": "2027-01-12T10:00"}
    door(people.registrar).post(reverse("matters:new"), sent)
    assert Matter.objects.get().embargo_until.astimezone(court.zone).hour == 10


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("docket", "", "required"),
        ("code", "two words", "letters, digits"),
        ("status", "lost", "not one of the available choices"),
        ("embargo_until", "soon", "valid date"),
    ],
)
def test_bad_input_names_the_field(court: Any, people: SimpleNamespace, field: str, value: str, words: str) -> None:
    answer = door(people.registrar).post(reverse("matters:new"), {**NEW, "court": court.pk, field: value})
    assert words in str(answer.context["form"].errors[field])
    assert not Matter.objects.exists()


def test_a_title_that_names_someone_protected_is_refused_at_its_field(matter: Matter, people: SimpleNamespace) -> None:
    sent = {"docket": matter.docket, "code": matter.code, "status": "pending", "public_title": f"In re {NAME}"}
    answer = door(people.registrar).post(reverse("matters:edit", args=[matter.pk]), sent)
    assert "may name someone protected" in str(answer.context["form"].errors["public_title"])


def test_a_party_is_added_and_an_order_entered(matter: Matter, people: SimpleNamespace) -> None:
    client = door(people.registrar)
    client.post(reverse("matters:party_new", args=[matter.pk]), {"name": "Petra Oskold", "kind": "witness"})
    client.post(reverse("matters:order_new", args=[matter.pk]), {"type": "no-image", "until": "2027-01-12T10:00"})
    assert Party.objects.filter(name="Petra Oskold").exists()
    assert Restriction.objects.filter(type="no-image").exists()


def test_a_party_without_a_name_is_refused(matter: Matter, people: SimpleNamespace) -> None:
    answer = door(people.registrar).post(reverse("matters:party_new", args=[matter.pk]), {"name": "", "kind": "party"})
    assert answer.status_code == 422


def test_an_order_is_lifted(matter: Matter, people: SimpleNamespace) -> None:
    door(people.registrar).post(addresses(matter)[7])
    assert not Restriction.objects.get().in_force


def test_nothing_of_the_register_is_done_by_a_link(matter: Matter, people: SimpleNamespace) -> None:
    client = door(people.registrar)
    for address in addresses(matter)[4:]:
        client.get(address)
    assert not AuditEntry.objects.filter(act="revealed").exists()
    assert Party.objects.filter(removed_at=None).count() == 2
