"""The engine with real clicks: a finding while one types, its guideline, its mend; then orders that come too late.

The order comes twice: between approval and sending, where the gate holds the post, and years after it went out, where
the nightly reading finds it and a registrar withdraws it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from approvals.models import Objection, Round
from approvals.services import MatterEntry, PartyEntry, matter_save, party_add
from approvals.services.sweep import sweep_run
from cms.models import Post
from publishing.dispatcher.clock import Clock
from publishing.dispatcher.gatekeeper import Gatekeeper
from publishing.domain.delivery import State
from publishing.ground.models import Court, Person, Role
from publishing.models import Delivery, Release
from tests.approvals.conftest import approve
from tests.browser.conftest import fits, no_axe_findings
from tests.browser.people import SECRET, person
from tests.browser.pictures import take
from tests.factories import make_account, make_court, make_delivery, make_message

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("left")]
SignIn = Callable[[str, str], None]
NAME = "Orsolya Vantongeren"
HIDDEN = f"On Sunday {NAME} opens the house. The regis\u200btry is closed."
WIDTHS = {1280: 860, 360: 740}


@pytest.fixture
def court(live_server: LiveServer) -> Court:
    court = make_court(name="Norvale Court of Appeal", slug="norvale")
    make_account(court, "bluesky")
    for name, role in (("mira", Role.PRESS_OFFICER), ("jonas", Role.REVIEWER), ("amsel", Role.JUDGE)):
        person(court, role, username=name, first_name=name.capitalize())
    person(court, Role.REGISTRAR, username="hanne", first_name="Hanne")
    return court


def test_a_post_meets_the_engine_before_and_after_it_is_out(
    page: Page, address: str, court: Court, sign_in: SignIn
) -> None:
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    sign_in("mira", SECRET)
    written(page, address)
    guideline(page)
    mended(page)
    submitted(page)
    released()
    earlier = said_long_ago(court)
    protect(court)
    held(page, address)
    sweep_run(court)
    sign_in("hanne", SECRET)
    found(page, address, earlier)
    withdrawn(page, address, earlier)


def written(page: Page, address: str) -> None:
    """The finding and its mark come while one types."""
    page.goto(f"{address}/admin/posts/add/")
    page.get_by_role("textbox", name="Title").fill("Open day")
    page.get_by_label("Kind").select_option("event")
    page.get_by_label("Aim").select_option("transparency")
    page.get_by_label("Date").fill("2099-06-01")
    page.get_by_label("Time", exact=True).fill("10:00")
    page.get_by_label("Text for all accounts").press_sequentially(HIDDEN[:12])
    page.get_by_label("Text for all accounts").fill(HIDDEN)
    expect(page.locator(".pr-editor__marks mark")).to_have_text("regis\u200btry")
    page.get_by_role("button", name="Checks: 1").click()
    finding = page.locator(".pr-finding", has_text="Hidden or misleading characters")
    expect(finding).to_contain_text("Must be mended")
    take(page, "engine-1-typed")
    no_axe_findings(page)


def guideline(page: Page) -> None:
    """The finding leads to its guideline, beside the draft and not instead of it."""
    with page.context.expect_page() as opened:
        page.locator(".pr-finding").get_by_role("link", name="Guideline 32").click()
    beside = opened.value
    expect(beside.get_by_role("heading", name="Security and privacy settings")).to_be_visible()
    expect(beside.get_by_text("Hidden characters.", exact=True)).to_be_visible()
    at_both_widths(beside, "engine-2-guideline")
    beside.close()


def mended(page: Page) -> None:
    """One click mends what is certain, once the draft is saved; the question stays."""
    page.get_by_role("button", name="Take out the hidden characters").click()
    expect(page.get_by_label("Text for all accounts")).to_have_value(HIDDEN.replace("\u200b", ""))
    expect(page.locator(".pr-finding")).to_have_count(0)
    question = page.get_by_label("Which aim does it serve, in one line?")
    question.fill("Whoever comes sees how a case is heard.")
    take(page, "engine-3-question")
    no_axe_findings(page)


def submitted(page: Page) -> None:
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Submitted. The approvers have been asked.")).to_be_visible()


def released() -> None:
    """The one approval that its route asks for, and its time is now."""
    approve(Round.objects.get(), Person.objects.get(username="jonas"))
    Delivery.objects.update(next_attempt_at=timezone.now())


def said_long_ago(court: Court) -> Release:
    account = make_account(court)
    words = f"We thank {NAME} for forty years at the registry."
    return make_delivery(
        State.SENT, account, messages=(make_message(account, words),), title=f"Farewell to {NAME}"
    ).release


def protect(court: Court) -> None:
    """The order of today."""
    hanne = Person.objects.get(username="hanne")
    matter = matter_save(court=court, entry=MatterEntry(code="26-367", docket="No. 26-367"), by=hanne)
    party_add(matter=matter, entry=PartyEntry(name=NAME, protected=True), by=hanne)


def held(page: Page, address: str) -> None:
    """The gate stops what was approved before the order."""
    Gatekeeper(Clock(), "test", lambda held: None).turn()
    page.goto(f"{address}/admin/outbox/")
    case = page.locator(".pr-case", has_text=Post.objects.get().reference)
    expect(case).to_contain_text("Held")
    expect(case).to_contain_text("A new finding since the approval: restricted-identity")
    at_both_widths(page, "engine-4-held")


def found(page: Page, address: str, earlier: Release) -> None:
    """The first page says that something waits, by reference alone."""
    page.goto(f"{address}/admin/")
    expect(page.locator(".pr-row", has_text=earlier.reference)).to_contain_text("may break an order of today")
    page.get_by_role("link", name="What is out (1)").click()
    expect(page.locator(".pr-case")).to_contain_text("May name a protected person")
    expect(page.locator("body")).not_to_contain_text("Vantongeren")
    at_both_widths(page, "engine-5-out")


def withdrawn(page: Page, address: str, earlier: Release) -> None:
    """Two taps, and nobody reads the words again, not even on the record."""
    page.get_by_role("link", name="Withdraw everywhere…").click()
    page.get_by_label("Why").fill("An order of today.")
    at_both_widths(page, "engine-6-withdraw")
    page.get_by_role("button", name="Withdraw it everywhere").click()
    expect(page.get_by_text("It is being withdrawn.")).to_be_visible()
    assert Objection.objects.get().decision == "withdrawn"
    assert Delivery.objects.get(release=earlier).state == State.WITHDRAWING
    page.goto(f"{address}/record/{earlier.reference}/")
    expect(page.get_by_text("The words are withheld by order of the Court.")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Vantongeren")
    at_both_widths(page, "engine-7-record")


def at_both_widths(page: Page, picture: str) -> None:
    """Nothing for axe to find, nothing wider than the window."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        fits(page)
        no_axe_findings(page)
        take(page, f"{picture}-{width}", whole=True)
    page.set_viewport_size({"width": 1280, "height": 860})
