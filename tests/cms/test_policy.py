"""The content security policy: on every answer, with nothing let in, and nothing in a page that would need more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.template import engines
from django.test import Client
from django.urls import reverse

from publishing.ground.models import Court, Role
from tests.cms.reach import addresses, furnish, paths, values_of
from tests.cms.test_shut import body
from tests.factories import make_image, make_person

from .conftest import Desk

HEADER = "Content-Security-Policy"
INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE),
    "a sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style": re.compile(r"<[a-z][^<>]*\sstyle=", re.IGNORECASE),
    "a handler": re.compile(r"<[a-z][^<>]*\son[a-z]+=[\"']", re.IGNORECASE),
    "an address that is a script": re.compile(r"=[\"']?\s*javascript:", re.IGNORECASE),
}
LETTERS = ("ground/mail.html", "wagtailadmin/notifications/base.html")  # no pages: mail has no sheets
NOWHERE = ("account/email_change.html", "account/phone_change.html")  # of a library; no address shows them
OF_EVERYBODY = ("front", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog")


def told(answer: Any) -> dict[str, set[str]]:
    """The directives of the answer's policy."""
    parts = [part.split() for part in answer.headers[HEADER].split("; ")]
    return {part[0]: set(part[1:]) for part in parts}


def inline(html: str) -> list[str]:
    """What stands in the page that the policy would stop."""
    return [name for name, pattern in INLINE.items() if pattern.search(html)]


@pytest.fixture
def furnished(db: None, settings: Any, tmp_path: Path) -> Court:
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = tmp_path
    cache.clear()
    return furnish()


def every_answer(court: Court) -> Iterator[tuple[str, Any]]:
    """What each address of the resolver answers to somebody with every role of the court."""
    client, values = Client(raise_request_exception=False), values_of(court)
    client.force_login(make_person(court, *Role))
    values |= {"reference": values["str"], "provider_id": ["court"], "version": ["1"]}
    for one in addresses(admin=True) + addresses(admin=False):
        if "^" not in one.route and one.name not in ("account_logout", "record:medium"):
            yield one.name, client.get(next(paths(one, values)))


def test_every_address_sends_the_policy_and_no_page_needs_more(furnished: Court) -> None:
    wrong, pages = [], 0
    for name, answer in every_answer(furnished):
        policy, page = told(answer), answer.headers["Content-Type"].startswith("text/html")
        pages += page
        if answer.status_code >= 500:
            wrong.append((name, str(answer.status_code)))
        if policy["default-src"] != {"'none'"} or set().union(*policy.values()) - {"'self'", "'none'"}:
            wrong.append((name, answer.headers[HEADER]))
        if not page and "sandbox" not in policy:
            wrong.append((name, "no page, and no sandbox"))
        if not kept_by_nobody(name, answer.headers["Cache-Control"]):
            wrong.append((name, answer.headers["Cache-Control"]))
        wrong += [(name, found) for found in inline(body(answer)) if page]
    assert wrong == []
    assert pages > 100


def kept_by_nobody(name: str, kept: str) -> bool:
    """But pictures, for minutes and by this browser alone, and what is the same for everybody."""
    if name in ("private_media", "fitted_medium"):
        return kept == "private, max-age=300"
    return "no-store" in kept or name.startswith("record:") or name in OF_EVERYBODY


def test_the_page_s_policy_is_this_and_no_more(desk: Desk) -> None:
    assert told(desk.client.get("/admin/")) == {
        "default-src": {"'none'"},
        "script-src": {"'self'"},
        "style-src": {"'self'"},
        "img-src": {"'self'"},
        "connect-src": {"'self'"},
        "form-action": {"'self'"},
        "base-uri": {"'none'"},
        "frame-ancestors": {"'none'"},
        "object-src": {"'none'"},
    }


def test_the_public_record_may_do_less(desk: Desk) -> None:
    for place in ("/", "/record/", "/record/accounts/", "/record/nothing/", "/sandbox/"):
        policy = told(desk.client.get(place))
        assert (policy["script-src"], policy["form-action"]) == ({"'none'"}, {"'none'"}), place


def test_pictures_and_downloads_may_do_nothing(desk: Desk) -> None:
    administrator = Client()
    administrator.force_login(make_person(desk.court, Role.ADMINISTRATOR))
    picture = desk.client.get(f"/media/{make_image(desk.court).file.name}")
    table = administrator.get(reverse("trail:export", args=[desk.court.slug]))
    for answer in (picture, table, desk.client.get(reverse("record:feed"))):
        assert answer.status_code == 200
        assert (told(answer)["default-src"], told(answer)["sandbox"]) == ({"'none'"}, set())
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_for_an_error_of_ours_has_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.record.views.sole_court", Court.save)  # fails: it has no court
    desk.client.raise_request_exception = False
    answer = desk.client.get("/record/")
    assert (answer.status_code, told(answer)["default-src"]) == (500, {"'none'"})
    assert inline(answer.content.decode()) == []


@pytest.mark.django_db
def test_what_is_refused_on_the_way_in_has_it() -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answers = {
        "NUL": client.get("/record/a%00b/"),
        "host": client.get("/", headers={"host": "evil.example"}),
        "form": client.post("/admin/login/", {"login": "mira"}),
        "nowhere": client.get("/nowhere"),
        "method": Client().delete("/record/"),
        "large": client.post("/admin/login/", {"login": "m" * 300_000}),
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "NUL": 400, "host": 400, "form": 403, "nowhere": 404, "method": 405, "large": 413,
    }  # fmt: skip
    for name, answer in answers.items():
        assert told(answer)["default-src"] == {"'none'"}, name
        assert told(answer)["frame-ancestors"] == {"'none'"}, name
        assert answer.headers["X-Frame-Options"] == "DENY", name
        assert "no-store" in answer.headers["Cache-Control"], name


def templates() -> Iterator[tuple[str, str]]:
    """Every template of an installed app, by its name, as it would be found: ours before Wagtail's."""
    engine: Any = engines["django"]
    seen = {*LETTERS, *NOWHERE}
    for folder in engine.template_dirs:
        for file in sorted(Path(folder).rglob("*.html")):
            name = str(file.relative_to(folder))
            if name not in seen:
                seen.add(name)
                yield name, file.read_text(encoding="utf-8")


def test_no_template_that_is_installed_has_a_script_or_a_style_in_it() -> None:
    found = dict(templates())
    assert {name: inline(text) for name, text in found.items() if inline(text)} == {}
    assert len(found) > 400


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>", '<SCRIPT type="module">a</SCRIPT>', "<style>a{}</style>",
        '<p class="a" style="b">', '<a onclick="a()">', '<a href="javascript:a()">', "<p style='b'>",
    ],
)  # fmt: skip
def test_what_the_policy_would_stop_is_seen(html: str) -> None:
    assert inline(html) != []


def test_scripts_of_files_and_data_are_not_taken_for_more() -> None:
    assert inline('<script src="/static/a.js"></script><script id="a" type="application/json">{}</script>') == []


def test_no_setting_lets_anything_more_in() -> None:
    assert set(settings.CONTENT_SECURITY_POLICY) == {"DIRECTIVES"}
    assert not hasattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY")
