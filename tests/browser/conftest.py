"""A browser that notices more than a person does.

`page` (of pytest-playwright) fails its test when a page throws, when a console error appears, or when anything is asked
of another host than that of `address`: the live server's, unless a test module says otherwise. `at_width` opens it at
1280 and at 360 pixels. `sign_in(username, password)` signs in. `no_axe_findings(page)` and `fits(page)` are
assertions to call on every screen. `demo` is what `make demo` starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from publishing.ground.models import Person
from tests.browser.demo import Demo, running
from tests.browser.people import cookie_of

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATIENCE = 20_000  # milliseconds: a busy machine is no defect of a page
WIDTHS = {1280: 800, 360: 740}
AT_REST = """async () => {
  const waking = () => document.querySelector("body[data-w-init-ready-class]:not(.ready)");
  const moving = () => document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime < Infinity);
  const frame = () => new Promise(requestAnimationFrame);
  while (waking()) await frame();
  await frame();
  while (moving().some((a) => a.playState === "running")) await frame();
}"""

# What lies under a bar that stays in view can be scrolled out from under it: targets are measured without such bars.
BARS_DOWN = """() => document.querySelectorAll("footer, .pr-bar").forEach((bar) => {
  if (["sticky", "fixed"].includes(getComputedStyle(bar).position)) bar.style.position = "static";
})"""
BARS_UP = (
    """() => document.querySelectorAll("footer, .pr-bar").forEach((bar) => bar.style.removeProperty("position"))"""
)


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong in the browser. A test that expects an error takes it out again."""
    return []


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """Where the tests browse, without the last slash."""
    url: str = live_server.url
    return url


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """What `make demo` starts, for all tests of one worker that browse it (name them in tests.spreading)."""
    with running(tmp_path_factory.mktemp("demo")) as started:
        yield started


@pytest.fixture
def page(page: Page, address: str, troubles: list[str]) -> Iterator[Page]:
    yield watch(page, address, troubles)
    assert not troubles, "\n".join(troubles)


def watch(page: Page, address: str, troubles: list[str]) -> Page:
    """Keeps in `troubles` what goes wrong on `page`, and whatever it asks of others than `address`."""
    own = urlsplit(address).netloc

    def on_request(request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and urlsplit(request.url).netloc != own:
            troubles.append(f"asked another host: {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            troubles.append(f"console: {message.text}")

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return page


@pytest.fixture
def left(page: Page) -> Iterator[None]:
    """Leaves the page before the tables are emptied: it says good-bye to the server."""
    yield
    page.goto("about:blank")
    page.wait_for_timeout(500)


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def at_width(request: pytest.FixtureRequest, page: Page) -> Page:
    """The page at the width of a desk and at that of a telephone."""
    page.set_viewport_size({"width": request.param, "height": WIDTHS[request.param]})
    return page


@pytest.fixture
def sign_in(request: pytest.FixtureRequest, page: Page, address: str) -> Callable[[str, str], None]:
    """sign_in(username, password) signs in, and out whoever was signed in before: at the demo by the form, where no
    second factor is asked; at the live server by the cookie of somebody who has shown one (test_second_factor has the
    ceremonies themselves).
    """
    at_demo = "demo" in request.fixturenames

    def act(username: str, password: str) -> None:
        page.goto("about:blank")  # what is open asks now and then, and would be refused without its cookies
        page.context.clear_cookies()
        if at_demo:
            fill_in(page, address, username, password)
        else:
            assert Person.objects.get(username=username).check_password(password)
            page.context.add_cookies([cookie_of(username, address)])
            page.goto(f"{address}/admin/")

    return act


def fill_in(page: Page, address: str, username: str, password: str) -> None:
    """Fills in the form to sign in, and waits until it has led somewhere."""
    page.goto(f"{address}/admin/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/login/"))


def axe_findings(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds against WCAG 2.2 AA on the page at rest, or by `rules` alone: rule, severity, and the elements.

    Colours are judged only when what fades in has arrived. The script comes through the debugger,
    so a strict content security policy does not stop it.
    """
    page.wait_for_load_state()
    page.evaluate(AT_REST)
    page.evaluate(BARS_DOWN)
    debugger = page.context.new_cdp_session(page)
    debugger.send("Runtime.evaluate", {"expression": AXE_SCRIPT})
    question = f"axe.run({{runOnly: {[*rules] or AXE_TAGS}}}).then(result => result.violations)"
    answer = debugger.send("Runtime.evaluate", {"expression": question, "awaitPromise": True, "returnByValue": True})
    debugger.detach()
    page.evaluate(BARS_UP)
    return [
        f"{found['id']} ({found['impact']}): "
        + ", ".join(" ".join(map(str, node["target"])) for node in found["nodes"])
        for found in answer["result"]["value"]
    ]


def no_axe_findings(page: Page) -> None:
    """Fail with every finding of axe on the page as it stands."""
    found = axe_findings(page)
    assert not found, "\n".join([page.url, *found])


def fits(page: Page) -> None:
    """Fail when the page is wider than its window. After a click the next page may have begun, and be empty still."""
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than its window"
