"""The order within a role: set by an administrator who does not stand in it, and by nobody else."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from approvals.domain.route_table import ROUTES
from approvals.services.deadlines import AFTER
from approvals.services.routing import JUDICIARY, judiciary
from publishing.ground.models import AuditEntry, Court, Membership, Person, Role
from publishing.ground.roles import RANKED
from publishing.ground.seniority import ranked, seniority_set
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def lead(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR)


@pytest.fixture
def bench(court: Court) -> list[Membership]:
    """Three judges, in the order of their appointment."""
    return [make_person(court, Role.JUDGE).memberships.get() for _number in range(3)]


def places(court: Court) -> list[int | None]:
    return list(
        Membership.objects.filter(court=court, role=Role.JUDGE).order_by("pk").values_list("seniority", flat=True)
    )


@pytest.mark.both
def test_numbers_say_who_steps_in_first(court: Court, lead: Person, bench: list[Membership]) -> None:
    first, second, third = bench
    assert judiciary(court) == [row.person_id for row in bench]
    assert seniority_set(court=court, places={third.pk: 1, first.pk: 2}, by=lead) == 2
    assert judiciary(court) == [third.person_id, first.person_id, second.person_id]
    assert [row.pk for row in dict(ranked(court))[Role.JUDGE]] == [third.pk, first.pk, second.pk]
    entry = AuditEntry.objects.get(act="seniority_set", subject=f"person:{third.person_id}")
    assert (entry.actor, entry.facts) == (f"person:{lead.pk}", {"role": "judge", "place": 1})


def test_two_change_places_at_once_and_a_number_is_taken_away(
    court: Court, lead: Person, bench: list[Membership]
) -> None:
    first, second, third = (row.pk for row in bench)
    seniority_set(court=court, places={first: 1, second: 2, third: 3}, by=lead)
    assert seniority_set(court=court, places={first: 2, second: 1, third: None}, by=lead) == 3
    assert places(court) == [2, 1, None]
    assert seniority_set(court=court, places={first: 2}, by=lead) == 0
    assert AuditEntry.objects.filter(act="seniority_set").count() == 6


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_a_number_out_of_range_is_refused(court: Court, lead: Person, bench: list[Membership], number: int) -> None:
    with pytest.raises(ValidationError) as refusal:
        seniority_set(court=court, places={bench[0].pk: number}, by=lead)
    assert list(refusal.value.message_dict) == [str(bench[0].pk)]
    assert places(court) == [None] * 3


def test_a_number_stands_once_in_a_role_and_again_in_another(
    court: Court, lead: Person, bench: list[Membership]
) -> None:
    head = make_person(court, Role.HEAD_OF_COMMUNICATIONS).memberships.get()
    seniority_set(court=court, places={bench[0].pk: 1, head.pk: 1}, by=lead)
    with pytest.raises(ValidationError) as refusal:
        seniority_set(court=court, places={bench[1].pk: 1}, by=lead)
    assert set(refusal.value.message_dict) == {str(bench[0].pk), str(bench[1].pk)}
    assert places(court) == [1, None, None]


def test_who_cannot_sign_in_keeps_their_number(court: Court, lead: Person, bench: list[Membership]) -> None:
    seniority_set(court=court, places={bench[0].pk: 1}, by=lead)
    Person.objects.filter(pk=bench[0].person_id).update(is_active=False)
    with pytest.raises(ValidationError):
        seniority_set(court=court, places={bench[1].pk: 1}, by=lead)


def test_nobody_sets_an_order_in_which_they_stand(court: Court, lead: Person, bench: list[Membership]) -> None:
    Membership.objects.create(court=court, person=lead, role=Role.JUDGE)
    president = make_person(court, Role.PRESIDENT).memberships.get()
    with pytest.raises(PermissionDenied, match="yourself"):
        seniority_set(court=court, places={bench[0].pk: 9}, by=lead)
    seniority_set(court=court, places={president.pk: 1}, by=lead)
    assert places(court) == [None] * 4


def test_nobody_but_an_administrator_of_the_court_does(court: Court, bench: list[Membership]) -> None:
    root = make_person(make_court(), *Role, is_superuser=True)
    for person in (make_person(court, Role.PRESIDENT), bench[0].person, root):
        with pytest.raises(PermissionDenied):
            seniority_set(court=court, places={bench[0].pk: 1}, by=person)


def test_people_of_another_court_or_role_are_unknown(court: Court, lead: Person) -> None:
    reviewer = make_person(court, Role.REVIEWER).memberships.get()
    elsewhere = make_person(make_court(), Role.JUDGE).memberships.get()
    for row in (reviewer, elsewhere):
        with pytest.raises(ValidationError, match="meanwhile"):
            seniority_set(court=court, places={row.pk: 1}, by=lead)


def test_every_role_whose_order_is_asked_for_has_one() -> None:
    assert {*JUDICIARY, *AFTER, *(route.escalates for route in ROUTES.values())} == set(RANKED)


# --- the page --------------------------------------------------------------------------------------


def address(court: Court) -> str:
    return reverse("people:seniority", args=[court.slug])


def test_the_page_keeps_the_order(client: Client, court: Court, lead: Person, bench: list[Membership]) -> None:
    client.force_login(lead)
    assert address(court) in client.get(reverse("people:index")).content.decode()
    given = {str(bench[0].pk): "2", str(bench[1].pk): "1", str(bench[2].pk): ""}
    assert client.post(address(court), given).status_code == 302
    assert places(court) == [2, 1, None]
    shown = client.get(address(court)).content.decode()
    assert shown.index(str(bench[1].person)) < shown.index(str(bench[0].person)) < shown.index(str(bench[2].person))


def test_what_is_wrong_stands_at_each_field(
    client: Client, court: Court, lead: Person, bench: list[Membership]
) -> None:
    client.force_login(lead)
    said = client.post(address(court), {str(row.pk): "1" for row in bench}).content.decode()
    assert said.count('aria-invalid="true"') == 3
    assert "Give each one of their own" in said
    assert "from 1 to 999" in client.post(address(court), {str(bench[0].pk): "first"}).content.decode()
    assert places(court) == [None] * 3


def test_the_own_role_is_shown_and_not_changed(
    client: Client, court: Court, lead: Person, bench: list[Membership]
) -> None:
    own = Membership.objects.create(court=court, person=lead, role=Role.JUDGE)
    client.force_login(lead)
    assert "another administrator sets its order" in client.get(address(court)).content.decode()
    client.post(address(court), {str(own.pk): "1", str(bench[0].pk): "2"})
    assert places(court) == [None] * 4


def test_it_is_not_there_for_others(client: Client, court: Court) -> None:
    for person in (make_person(court, Role.PRESIDENT), make_person(make_court(), *Role, is_superuser=True)):
        client.force_login(person)
        assert client.get(address(court)).status_code == 404
