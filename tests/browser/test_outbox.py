"""The outbox at a desk and on a telephone."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from publishing.domain.delivery import State
from publishing.models import Attempt, Delivery, Pause, WorkerBeat
from tests.browser.conftest import fits, no_axe_findings
from tests.factories import make_account, make_court, make_delivery, make_person


@pytest.fixture
def desk(at_width: Page, live_server, sign_in) -> Page:
    """A press officer of a court with a delivery in each state that needs a person, and one that waits."""
    court = make_court(name="Norvale Court of Appeal")
    officer = make_person(court, "press_officer", first_name="Mira", last_name="Tolland")
    officer.set_password("a long password")
    officer.save()
    president = make_person(court, "president", username="hanna", first_name="Hanna", last_name="Osk")
    president.set_password("a long password")
    president.save()
    account = make_account(court, "bluesky", handle="appeal.norvale.example")
    reasons = {
        State.UNKNOWN: "No answer after 30 seconds. Published or not? We do not know.",
        State.FAILED: "The server finds a picture too large. Use a smaller one.",
        State.HELD: "A new finding since the approval: embargo. Take the post back and mend it.",
        State.SCHEDULED: "",
    }
    for state, reason in reasons.items():
        row = make_delivery(state, account)
        Delivery.objects.filter(pk=row.pk).update(reason=reason)
    doubt = Delivery.objects.get(state=State.UNKNOWN)
    begun = timezone.now() - timedelta(minutes=6)
    Attempt.objects.create(delivery=doubt, number=1, worker="w", started_at=begun, outcome="unknown")
    Attempt.objects.create(
        delivery=doubt, number=1, purpose="lookup", worker="w", started_at=begun + timedelta(seconds=45),
        outcome="transient",
    )  # fmt: skip
    WorkerBeat.objects.create(name="w", started_at=timezone.now(), seen_at=timezone.now())
    sign_in(officer.username, "a long password")
    at_width.goto(f"{live_server.url}/admin/outbox/")
    return at_width


def keep(page: Page, name: str) -> None:
    """Store a picture where SCREENSHOTS says, for whoever wants to look."""
    if folder := os.environ.get("SCREENSHOTS"):
        width = (page.viewport_size or {"width": 0})["width"]
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_it_can_be_read_at_both_widths(desk: Page) -> None:
    keep(desk, "outbox")
    fits(desk)
    no_axe_findings(desk)


def test_each_question_can_be_answered_at_both_widths(desk: Page) -> None:
    failed = Delivery.objects.get(state=State.FAILED)
    desk.get_by_role("link", name="It is not there…").click()
    keep(desk, "outbox-act")
    fits(desk)
    no_axe_findings(desk)
    desk.get_by_label("Do not send it. It has failed.").check()
    desk.get_by_role("button", name="It is not there").click()
    expect(desk.get_by_text("It was not published.")).to_be_visible()
    expect(desk.locator(f"#d{failed.pk}")).to_be_focused()
    assert not Delivery.objects.filter(state=State.UNKNOWN).exists()


def test_what_is_held_is_decided_about_line_by_line(desk: Page) -> None:
    desk.get_by_role("link", name="Decide about all that is held…").click()
    fits(desk)
    no_axe_findings(desk)
    keep(desk, "decide")
    desk.get_by_label("Send it at its time").check()
    desk.get_by_role("button", name="Do what I chose").click()
    expect(desk.get_by_text("1 are scheduled again, 0 are cancelled.")).to_be_visible()
    assert not Delivery.objects.filter(state=State.HELD).exists()


def test_everything_is_paused_and_two_people_let_it_go_on(desk: Page, live_server, sign_in) -> None:
    desk.get_by_role("link", name="Pause everything…").click()
    fits(desk)
    no_axe_findings(desk)
    keep(desk, "pause")
    desk.get_by_label("Why").fill("A leak.")
    desk.get_by_role("button", name="Pause now").click()
    expect(desk.get_by_text("Everything is paused since")).to_be_visible()
    no_axe_findings(desk)
    desk.get_by_role("link", name="Lift the pause…").click()
    desk.get_by_label("Why").fill("It was none.")
    desk.get_by_role("button", name="Ask to lift it").click()
    expect(desk.get_by_text("needs a second person.")).to_be_visible()
    fits(desk)
    no_axe_findings(desk)
    sign_in("hanna", "a long password")
    desk.goto(f"{live_server.url}/admin/proposals/")
    desk.get_by_role("link", name="Read and decide").click()
    fits(desk)
    no_axe_findings(desk)
    desk.get_by_role("button", name="Confirm").click()
    expect(desk.get_by_text("Confirmed. It is done.")).to_be_visible()
    assert Pause.objects.get().lifted_by.username == "hanna"
