"""Comments and another wording in Chromium: by keyboard alone, with marked words, and without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from approvals.models import ReviewComment, Round, Suggestion
from approvals.services import post_submit
from publishing.ground.models import Person, Role
from tests.browser.conftest import fits, no_axe_findings
from tests.browser.people import SECRET, cookie_of, person
from tests.factories import make_account, make_court, make_post

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("left")]
SignIn = Callable[[str, str], None]


@pytest.fixture
def round(live_server: LiveServer) -> Round:
    court = make_court(name="Norvale Court of Appeal")
    author = person(court, Role.PRESS_OFFICER, username="mira")
    person(court, Role.REVIEWER, username="jonas")
    text = "The registry opens at nine. Bring your papers."
    return post_submit(make_post(court, author, make_account(court), text=text), by=author)


@pytest.fixture
def where(live_server: LiveServer, round: Round) -> str:
    return f"{live_server.url}/admin/decisions/{round.reference}/"


def test_a_comment_is_written_by_keyboard_alone(at_width: Page, where: str, sign_in: SignIn) -> None:
    sign_in("jonas", SECRET)
    at_width.goto(where)
    at_width.locator("[data-talk] summary").focus()
    at_width.keyboard.press("Enter")
    at_width.keyboard.press("Tab")
    expect(at_width.get_by_label("What is it about?")).to_be_focused()
    at_width.keyboard.type("Bring")
    at_width.keyboard.press("Tab")
    at_width.keyboard.type("Which ones?")
    no_axe_findings(at_width)
    fits(at_width)
    at_width.keyboard.press("Tab")
    at_width.keyboard.press("Enter")
    expect(at_width.locator(".pr-remark")).to_contain_text("Which ones?")
    expect(at_width.locator("mark.pr-mark--said").first).to_have_text("Bring your papers.")


def test_marked_words_are_what_a_comment_is_about(page: Page, where: str, sign_in: SignIn) -> None:
    sign_in("jonas", SECRET)
    page.goto(where)
    page.evaluate("""() => {
      const words = document.querySelector(".pr-pv__text").firstChild;
      const range = document.createRange();
      range.setStart(words, 22); range.setEnd(words, 26);
      document.getSelection().addRange(range);
    }""")
    page.locator("[data-talk] summary").click()
    expect(page.locator("[data-talk-marked]")).to_contain_text("nine")
    page.get_by_label("Your comment").fill("Not ten?")
    page.get_by_role("button", name="Keep the comment").click()
    expect(page.locator("mark.pr-mark--said").first).to_have_text("nine")
    assert ReviewComment.objects.get().end == 26


def test_without_a_script_one_comments_and_suggests(browser: Browser, where: str, round: Round) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    context.add_cookies([cookie_of("jonas", where)])
    page.goto(where)
    page.locator("[data-talk] summary").click()
    page.get_by_label("What is it about?").select_option(label="The registry opens at nine.")
    page.get_by_label("Your comment").fill("Not ten?")
    page.get_by_role("button", name="Keep the comment").click()
    assert ReviewComment.objects.get().surface.startswith("text:")
    page.get_by_role("link", name="Suggest another wording").click()
    page.get_by_label("Text for all accounts").fill("The registry opens at ten.")
    page.get_by_role("button", name="Return with this wording").click()
    expect(page.get_by_text("Returned with your wording")).to_be_visible()
    assert Suggestion.objects.get().made_by == Person.objects.get(username="jonas")
    context.close()
