"""What stands where nothing stands, or where something went wrong: in the product's look."""

from __future__ import annotations

import zoneinfo
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/nothing", "/sandbox/nothing/", "/media/nothing", "/record/feed.atom?court=none"])
def test_an_address_without_a_page_is_answered_in_the_look_of_the_product(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "Nothing stands at this address." in response.content.decode()
    assert "praeco/record.css" in response.content.decode()


def test_somebody_signed_in_is_led_back_to_the_desk(client: Client) -> None:
    client.force_login(make_person(make_court(), "press_officer"))
    response = client.get("/admin/pages/")
    assert response.status_code == 404
    assert 'href="/admin/"' in response.content.decode()


def test_a_form_without_its_token_is_told_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "mira"})
    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


def test_an_error_page_needs_neither_request_nor_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        for name in ("400.html", "403.html", "404.html", "500.html"):
            assert "Praeco" in render_to_string(name)


def test_a_browser_finds_the_icon_it_asks_for_by_itself(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert finders.find(response["Location"].removeprefix("/static/")) is not None


def test_every_time_zone_on_offer_is_one_that_browsers_know() -> None:
    assert "localtime" not in settings.WAGTAIL_USER_TIME_ZONES
    assert set(settings.WAGTAIL_USER_TIME_ZONES) <= zoneinfo.available_timezones()
