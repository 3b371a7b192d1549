"""What each of the five roles that routes brought with them opens, and that it opens no more."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from publishing.domain.delivery import State
from publishing.ground.models import Court, Role
from publishing.models import Pause
from publishing.services.rights import NotAllowed, authorise
from tests.factories import make_account, make_court, make_delivery, make_person

pytestmark = pytest.mark.django_db
PAGES = (
    "posts:list", "posts:add", "matters:index", "matters:new", "quiet:index", "quiet:new", "sweep:index",
    "homonyms:index", "rules:index", "trail:index", "court:index", "people:index", "training:index", "accounts:index",
    "engagement_report", "guidelines:index", "wagtailimages:index", "templates:index",
)  # fmt: skip
FOR_ALL = ("wagtailadmin_home", "roster:index", "notices:index")
LIKE = {
    Role.HEAD_OF_COMMUNICATIONS: Role.PRESS_OFFICER,
    Role.DEPUTY_REGISTRAR: Role.REGISTRAR,
    Role.VICE_PRESIDENT: Role.PRESIDENT,
}
NARROW = (Role.ADVISER, Role.SECURITY_LEAD)


def opened(court: Court, role: str, pages: tuple[str, ...]) -> set[str]:
    client = Client(raise_request_exception=False)
    client.force_login(make_person(court, role))
    return {name for name in pages if client.get(reverse(name)).status_code == 200}


@pytest.mark.parametrize("role", LIKE)
def test_who_covers_a_role_finds_the_same_pages(role) -> None:
    court = make_court()
    assert opened(court, role, PAGES) == opened(court, LIKE[role], PAGES) != set()


@pytest.mark.parametrize("role", LIKE)
def test_who_covers_a_role_is_answered_wherever_it_is_asked_for(role) -> None:
    court = make_court()
    person = make_person(court, role)
    assert Court.objects.for_person(person, LIKE[role]).exists()
    assert person.pk in court.holders(LIKE[role])


@pytest.mark.parametrize("role", LIKE)
def test_whoever_is_covered_does_not_gain_the_role_of_the_other(role) -> None:
    court = make_court()
    assert not Court.objects.for_person(make_person(court, LIKE[role]), role).exists()


@pytest.mark.parametrize("role", NARROW)
def test_an_adviser_and_a_security_lead_find_none_of_it(role) -> None:
    assert opened(make_court(), role, PAGES) == set()


@pytest.mark.parametrize("role", list(Role))
def test_everybody_finds_the_first_page_the_roster_and_their_notices(role) -> None:
    assert opened(make_court(), role, FOR_ALL) == set(FOR_ALL)


def test_a_security_lead_stops_everything_at_once_and_reads_no_post(client) -> None:
    court = make_court()
    make_delivery(State.SCHEDULED, make_account(court), title="Kanarek hearing")
    client.force_login(make_person(court, Role.SECURITY_LEAD))
    assert "kanarek" not in client.get(reverse("outbox:index"), {"tab": "waiting"}).content.decode().lower()
    client.post(reverse("outbox:pause", args=[court.slug]), {"reason": "Somebody has our password."})
    assert Pause.objects.filter(court=court, lifted_at=None).exists()
    assert "Somebody has our password." in client.get(reverse("outbox:index")).content.decode()


@pytest.mark.parametrize(
    ("role", "stops", "acts"),
    [(Role.SECURITY_LEAD, True, False), (Role.ADVISER, False, False), (Role.VICE_PRESIDENT, True, True)],
)
def test_who_stops_and_who_acts_on_the_outbox(role, stops, acts) -> None:
    court = make_court()
    person = make_person(court, role)
    found = []
    for act in ("pause_start", "pause_lift_ask"):
        try:
            found.append(bool(authorise(act, person, court)))
        except NotAllowed:
            found.append(False)
    assert found == [stops, acts]


def test_an_adviser_pauses_nothing(client) -> None:
    court = make_court()
    client.force_login(make_person(court, Role.ADVISER))
    client.post(reverse("outbox:pause", args=[court.slug]), {"reason": "I would rather not."})
    assert not Pause.objects.exists()
