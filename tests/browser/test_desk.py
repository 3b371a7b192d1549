"""The desk in Chromium: counters while one writes, tabs, marks, the focus after a refusal, and no findings of axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cms.models import Post, PostImage
from publishing.ground.models import Court, Person, Role
from tests.browser.conftest import fits, no_axe_findings
from tests.browser.people import SECRET, person
from tests.factories import make_account, make_court, make_image, make_picture, make_post

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("left")]


@pytest.fixture
def officer(live_server: LiveServer) -> Person:
    court = make_court(name="Norvale Court of Appeal", languages=["en", "ar"])
    make_image(court)
    return person(court, Role.PRESS_OFFICER, username="mira")


@pytest.fixture
def post(officer: Person) -> Post:
    court = Court.objects.get()
    accounts = [make_account(court, name) for name in ("bluesky", "mastodon")]
    made = make_post(court, officer, *accounts, text="The regis\u200btry opens at nine.")
    made.images = [PostImage(image=make_image(court), alt="The door of the court, with a ramp on the left.")]
    made.save()
    return made


@pytest.fixture
def composer(page: Page, live_server: LiveServer, post: Post, sign_in: Callable[[str, str], None]) -> Page:
    sign_in("mira", SECRET)
    page.goto(f"{live_server.url}/admin/posts/edit/{post.pk}/")
    return page


def test_counters_follow_what_is_typed(composer: Page) -> None:
    composer.get_by_label("Text for all accounts").fill("a" * 308)
    expect(composer.locator("#counters")).to_contain_text("308 / 300")
    expect(composer.locator("#counters")).to_contain_text("too long by 8")


def test_an_account_gets_its_own_words_in_its_tab(composer: Page) -> None:
    composer.get_by_role("tab", name="Bluesky").click()
    composer.get_by_label("Own words for").locator("visible=true").fill("Nine, not ten.")
    expect(composer.get_by_role("tab", name="Bluesky")).to_contain_text("own words")
    expect(composer.locator(".pr-pv--bluesky")).to_contain_text("Nine, not ten.")


def test_tabs_are_reached_by_arrows(composer: Page) -> None:
    composer.get_by_role("tab", name="All accounts").focus()
    composer.keyboard.press("ArrowRight")
    expect(composer.get_by_role("tab", name="Bluesky")).to_be_focused()


def test_a_refused_submission_moves_the_focus_to_the_first_block(composer: Page) -> None:
    composer.get_by_role("button", name="Submit for approval").click()
    expect(composer.locator("#first-obstacle")).to_be_focused()
    expect(composer.locator("#first-obstacle")).to_contain_text("Must be mended")


def test_a_finding_shows_its_words_in_the_text(composer: Page) -> None:
    composer.get_by_role("button", name="Checks: 1").click()
    composer.get_by_role("link", name="Show in text").click()
    field = composer.get_by_label("Text for all accounts")
    expect(field).to_be_focused()
    chosen = field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert chosen == "regis\u200btry"


def test_one_click_takes_the_hidden_characters_out(composer: Page) -> None:
    composer.get_by_role("button", name="Checks: 1").click()
    composer.get_by_role("button", name="Take out the hidden characters").click()
    expect(composer.get_by_label("Text for all accounts")).to_have_value("The registry opens at nine.")


def test_a_new_picture_is_added_with_its_words(composer: Page) -> None:
    composer.locator("input[type=file]").set_input_files(
        {"name": "ramp.png", "mimeType": "image/png", "buffer": make_picture()}
    )
    composer.locator("textarea[name=pictures-1-alt]").fill("A ramp beside the steps.")
    composer.get_by_role("button", name="Save draft").click()
    expect(composer.locator(".pr-pv--mastodon img.pr-pv__img")).to_have_count(2)


@pytest.mark.parametrize("place", ["", "posts/", "posts/add/", "posts/edit/{post}/", "posts/history/{post}/"])
def test_the_desk_fits_and_has_no_findings(
    at_width: Page, live_server: LiveServer, post: Post, sign_in: Callable[[str, str], None], place: str
) -> None:
    sign_in("mira", SECRET)
    at_width.goto(f"{live_server.url}/admin/{place.format(post=post.pk)}")
    fits(at_width)
    no_axe_findings(at_width)


def test_the_composer_reads_from_right_to_left(
    page: Page, live_server: LiveServer, post: Post, sign_in: Callable[[str, str], None]
) -> None:
    sign_in("mira", SECRET)
    page.set_extra_http_headers({"Accept-Language": "ar"})
    page.goto(f"{live_server.url}/admin/posts/edit/{post.pk}/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    fits(page)
    no_axe_findings(page)
