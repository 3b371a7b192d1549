"""A name that the register protects, with real clicks: entered, met, asked about, cleared, and seen by who decides.

The registered name, and every form of it that the author did not type, stands on no screen and in no HTML of the press
officer: every answer of the server to them is read.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from approvals.models import Homonym, Matter, Party
from cms.models import Post
from publishing.ground.models import Court, Role
from tests.browser.conftest import fits, no_axe_findings
from tests.browser.people import SECRET, person
from tests.browser.pictures import take
from tests.factories import make_account, make_court, make_image

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("left")]
NAME, FORMS = "Ellery Finchcombe", ("Эллери Финчкомб", "Elleryanna")
NEVER = ("Ellery", "Эллери", "Финчкомб", "Elleryanna")
OWN = "E. Finchcombe’s"  # initialled, and in the genitive
TEXT = "The registry opens at nine. {} bread is sold at the open day."
WIDTHS = {1280: 860, 360: 740}


@pytest.fixture
def court(live_server: LiveServer) -> Court:
    court = make_court(name="Norvale Court of Appeal")
    make_image(court)
    make_account(court, "bluesky")
    for name, role in (("mira", Role.PRESS_OFFICER), ("ada", Role.REGISTRAR), ("jonas", Role.REVIEWER)):
        person(court, role, username=name, first_name=name.capitalize())
    person(court, Role.JUDGE, username="amsel")
    return court


class Reader:
    """Reads every answer of the server while somebody is at the screen."""

    def __init__(self, page: Page) -> None:
        self.texts: list[str] = []
        page.on("response", self.read)

    def read(self, answer: Response) -> None:
        kinds = ("text/html", "application/json")
        if answer.ok and answer.headers.get("content-type", "").startswith(kinds):
            self.texts.append(answer.text())

    def nothing_of(self, words: tuple[str, ...]) -> None:
        assert self.texts
        assert [word for word in words for text in self.texts if word in text] == []
        self.texts.clear()


SignIn = Callable[[str, str], None]


def test_a_homonym_is_cleared(page: Page, address: str, court: Court, sign_in: SignIn) -> None:
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    sign_in("ada", SECRET)
    enter(page, address)
    sign_in("mira", SECRET)
    reader = Reader(page)
    stopped(page, address)
    asked(page)
    reader.nothing_of(NEVER)
    sign_in("ada", SECRET)
    answered(page)
    reader.texts.clear()
    sign_in("mira", SECRET)
    submitted(page, address)
    reader.nothing_of(NEVER)
    sign_in("jonas", SECRET)
    decided(page)
    reader.nothing_of(NEVER)


def enter(page: Page, address: str) -> None:
    """A matter with an order and a protected name, through the register's pages."""
    page.goto(f"{address}/admin/matters/new/")
    page.get_by_label("Docket number").fill("No. 26-367")
    page.get_by_label("Code").fill("26-367")
    page.get_by_label("Public title").fill("Re K (A Child)")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Enter an order").click()
    page.get_by_role("button", name="Enter").click()
    page.get_by_role("link", name="Add a person or body").click()
    page.locator("[name=name]").fill(NAME)
    page.get_by_label("Protected").check()
    page.get_by_label("Other spellings and scripts").fill("\n".join(FORMS))
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("rowheader", name="Protected name")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Ellery")
    assert Party.objects.get().matter == Matter.objects.get()


def stopped(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/posts/add/")
    page.locator("[name=title]").fill("Open day")
    page.get_by_label("Kind").select_option("service-update")
    page.get_by_label("Aim").select_option("access")
    page.get_by_label("Text for all accounts").fill(TEXT.format(OWN))
    page.get_by_label("Date").fill("2099-06-01")
    page.get_by_label("Time", exact=True).fill("10:00")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Saved, but not submitted.")).to_be_visible()
    first = page.locator("#first-obstacle")
    expect(first).to_contain_text("May name a protected person")
    expect(first).to_contain_text("26-367")
    expect(first.get_by_role("button")).to_have_text(["Ask a registrar"])


def asked(page: Page) -> None:
    take(page, "name-1-blocked")
    no_axe_findings(page)
    page.get_by_label("Why is it someone else?").fill("The baker of Mill Lane, <b>well known</b>.")
    page.get_by_role("button", name="Ask a registrar").click()
    expect(page.get_by_text("A registrar has been asked.").first).to_be_visible()
    expect(page.get_by_role("button", name="Ask a registrar")).to_have_count(0)
    take(page, "name-2-asked")
    assert Homonym.objects.get().waits


def answered(page: Page) -> None:
    page.get_by_role("link", name="Names (1)").click()
    at_both_widths(page, "name-3-questions")
    page.get_by_role("link", name=Homonym.objects.get().reference).click()
    expect(page.locator("blockquote mark")).to_have_text(OWN.removesuffix("’s"))
    expect(page.locator("blockquote")).to_have_text(TEXT.format(OWN).partition("nine. ")[2])
    expect(page.get_by_text("The baker of Mill Lane, <b>well known</b>.")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Ellery")
    at_both_widths(page, "name-4-question")
    page.get_by_label("Your reason").fill("Another person: born forty years later.")
    page.get_by_role("button", name="This is someone else").click()
    expect(page.get_by_text("Answered: someone else.")).to_be_visible()
    at_both_widths(page, "name-5-answered")


def submitted(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/posts/edit/{Post.objects.get().pk}/#findings")
    cleared = page.locator(".pr-finding", has_text="Cleared by a registrar")
    expect(cleared).to_contain_text("Another person: born forty years later.")
    take(page, "name-6-cleared")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Submitted. The approvers have been asked.")).to_be_visible()


def decided(page: Page) -> None:
    page.get_by_role("link", name="Decisions (1)").click()
    page.get_by_role("link", name="Open day").click()
    found = page.locator(".pr-finding", has_text="Cleared by a registrar")
    expect(found).to_contain_text("Answered by a registrar")
    expect(found).to_contain_text("Ada")
    expect(found).to_contain_text("Another person: born forty years later.")
    expect(page.get_by_text("A registrar says: someone else.")).to_be_visible()
    at_both_widths(page, "name-7-decision")
    expect(page.get_by_role("link", name="Approve…").locator("visible=true")).to_be_visible()


def at_both_widths(page: Page, picture: str) -> None:
    """Nothing for axe to find, nothing wider than the window."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        fits(page)
        no_axe_findings(page)
        take(page, f"{picture}-{width}", whole=True)
    page.set_viewport_size({"width": 1280, "height": 860})
