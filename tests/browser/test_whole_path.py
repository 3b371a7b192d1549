"""One post from the first word to the last figure, with real clicks, in what `make demo` starts.

A press officer drafts it with a name that the register protects, mends it and submits it; a reviewer, a registrar
and a judge approve it, the judge on a telephone; the worker sends it to three accounts; record, built-in network,
report and audit trail tell of it. The pictures of docs/tour.md are taken on the way: see `pictures`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.demo.data import PICTURE
from tests.browser.conftest import fits, no_axe_findings
from tests.browser.demo import Demo, wait_for
from tests.browser.pictures import take

pytestmark = pytest.mark.browser

ZONE = ZoneInfo("Europe/Ljubljana")
AHEAD = timedelta(seconds=40)  # for a reviewer, a registrar and a judge to decide
PUNCTUAL = 150.0  # seconds: up to a minute and a half to the time, and as much again for a machine with much to do
COUNTED = 180.0  # seconds: the collector runs each minute
DESK, TELEPHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 740}

TITLE = "Judgment in Re K (A Child): when and where"
PLACE = "will be handed down on Thursday at 10:00 in Courtroom 2. The courtroom is step-free."
NAMED = f"Judgment in the case of Aurelio Vantongeren, Re K (A Child), {PLACE}"
MENDED = f"Judgment in Re K (A Child), No. 26-388, {PLACE}"
LINK = "https://courts.norvale.example/lists"
ALT = "Courtroom 2 seen from the public seats: an empty bench with three chairs, and a ramp on the left."
NETWORKS = ["Bluesky", "Mastodon", "Sandbox"]


@pytest.fixture
def address(demo: Demo) -> str:
    return demo.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return {**browser_context_args, "locale": "en-GB", "timezone_id": ZONE.key, "viewport": DESK}


SignIn = Callable[[str, str], None]


def test_a_post_goes_the_whole_way(page: Page, demo: Demo, sign_in: SignIn) -> None:
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    sign_in("mira", demo.password)
    home(page)
    draft(page)
    refused_for_the_name(page)
    mend(page)
    due = submit(page)
    reference = with_approvers(page)
    sign_in("jonas", demo.password)
    colleague_approves(page)
    sign_in("hanne", demo.password)
    registrar_approves(page)
    page.set_viewport_size(TELEPHONE)
    sign_in("amsel", demo.password)
    judge_approves(page)
    page.set_viewport_size(DESK)
    sign_in("mira", demo.password)
    sent(page, demo, due, reference)
    on_record(page, demo, reference)
    on_the_built_in_network(page, demo)
    sign_in("dana", demo.password)
    counted(page, demo)
    on_the_trail(page, demo)
    trail_verifies(demo)


# --- the press officer writes ------------------------------------------------------------------


def home(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Norvale Court of Appeal")
    expect(page.get_by_role("link", name=re.compile("need a person"))).to_be_visible()
    take(page, "01-home")


def draft(page: Page) -> None:
    page.get_by_role("link", name="Posts", exact=True).click()
    page.get_by_role("link", name="New post").click()
    page.get_by_role("textbox", name="Title").fill(TITLE)
    choose(page, "Kind", "Hand-down notice")
    choose(page, "Aim", "Transparency")
    choose_matter(page, "Re K")
    page.get_by_label("Text for all accounts").fill(NAMED)
    page.get_by_label("Link").fill(LINK)
    page.locator("input[type=file]").set_input_files(PICTURE)
    page.get_by_label("Text for people who cannot see the picture").fill(ALT)
    page.get_by_role("checkbox", name="Nobody who could be recognised").check()
    for network in NETWORKS:
        expect(page.get_by_role("checkbox", name=network)).to_be_checked()
    fill_time(page, next_minute() + timedelta(days=1))
    page.get_by_label("Send if no more than").check()
    page.get_by_label("minutes late").fill("30")
    expect(page.locator(".pr-pv--bluesky")).to_contain_text("Re K (A Child)")
    expect(page.locator("#counters")).to_contain_text(" / 300")
    take(page, "02-a-draft", whole=True)


def choose(page: Page, field: str, words: str) -> None:
    """Choose the option whose words contain `words`."""
    chosen = page.get_by_label(field).locator("option", has_text=words).get_attribute("value")
    page.get_by_label(field).select_option(chosen)


def choose_matter(page: Page, words: str) -> None:
    """As people do: type the beginning of its title, and tick what is found."""
    page.get_by_label("Find a matter").fill(words)
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("checkbox", name=words).check()
    expect(page.locator(".pr-matters__list").first.get_by_role("checkbox", name=words)).to_be_checked()


def next_minute() -> datetime:
    """The first full minute of the court's time that leaves AHEAD."""
    return (datetime.now(ZONE) + AHEAD + timedelta(minutes=1)).replace(second=0, microsecond=0)


def fill_time(page: Page, when: datetime) -> None:
    page.get_by_label("Date").fill(when.strftime("%Y-%m-%d"))
    page.get_by_label("Time", exact=True).fill(when.strftime("%H:%M"))


def refused_for_the_name(page: Page) -> None:
    page.get_by_role("button", name="Submit for approval").click()
    first = page.locator("#first-obstacle")
    expect(first).to_be_focused()
    expect(page.get_by_text("Saved, but not submitted.")).to_be_in_viewport()
    expect(first).to_contain_text("Must be mended")
    expect(first).to_contain_text("You wrote Aurelio Vantongeren")
    expect(first).to_contain_text("may name someone protected in matter 26-388")
    expect(page.locator(".pr-editor__marks mark").first).to_have_text(re.compile("Aurelio Vantongeren"))
    expect(page.locator(".pr-foot__note")).to_have_text("One thing must be mended first.")
    no_axe_findings(page)
    take(page, "03-a-name-that-must-not-be-said", height=1100)


def mend(page: Page) -> None:
    page.get_by_label("Text for all accounts").fill(MENDED)
    expect(page.get_by_text("May name a protected person")).to_have_count(0)
    expect(page.locator(".pr-finding").first).to_contain_text("Advice")
    expect(page.locator(".pr-foot__note")).to_have_text("")
    expect(page.get_by_role("button", name="Checks: 2")).to_be_visible()
    previews = page.locator(".pr-previews")
    expect(previews.get_by_role("img", name=ALT)).to_have_count(len(NETWORKS))
    expect(previews).not_to_contain_text("Vantongeren")
    take(page, "04-mended", height=1100)


def submit(page: Page) -> datetime:
    due = next_minute()
    fill_time(page, due)
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Submitted. The approvers have been asked.")).to_be_visible()
    return due


def with_approvers(page: Page) -> str:
    expect(page.get_by_text("With approvers. Take it back to change it: votes so far become void.")).to_be_visible()
    expect(page.get_by_label("Text for all accounts")).to_be_disabled()
    expect(page.get_by_role("button", name="Submit for approval")).to_have_count(0)
    take(page, "05-with-approvers")
    reference = re.search(r"NCA-\d{4}-\d{4}", page.title())
    assert reference
    return reference[0]


# --- two people decide -------------------------------------------------------------------------


def open_decision(page: Page) -> None:
    """From the queue, as the menu leads there."""
    if (page.viewport_size or DESK)["width"] < DESK["width"]:
        page.get_by_role("button", name="Toggle sidebar").click()
    page.get_by_role("link", name=re.compile(r"^Decisions \(\d+\)")).click()
    page.get_by_role("link", name=TITLE).click()
    shown = page.locator(".pr-dec__renders")
    expect(shown).to_contain_text(MENDED)
    expect(shown.get_by_role("img", name=ALT).first).to_be_visible()
    expect(page.get_by_text("One name, kept hidden here. None found in text, link or any language.")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Vantongeren")


def two_taps(page: Page, picture: str) -> None:
    page.get_by_role("link", name="Approve…").locator("visible=true").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Approve this post?")).to_be_focused()
    for network in NETWORKS:
        expect(sheet).to_contain_text(network)
    fits(page)
    take(page, picture)
    sheet.get_by_role("button", name=re.compile("^Approve")).click()


def colleague_approves(page: Page) -> None:
    open_decision(page)
    expect(page.get_by_text("2 more votes are needed after yours.")).to_be_visible()
    take(page, "06-a-colleague-reads", whole=True)
    two_taps(page, "07-two-taps")
    expect(page.get_by_text("Approved. It goes on to the next vote.")).to_be_visible()


def registrar_approves(page: Page) -> None:
    open_decision(page)
    expect(page.get_by_text("an order of anonymity is in force")).to_be_visible()
    page.get_by_role("link", name="Approve…").locator("visible=true").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Approve")).click()
    expect(page.get_by_text("Approved. It goes on to the next vote.")).to_be_visible()


def judge_approves(page: Page) -> None:
    open_decision(page)
    expect(page.get_by_text("You sit on it.")).to_be_visible()
    expect(page.get_by_role("link", name="Approve…").locator("visible=true")).to_be_in_viewport()
    fits(page)
    take(page, "08-the-judge-reads-on-a-telephone")
    two_taps(page, "09-the-judge-approves")
    expect(page.get_by_text("Approved. The votes are complete.")).to_be_visible()


# --- the worker sends --------------------------------------------------------------------------


def sent(page: Page, demo: Demo, due: datetime, reference: str) -> None:
    page.goto(f"{demo.url}/admin/outbox/?tab=waiting")
    if datetime.now(ZONE) < due - timedelta(seconds=5):
        expect(case(page, reference)).to_have_count(len(NETWORKS))
        expect(case(page, reference).first).to_contain_text("Scheduled")
        take(page, "10-it-waits-for-its-time")
    wait_for(
        lambda: all_sent(page, demo, reference), within=PUNCTUAL, otherwise=lambda: page.locator("main").inner_text()
    )
    page.goto(f"{demo.url}/admin/outbox/?tab=sent")
    take(page, "11-sent")


def picture_is_shown(picture: Locator) -> None:
    """It is loaded when somebody scrolls there, which may take a moment."""
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    wait_for(
        lambda: bool(picture.evaluate("img => img.complete && img.naturalWidth > 0")),
        within=30, otherwise=lambda: "The picture is not shown.",
    )  # fmt: skip


def case(page: Page, reference: str) -> Locator:
    return page.locator(".pr-case", has_text=reference)


def all_sent(page: Page, demo: Demo, reference: str) -> bool:
    page.goto(f"{demo.url}/admin/outbox/?tab=sent")
    return case(page, reference).count() == len(NETWORKS)


# --- what stands afterwards --------------------------------------------------------------------


def on_record(page: Page, demo: Demo, reference: str) -> None:
    page.goto(f"{demo.url}/")
    page.get_by_role("link", name="Read the public record of Norvale Court of Appeal").click()
    page.get_by_role("link", name=TITLE).click()
    assert page.url.endswith(f"/record/{reference}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    said = page.locator("figure.said").first
    expect(said).to_contain_text(MENDED)
    picture_is_shown(said.get_by_role("img", name=ALT))
    for network in NETWORKS:
        expect(page.get_by_role("link", name=f"Read it on {network}")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Tolland")
    no_axe_findings(page)
    take(page, "12-on-the-public-record", whole=True)


def on_the_built_in_network(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}/sandbox/")
    posts = page.locator("article", has_text=MENDED)
    expect(posts).to_have_count(len(NETWORKS))
    for number in range(len(NETWORKS)):
        picture_is_shown(posts.nth(number).get_by_role("img", name=ALT))
    posts.first.scroll_into_view_if_needed()
    take(page, "13-as-the-network-shows-it")


def counted(page: Page, demo: Demo) -> None:
    """The demo's year has no other notice of this kind."""
    row = page.get_by_role("row", name="Hand-down notice")

    def there() -> bool:
        page.goto(f"{demo.url}/admin/reports/engagement/")
        return row.count() == 1

    wait_for(there, within=COUNTED, otherwise=lambda: page.locator("main").inner_text())
    expect(row.get_by_role("cell").last).to_have_text("1")
    take(page, "14-the-report-counts-it", height=1200)


def on_the_trail(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}/admin/")
    page.get_by_role("button", name="Court").click()
    page.get_by_role("link", name="Audit trail").click()
    expect(page.get_by_role("table", name="Audit trail, the newest first")).to_be_visible()
    take(page, "15-the-audit-trail")


def trail_verifies(demo: Demo) -> None:
    done = demo.manage("verify_records")
    assert done.returncode == 0, done.stdout + done.stderr
