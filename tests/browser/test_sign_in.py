"""Chromium works, and so does the first page that everybody sees."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import axe_findings, fits, no_axe_findings


def test_the_sign_in_page_can_be_used(at_width: Page, live_server: LiveServer) -> None:
    at_width.goto(f"{live_server.url}/admin/login/")
    expect(at_width.get_by_role("button", name="Sign in", exact=True)).to_be_in_viewport()
    fits(at_width)
    no_axe_findings(at_width)


def test_axe_finds_what_is_wrong_even_where_no_script_may_run(page: Page) -> None:
    policy = "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">"
    page.set_content(f"<html lang=en>{policy}<title>A page</title><main><h1>Words</h1><img src='data:,'></main></html>")
    assert [found.split()[0] for found in axe_findings(page)] == ["image-alt"]


def test_a_page_that_is_too_wide_is_noticed(page: Page) -> None:
    page.set_content("<div style='inline-size: 5000px'>wide</div>")
    with pytest.raises(AssertionError, match="wider than its window"):
        fits(page)


def test_another_host_and_a_script_error_are_noticed(page: Page, troubles: list[str]) -> None:
    page.route("**/*", lambda route: route.abort())
    page.set_content("<script>throw new Error('broken')</script><img src='https://elsewhere.example/x.png' alt=''>")
    seen = " ".join(troubles)
    troubles.clear()
    assert "asked another host: https://elsewhere.example/x.png" in seen
    assert "script: broken" in seen
