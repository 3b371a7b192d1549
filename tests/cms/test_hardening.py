"""What a browser is told with every answer, and what an installation with production settings holds."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from tests.cms.test_deploy import settled
from tests.factories import make_image

from .conftest import Desk

AWAY = ("//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example")
WAYS_OUT = (
    "../praeco.sqlite3", "%2e%2e%2fpraeco.sqlite3", "..%5cpraeco.sqlite3", "....//praeco.env", "/etc/passwd",
    "fitted/../../praeco.env", "fitted/x/..%2f..%2fpraeco.env", "%c0%ae%c0%ae/praeco.env", "C:\\boot.ini",
    "original_images/../../praeco.env", "imports/00000000-0000-0000-0000-000000000000.sealed", "praeco.env", ".",
)  # fmt: skip
NAMES = [
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "SECURE_HSTS_SECONDS", "DEBUG",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("path", WAYS_OUT)
def test_no_address_of_pictures_leads_out_of_them(desk: Desk, path: str) -> None:
    desk.client.raise_request_exception = False
    assert desk.client.get("/media/" + path).status_code in (400, 404)


@pytest.mark.django_db
@pytest.mark.parametrize("where", AWAY)
@pytest.mark.parametrize("name", ["account_login", "account_logout", "wagtailadmin_account"])
def test_no_next_leads_away(desk: Desk, name: str, where: str) -> None:
    answer = desk.client.post(f"{reverse(name)}?next={quote(where)}", {"next": where})
    assert "evil" not in answer.headers.get("Location", "")
    assert "javascript" not in answer.headers.get("Location", "")


@pytest.mark.django_db
def test_every_kind_of_answer_is_told_how_to_be_shown(desk: Desk) -> None:
    """A page, the record, a picture, a page that is not there, a page to sign in, an answer to a machine."""
    picture = f"/media/{make_image(desk.court).file.name}"
    here = [(desk.client, path) for path in ("/admin/", reverse("posts:list"), picture, "/admin/nowhere/")]
    for client, path in [*here, (Client(), "/record/"), (Client(), reverse("account_login")), (Client(), "/sandbox/")]:
        headers = client.get(path).headers
        assert headers.get("X-Content-Type-Options") == "nosniff", path
        assert headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN"), path
        assert headers.get("Referrer-Policy") in ("same-origin", "no-referrer"), path
        assert headers.get("Cross-Origin-Opener-Policy") == "same-origin", path
        assert "camera=()" in headers.get("Permissions-Policy", ""), path


def test_production_settings_hold_what_a_public_server_needs(tmp_path: Path) -> None:
    asked = (
        f"import json; from django.conf import settings as s; print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"
    )
    told = json.loads(settled(tmp_path, "shell", "--no-imports", "-c", asked).stdout.strip().splitlines()[-1])
    assert (told["SESSION_COOKIE_NAME"], told["CSRF_COOKIE_NAME"]) == ("__Host-sessionid", "__Host-csrftoken")
    assert [told[name] for name in NAMES[2:5]] == [True, True, True]
    assert (told["SESSION_COOKIE_DOMAIN"], told["CSRF_COOKIE_DOMAIN"]) == (None, None)
    assert (told["SESSION_COOKIE_PATH"], told["DEBUG"]) == ("/", False)
    assert told["SECURE_HSTS_SECONDS"] >= 3600
