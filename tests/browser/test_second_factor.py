"""The ceremonies with Chromium's own virtual authenticator, under the strict policy that production sends.

A passkey is enrolled and signs in; a vote that comes too late takes one touch; an app's codes; a lost device.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from approvals.models import Round, Vote
from approvals.services import post_submit
from publishing.ground.headers import PAGE, written
from publishing.ground.models import AuditEntry, Court, Person, Role
from tests.browser.conftest import fill_in, fits, no_axe_findings
from tests.browser.people import SECRET, person
from tests.factories import make_account, make_court, make_post
from tests.factors import code_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("left")]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def strict(page: Page) -> Iterator[None]:
    """Every page of signing in stands under the real policy; a violation is a console error, and fails the test."""
    policies: list[str] = []

    def seen(answer: Response) -> None:
        if "text/html" in answer.headers.get("content-type", ""):
            policies.append("; ".join(sorted(answer.headers.get("content-security-policy", "none").split("; "))))

    cache.clear()
    page.on("response", seen)
    yield
    assert set(policies) == {written(PAGE)}


class Finger:
    """A device with a finger on it, as far as the browser knows. Another debugger takes it away when it leaves, so it
    is lifted while axe looks, and laid down again with the keys that it has.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, list[dict[str, Any]]()
        self.debugger = page.context.new_cdp_session(page)
        self.lay()

    def lay(self) -> None:
        self.debugger.send("WebAuthn.enable")
        made = self.debugger.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.device = {"authenticatorId": made["authenticatorId"]}
        for key in self.keys:
            self.debugger.send("WebAuthn.addCredential", {**self.device, "credential": key})

    def lift(self) -> None:
        self.keys = self.debugger.send("WebAuthn.getCredentials", self.device)["credentials"]
        self.debugger.send("WebAuthn.disable")

    def seen(self) -> None:
        self.lift()
        seen(self.page)
        self.lay()


@pytest.fixture
def finger(page: Page) -> Finger:
    return Finger(page)


@pytest.fixture
def court(live_server: LiveServer) -> Court:
    court = make_court(name="Norvale Court of Appeal", slug="norvale")
    person(court, Role.REVIEWER, username="jonas", first_name="Jonas")
    return court


def seen(page: Page) -> None:
    """The page is usable at a desk and on a telephone."""
    for width, height in ((1280, 860), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        fits(page)
        no_axe_findings(page)


def sign_out(page: Page, address: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{address}/admin/login/")


def grow_old(page: Page, minutes: int) -> None:
    """The session's proof was given so long ago."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == "sessionid")
    session = SessionStore(key)
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{**one, "at": time.time() - minutes * 60} for one in records]
    session.save()


def test_a_passkey_is_enrolled_signs_in_and_votes_with_one_touch(
    page: Page, address: str, court: Court, finger: Finger
) -> None:
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    enrolled(page, address, finger)
    by_passkey_alone(page, address, finger)
    voted(page, address, court, finger)


def enrolled(page: Page, address: str, finger: Finger) -> None:
    fill_in(page, address, "jonas", SECRET)
    expect(page.get_by_role("heading", name="Add a second factor")).to_be_visible()
    finger.seen()
    page.get_by_role("link", name="A passkey").click()
    finger.seen()
    page.get_by_label("A name for it").fill("Court laptop")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Keep these codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(f"{address}/admin/")
    page.goto(f"{address}/admin/security/")
    expect(page.get_by_text("Court laptop").first).to_be_visible()
    expect(page.get_by_text("(here)")).to_be_visible()
    finger.seen()
    assert set(AuditEntry.objects.values_list("act", flat=True)) >= {"signed_in", "factor_added"}


def by_passkey_alone(page: Page, address: str, finger: Finger) -> None:
    sign_out(page, address)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()
    finger.seen()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{address}/admin/")


def voted(page: Page, address: str, court: Court, finger: Finger) -> None:
    """The decision page was opened in time and read for long: the vote takes one touch, and nothing typed is lost."""
    mira = person(court, Role.PRESS_OFFICER, username="mira")
    post = make_post(court, mira, make_account(court), title="Open day")
    round = post_submit(post, by=mira)
    assert isinstance(round, Round)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}/admin/decisions/{post.reference}/return/")
    page.get_by_role("textbox").first.fill("Please say “ten o’clock” & where.")
    grow_old(page, minutes=20)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("heading", name="Show once more that it is you")).to_be_visible()
    assert not Vote.objects.exists()
    finger.seen()
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_text("Returned. The author has been told.")).to_be_visible()
    assert Vote.objects.get().person.username == "jonas"
    assert "Please say “ten o’clock” & where." in str(Vote.objects.values_list())


def test_an_app_then_a_lost_device(page: Page, address: str, court: Court, sign_in: Callable[[str, str], None]) -> None:
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    kept = with_app(page, address)
    sign_out(page, address)
    fill_in(page, address, "jonas", SECRET)
    seen(page)
    page.locator("[name=code]").fill(kept)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"{address}/admin/")
    reset_by_another(page, address, court, sign_in)


def with_app(page: Page, address: str) -> str:
    """Enrols an app; one recovery code that was kept."""
    fill_in(page, address, "jonas", SECRET)
    page.get_by_role("link", name="An app that shows codes").click()
    seen(page)
    secret = page.locator(".pr-key").inner_text().replace(" ", "")
    page.locator("[name=code]").fill(code_of(secret))
    page.get_by_role("button", name="Add the app").click()
    expect(page.get_by_role("heading", name="Keep these codes")).to_be_visible()
    seen(page)
    return page.locator(".pr-codes code").first.inner_text()


def reset_by_another(page: Page, address: str, court: Court, sign_in: Callable[[str, str], None]) -> None:
    ines = person(court, Role.ADMINISTRATOR, username="ines", first_name="Ines")
    sign_in("ines", SECRET)
    jonas = Person.objects.get(username="jonas")
    page.goto(f"{address}/admin/people/norvale/{jonas.pk}/")
    page.get_by_role("button", name="Reset the second factor").click()
    expect(page.get_by_text("gets a link by e-mail")).to_be_visible()
    entry = AuditEntry.objects.get(act="second_factor_reset")
    assert (entry.actor, entry.subject) == (f"person:{ines.pk}", f"person:{jonas.pk}")
    assert any("Your sign-in was reset" in letter.subject for letter in mail.outbox)
