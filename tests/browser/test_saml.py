"""Signing in by SAML in Chromium: to another site and back by its form, with the cookies and the policy of browsers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Word
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from publishing.ground.models import Person, Role
from tests.browser.conftest import fits, no_axe_findings
from tests.browser.people import person
from tests.cms.signin import identity
from tests.factories import make_court

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("left")]
THERE = "http://login.courts.example"


@pytest.fixture
def ana(live_server: LiveServer, settings: Any, tmp_path: Path) -> Person:
    """Somebody of a court whose own provider signs in."""
    cache.clear()
    file = tmp_path / "idp.xml"
    file.write_text(identity.metadata(identity.key(), sso=f"{THERE}/sso"))
    settings.PUBLIC_URL = live_server.url
    settings.SAML = {"metadata": str(file), "name": "Court sign-in"}
    return person(make_court(), Role.JUDGE, username="ana", email="ana@courts.example")


def play(page: Page, address: str) -> None:
    """The provider's page: it knows everybody at once, and has a form that leads back."""

    def answer(route: Route) -> None:
        question = identity.asked(route.request.url)[0]
        here = f"{address}/admin/login/saml/"
        who = {"mail": "", "format": Word.NAMEID_EMAIL_ADDRESS, "name": "ana@courts.example"}
        told = identity.assertion(question, recipient=f"{here}answer/", audience=f"{here}metadata/", **who)
        inner = identity.signed(told)
        message = identity.sent(identity.response(question, inner, destination=f"{here}answer/"))
        field = f'<input type="hidden" name="SAMLResponse" value="{message}">'
        form = f'<form method="post" action="{here}answer/">{field}<button>Back to Praeco</button></form>'
        route.fulfill(content_type="text/html", body=f"<!doctype html><title>Court</title>{form}")

    page.route(f"{THERE}/**", answer)


def test_the_court_s_own_provider_signs_in(page: Page, address: str, ana: Person, troubles: list[str]) -> None:
    play(page, address)
    page.goto(f"{address}/admin/login/?next=/admin/account/")
    no_axe_findings(page)
    fits(page)
    page.get_by_role("button", name="Sign in with Court sign-in").click()
    page.get_by_role("button", name="Back to Praeco").click()
    expect(page.get_by_role("heading", name="Add a second factor")).to_be_visible()
    assert page.url == f"{address}/admin/security/first/?next=%2Fadmin%2Faccount%2F"
    assert {one for one in troubles if THERE not in one} == set()
    troubles.clear()
    page.unroute_all(behavior="ignoreErrors")
