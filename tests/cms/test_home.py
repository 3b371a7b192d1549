"""The first page: what waits, what goes out, what needs a person; each for one's own courts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.home import Home
from cms.services import post_submit
from publishing.domain.delivery import State
from publishing.ground.models import Role
from publishing.models import Pause
from tests.factories import make_account, make_court, make_delivery, make_person, make_post

from .conftest import Desk, signed_in

pytestmark = pytest.mark.django_db


def test_a_first_day_says_that_nothing_waits(desk: Desk) -> None:
    page = desk.client.get("/admin/").content.decode()
    assert "Nothing waits for you." in page
    assert "Nothing is planned." in page
    assert "Nothing needs a person." in page


def test_it_is_headed_by_the_court(desk: Desk) -> None:
    assert desk.court.name in desk.client.get("/admin/").content.decode()


def test_ones_own_drafts_wait(desk: Desk) -> None:
    make_post(desk.court, desk.officer, title="Winter hours")
    assert [line.title for line in Home(desk.officer).waits] == ["Winter hours"]


def test_drafts_of_colleagues_do_not_wait_for_me(desk: Desk) -> None:
    make_post(desk.court, make_person(desk.court, Role.PRESS_OFFICER))
    assert Home(desk.officer).waits == []


def test_a_colleague_finds_what_to_decide(desk: Desk) -> None:
    reviewer = make_person(desk.court, Role.REVIEWER)
    post_submit(post=make_post(desk.court, desk.officer, desk.account, title="Winter hours"), by=desk.officer)
    assert [line.title for line in Home(reviewer).waits] == ["Winter hours"]
    assert "Read and decide" in signed_in(reviewer).get("/admin/").content.decode()


def test_what_goes_out_tomorrow_says_that_it_is_not_approved(desk: Desk) -> None:
    make_post(desk.court, desk.officer, due_at=timezone.now() + timedelta(days=1))
    [day] = Home(desk.officer).departures
    assert (day.departures[0].state, day.departures[0].note) == ("draft", "not approved")


def test_what_goes_out_next_week_is_not_listed(desk: Desk) -> None:
    make_post(desk.court, desk.officer, due_at=timezone.now() + timedelta(days=7))
    assert Home(desk.officer).departures == []


def test_what_needs_a_person_is_listed_with_its_reason(desk: Desk) -> None:
    delivery = make_delivery(State.HELD, desk.account)
    delivery.__class__.objects.filter(pk=delivery.pk).update(reason="A new order was made.")
    [line] = Home(desk.officer).needs
    assert (line.state, line.what) == ("held", "A new order was made.")
    assert "A new order was made." in desk.client.get("/admin/").content.decode()


def test_nothing_of_another_court_is_seen(desk: Desk, other: Desk) -> None:
    make_post(other.court, other.officer, title="Theirs")
    make_delivery(State.HELD, other.account)
    home = Home(desk.officer)
    assert (home.waits, home.departures, home.needs) == ([], [], [])


def test_a_superuser_without_a_role_sees_nothing(desk: Desk) -> None:
    make_post(desk.court, desk.officer)
    home = Home(make_person(is_superuser=True))
    assert (home.courts, home.departures, home.needs) == ([], [], [])


def test_a_pause_is_said_over_everything(desk: Desk) -> None:
    Pause.objects.create(reason="x", paused_by=desk.officer, paused_at=timezone.now())
    assert "Paused since" in desk.client.get("/admin/").content.decode()


def test_a_pause_that_spares_emergencies_says_so(desk: Desk) -> None:
    facts = {"reason": "x", "paused_by": desk.officer, "paused_at": timezone.now()}
    Pause.objects.create(**facts, spares_emergencies=True)
    assert "only emergencies are sent" in desk.client.get("/admin/").content.decode()


def test_a_pause_of_another_court_is_not_said(desk: Desk, other: Desk) -> None:
    Pause.objects.create(court=other.court, reason="x", paused_by=other.officer, paused_at=timezone.now())
    assert "Paused since" not in desk.client.get("/admin/").content.decode()


def test_an_administrator_of_a_new_court_is_told_what_it_still_needs(client: Client) -> None:
    court = make_court()
    admin = make_person(court, "administrator")
    client.force_login(admin)
    page = client.get("/admin/").content.decode()
    assert "Nobody drafts posts yet. Invite a press officer." in page
    assert "Connect an account." in page
    assert len(Home(admin).first_steps) == 6


def test_nothing_is_left_to_do_once_a_post_can_go_the_whole_way() -> None:
    court = make_court()
    admin = make_person(court, "administrator")
    for role in ("press_officer", "reviewer", "head_of_communications", "president", "registrar"):
        make_person(court, role)
    make_account(court)
    assert Home(admin).first_steps == []


def test_the_first_steps_of_a_court_are_told_to_nobody_else(desk: Desk) -> None:
    assert Home(desk.officer).first_steps == []
