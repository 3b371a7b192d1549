"""Every address of the installation in Chromium, under the policy that it sends: nothing is stopped, nothing else is
asked, nothing fails. What opens at a click or with the focus is opened, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from publishing.ground.models import Court, Person, Role
from tests.browser.conftest import fill_in
from tests.browser.people import SECRET, cookie_of, person
from tests.cms.reach import Address, addresses, furnish, paths, values_of
from tests.factors import bind_app

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("left")]
WATCH = """document.addEventListener("securitypolicyviolation", (event) => {
  const where = `${event.sourceFile || event.documentURI}:${event.lineNumber}`;
  window.stopped(`${event.violatedDirective} stopped ${event.blockedURI} (${where}) ${event.sample}`);
});"""
# What a click or the focus opens. Buttons that send something are left alone.
OPEN = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  document.querySelectorAll("button[aria-expanded=false], summary").forEach((one) => one.click());
  document.querySelectorAll("input[type=text], input[type=date], [data-controller~=w-tooltip]")
    .forEach((one) => { one.focus(); one.dispatchEvent(new MouseEvent("mouseenter", {bubbles: true})); });
  await frame();
  await frame();
}"""
LEADS_AWAY = {"account_logout", "sessions_end"}
ANYBODY = ("/", "/record/", "/record/accounts/", "/record/check/", "/admin/login/", "/admin/password_reset/")


@pytest.fixture
def stopped(page: Page) -> list[str]:
    """What the policy stopped on `page`."""
    found: list[str] = []
    page.expose_function("stopped", lambda words: found.append(words))  # noqa: PLW0108 - it must be a function
    page.add_init_script(WATCH)
    return found


@pytest.fixture
def court(live_server: LiveServer, settings: Any, tmp_path: Path) -> Court:
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = tmp_path
    cache.clear()
    return furnish()


@pytest.fixture
def everybody(court: Court, page: Page, address: str) -> Person:
    """Somebody with every role, signed in here."""
    found = person(court, *Role, username="everybody")
    page.context.add_cookies([cookie_of(found.username, address)])
    return found


def pages(court: Court, who: Person) -> Iterator[str]:
    """One path of each address that answers this person with a page."""
    client, values = Client(raise_request_exception=False), values_of(court)
    client.force_login(who)
    values |= {"reference": values["str"], "provider_id": ["court"], "version": ["1"]}
    for one in addresses(admin=True) + addresses(admin=False):
        found = next((path for path in tried(one, values) if is_page(client.get(path))), None)
        if found:
            yield found


def tried(one: Address, values: dict[str, list[str]]) -> list[str]:
    return [] if "^" in one.route or one.name in LEADS_AWAY else list(paths(one, values))[:6]


def is_page(answer: Any) -> bool:
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def visited(page: Page, url: str, stopped: list[str], troubles: list[str]) -> list[str]:
    """What went wrong on the page, in lines that begin with its address."""
    stopped.clear()
    troubles.clear()
    answer = page.goto(url)
    assert answer is not None, url
    assert "default-src 'none'" in answer.headers.get("content-security-policy", ""), url
    page.evaluate(OPEN)
    found = [f"{url}: {fault}" for fault in [*stopped, *troubles]]
    troubles.clear()
    return found


def test_every_page_of_the_resolver_stands_under_the_policy(
    page: Page, address: str, court: Court, everybody: Person, stopped: list[str], troubles: list[str]
) -> None:
    page.set_default_timeout(30_000)
    found = sorted(pages(court, everybody))
    assert len(found) > 100
    wrong = [fault for path in found for fault in visited(page, address + path, stopped, troubles)]
    assert wrong == [], "\n".join(wrong)


def test_the_pages_for_everybody_stand_under_it(
    page: Page, address: str, court: Court, stopped: list[str], troubles: list[str]
) -> None:
    wrong = [fault for path in ANYBODY for fault in visited(page, address + path, stopped, troubles)]
    bind_app(person(court, Role.JUDGE, username="jonas"))
    fill_in(page, address, "jonas", SECRET)
    expect(page.locator("[name=code]")).to_be_visible()
    assert (wrong, stopped) == ([], [])


def test_the_pages_for_what_went_wrong_stand_under_it(
    page: Page, address: str, court: Court, stopped: list[str], troubles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, status in (("/nowhere", 404), ("/record/a%00b/", 400), ("/record/nothing/", 404)):
        wrong = visited(page, address + path, stopped, troubles)
        assert wrong == [f"{address}{path}: console: {failed(status)}"]
    monkeypatch.setattr("cms.record.views.chosen_court", Court.save)
    wrong = visited(page, f"{address}/record/", stopped, troubles)
    assert wrong == [f"{address}/record/: console: {failed(500)}"]
    for field, value, words in (
        ("csrfmiddlewaretoken", "", "load the page"),
        ("login", "m" * 300_000, "takes at once"),
    ):
        page.goto(f"{address}/admin/login/")
        page.evaluate("([name, value]) => { document.forms[0].elements[name].value = value }", [field, value])
        page.evaluate("document.forms[0].submit()")
        expect(page.get_by_role("main")).to_contain_text(words)
    assert stopped == []
    assert len(troubles) == 2
    troubles.clear()


def failed(status: int) -> str:
    words = {400: "Bad Request", 404: "Not Found", 500: "Internal Server Error"}[status]
    return f"Failed to load resource: the server responded with a status of {status} ({words})"


@pytest.mark.parametrize(
    ("planted", "named"),
    [
        ("<script>window.planted = 1</script>", "script-src-elem stopped inline"),
        ("<p style='color: red'>red</p>", "style-src-attr stopped inline"),
        ("<style>p { color: red }</style>", "style-src-elem stopped inline"),
        ("<button type='button' aria-expanded='false' onclick='1'>a</button>", "script-src-attr stopped inline"),
        ("<img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='>", "img-src"),
        ("<iframe title='a' src='/'></iframe>", "frame-src stopped"),
        ("<base href='https://evil.example/'>", "base-uri stopped"),
    ],
)
def test_what_is_planted_is_seen(
    page: Page, live_server: LiveServer, stopped: list[str], troubles: list[str], planted: str, named: str
) -> None:
    def plant(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("<main", f"{planted}<main", 1))

    page.route("**/admin/login/", plant)
    wrong = visited(page, f"{live_server.url}/admin/login/", stopped, troubles)
    assert any(named in fault for fault in wrong), wrong
    assert page.evaluate("window.planted") is None
    page.unroute_all(behavior="ignoreErrors")
