"""The pictures of docs/tour.md that no test takes on its way: see `pictures`. Nothing is held here, so nothing runs
where no folder for them is named.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.demo import Demo
from tests.browser.pictures import take

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.environ.get("PRAECO_PICTURES"), reason="PRAECO_PICTURES names no folder for pictures"),
]
DESK, TELEPHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 740}
SignIn = Callable[[str, str], None]

# Where the pages are, asked in the demo's own database.
ASK = """
import json
from approvals.models import Question
from cms.models import Post, Recurring, Template
from cms.services import post_submit
made = Post.objects.exclude(drafted_from=None).exclude(due_at=None).latest("pk")
if made.state == "draft": post_submit(post=made, by=made.author)
waiting = {post.title.split()[0].lower(): post.reference for post in Post.objects.filter(state="waiting")}
print(json.dumps({
    "made": made.reference,
    "judge": waiting["judgment"], "list": str(Template.objects.get(name="Weekly hearing list").pk),
    "closure": str(Template.objects.get(name="Registry closed").pk),
    "emergency": str(Template.objects.get(name="Building closed at once").pk),
    "rule": str(Recurring.objects.get().pk), "question": str(Question.objects.get(state="open").pk),
}))
"""


@pytest.fixture
def address(demo: Demo) -> str:
    return demo.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    given = {"locale": "en-GB", "timezone_id": "Europe/Ljubljana", "viewport": DESK}
    return {**browser_context_args, **given}


def test_the_rest_of_the_tour(page: Page, demo: Demo, sign_in: SignIn, browser: Browser) -> None:
    page.set_default_timeout(30_000)
    places = json.loads(demo.manage("shell", "--verbosity", "0", "-c", ASK).stdout.strip().splitlines()[-1])
    sign_in("amsel", demo.password)
    arabic = browser.new_context(locale="ar", timezone_id="Europe/Ljubljana", viewport=TELEPHONE).new_page()
    arabic.context.add_cookies(page.context.cookies())
    arabic.goto(f"{demo.url}/admin/decisions/{places['judge']}/")
    take(arabic, "16-the-same-from-right-to-left")
    arabic.context.close()
    sign_in("mira", demo.password)
    page.goto(f"{demo.url}/admin/templates/{places['closure']}/use/")
    fill(page)
    take(page, "17-a-template", height=1000)
    page.goto(f"{demo.url}/admin/recurring/{places['rule']}/")
    take(page, "18-what-comes-again")
    sign_in("selma", demo.password)
    page.goto(f"{demo.url}/admin/questions/{places['question']}/")
    take(page, "19-a-question-to-an-adviser")
    sign_in("dana", demo.password)
    page.goto(f"{demo.url}/admin/roster/")
    take(page, "20-who-is-on-duty")
    page.set_viewport_size(TELEPHONE)
    sign_in("jonas", demo.password)
    page.goto(f"{demo.url}/admin/decisions/{places['made']}/")
    page.locator("#s-tpl").scroll_into_view_if_needed()
    take(page, "22-the-template-of-a-post")
    sign_in("mira", demo.password)
    page.goto(f"{demo.url}/admin/emergencies/")
    take(page, "21-an-emergency")


def fill(page: Page) -> None:
    page.locator("input[type=date]").first.fill("2026-12-24")
    page.locator("form select").first.select_option("the weather")
    page.evaluate("document.activeElement.blur()")
    expect(page.locator(".pr-said").first).to_contain_text("the weather")
