import csv
import io

import pytest
from django.urls import reverse

from publishing.ground import audit, sealing
from publishing.ground.export import safe_cell
from publishing.ground.models import AuditEntry, Court, Membership, Person, Role
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def court() -> Court:
    return make_court(name="Court of Norvale")


@pytest.fixture
def boss(court, client) -> Person:
    person = make_person(court, Role.ADMINISTRATOR)
    client.force_login(person)
    return person


def roles_of(person: Person) -> set[str]:
    return set(Membership.objects.filter(person=person).values_list("role", flat=True))


FACTS = {"name": "New name", "time_zone": "Europe/Paris", "languages": "fr, en", "domains": "court.example"}


def test_an_administrator_changes_their_court(client, court, boss) -> None:
    client.post(reverse("court:edit", args=[court.slug]), FACTS)
    court.refresh_from_db()
    assert (court.name, court.languages, court.domains) == ("New name", ["fr", "en"], ["court.example"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("time_zone", "Mars/Base"), ("languages", "English!"), ("domains", "https://x.example")],
)
def test_a_bad_fact_is_shown_at_its_field(client, court, boss, field: str, value: str) -> None:
    answer = client.post(reverse("court:edit", args=[court.slug]), {**FACTS, field: value})
    assert field in answer.context["form"].errors
    court.refresh_from_db()
    assert court.name == "Court of Norvale"


def test_people_are_listed_by_court_with_their_roles(client, court, boss) -> None:
    make_person(court, Role.JUDGE, Role.REVIEWER, first_name="Ana", last_name="Horvat")
    make_person(make_court(), Role.JUDGE, first_name="Somebody", last_name="Else")
    page = client.get(reverse("people:index")).content.decode()
    assert "Ana Horvat" in page
    assert "Judge, Reviewer" in page
    assert "Somebody Else" not in page


def test_a_person_is_invited_by_name_and_address(client, court, boss) -> None:
    given = {"name": "Ana Horvat", "email": "ana@court.example", "role": "reviewer"}
    client.post(reverse("people:invite", args=[court.slug]), given)
    assert roles_of(Person.objects.get(email="ana@court.example")) == {"reviewer"}


def test_an_invitation_without_an_address_is_refused_at_its_field(client, court, boss) -> None:
    answer = client.post(reverse("people:invite", args=[court.slug]), {"name": "Ana", "email": "no", "role": "judge"})
    assert "email" in answer.context["form"].errors


def test_the_roles_of_a_person_are_set(client, court, boss) -> None:
    person = make_person(court, Role.JUDGE)
    client.post(reverse("people:roles", args=[court.slug, person.pk]), {"roles": ["reviewer", "registrar"]})
    assert roles_of(person) == {"reviewer", "registrar"}


def test_one_cannot_change_ones_own_roles(client, court, boss) -> None:
    make_person(court, Role.ADMINISTRATOR)
    client.post(reverse("people:roles", args=[court.slug, boss.pk]), {"roles": ["judge"]})
    assert roles_of(boss) == {"administrator"}


def test_a_sign_in_is_closed_and_opened(client, court, boss) -> None:
    person = make_person(court, Role.JUDGE)
    address = reverse("people:sign_in", args=[court.slug, person.pk])
    client.post(address)
    assert not Person.objects.get(pk=person.pk).is_active
    client.post(address)
    assert Person.objects.get(pk=person.pk).is_active


def test_what_the_service_refuses_is_said(client, court, boss) -> None:
    person = make_person(court, Role.JUDGE)
    Membership.objects.create(court=make_court(), person=person, role=Role.JUDGE)
    answer = client.post(reverse("people:sign_in", args=[court.slug, person.pk]))
    assert "works for another court too" in answer.content.decode()


def test_the_trail_is_shown_with_names_and_what_is_not_sealed(client, court, boss) -> None:
    person = make_person(court, Role.JUDGE, first_name="Ana", last_name="Horvat")
    audit.record(court, "voted", actor=audit.actor_of(person), subject="post:7")
    page = client.get(reverse("trail:index")).content.decode()
    assert "Ana Horvat" in page
    assert "post:7" in page
    assert "not yet sealed" in page
    sealing.seal_pending()
    assert "Every entry is sealed." in client.get(reverse("trail:index")).content.decode()


def test_the_trail_of_another_court_is_not_shown(client, court, boss) -> None:
    other = make_court()
    audit.record(other, "voted", actor="system", subject="post:99")
    assert client.get(reverse("trail:court", args=[other.slug])).status_code == 404
    assert "post:99" not in client.get(reverse("trail:index")).content.decode()


def test_the_trail_is_open_to_registrars_and_shut_to_judges(client, court) -> None:
    client.force_login(make_person(court, Role.REGISTRAR))
    assert client.get(reverse("trail:index")).status_code == 200
    client.force_login(make_person(court, Role.JUDGE))
    assert client.get(reverse("trail:index")).status_code == 404


def test_the_trail_is_exported_with_every_entry_and_the_export_is_on_it(client, court, boss) -> None:
    audit.record(court, "voted", actor="system", subject="post:7", facts={"role": "judge"})
    answer = client.get(reverse("trail:export", args=[court.slug]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["act"] for row in rows if row["act"] != "signed_in"] == ["voted", "trail_exported"]
    assert AuditEntry.objects.filter(act="trail_exported", actor=audit.actor_of(boss)).exists()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


def test_a_plain_cell_stays_as_it_is() -> None:
    assert (safe_cell("post:7"), safe_cell(None), safe_cell(3)) == ("post:7", "", "3")
