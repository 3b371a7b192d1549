"""The court's own identity provider, played by a server of this test: through the door outward, and for nobody new."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from publishing.ground.models import AuditEntry, Person
from tests.factors import bind_app, code_of

BEGIN, BACK = "/admin/login/court/", "/admin/login/court/back/"
Said = dict[str, Any]


@pytest.fixture
def said() -> Said:
    """What the provider says of whoever signed in there."""
    return {"sub": "u-17", "email": "ANA@courts.example", "email_verified": True}


@pytest.fixture
def provider(settings, httpserver: HTTPServer, said: Said, ana: Person) -> HTTPServer:
    """A provider that the settings name; it signs everybody in at once."""
    Person.objects.filter(pk=ana.pk).update(email="ana@courts.example")
    issuer = httpserver.url_for("").rstrip("/")
    settings.PRIVATE_ADDRESSES = [f"{httpserver.host}:{httpserver.port}"]
    settings.OIDC = {"name": "Court sign-in"}
    app = {"provider_id": "court", "name": "Court", "client_id": "praeco", "secret": "praeco-secret", "settings": {}}
    app["settings"] = {"server_url": issuer}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    paths = {"authorization_endpoint": "/begin", "token_endpoint": "/token", "userinfo_endpoint": "/me"}
    config = {"issuer": issuer, "jwks_uri": f"{issuer}/keys"} | {name: issuer + path for name, path in paths.items()}
    httpserver.expect_request("/.well-known/openid-configuration").respond_with_json(config)
    httpserver.expect_request("/me").respond_with_handler(lambda request: _json(said))
    httpserver.expect_request("/token", method="POST").respond_with_handler(_token(issuer))
    return httpserver


def _json(found: Said) -> Response:
    return Response(json.dumps(found), content_type="application/json")


def _token(issuer: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        assert request.form["code_verifier"]
        claims = {"iss": issuer, "aud": "praeco", "sub": "u-17", "exp": 9_999_999_999, "iat": 1}
        token = jwt.encode(claims, "k" * 32, algorithm="HS256")
        return _json({"access_token": "a", "token_type": "Bearer", "id_token": token, "expires_in": 60})

    return answer


def leads_to(answer: HttpResponse) -> str:
    """Where the page between here and the provider leads to."""
    return str(answer["Refresh"]).removeprefix("0; url=")


def signs_in(client: Client) -> str:
    """Goes there and comes back; where that leads."""
    there = leads_to(client.post(BEGIN))
    state = parse_qs(urlsplit(there).query)["state"][0]
    answer = client.get(BACK, {"code": "c", "state": state})
    return str(answer.get("Location", answer.status_code))


def told(client: Client) -> str:
    return client.get("/admin/login/").content.decode()


def test_without_settings_there_is_no_such_sign_in(client: Client, ana: Person) -> None:
    assert (client.post(BEGIN).status_code, client.get(BACK).status_code) == (404, 404)
    assert BEGIN not in told(client)


def test_the_page_to_sign_in_offers_it(client: Client, ana: Person, provider: HTTPServer) -> None:
    assert "Sign in with Court sign-in" in told(client)


def test_nobody_is_sent_there_by_a_link(client: Client, ana: Person, provider: HTTPServer) -> None:
    assert client.get(BEGIN).status_code == 405


def test_it_takes_the_place_of_the_password_and_not_of_the_second_factor(
    client: Client, ana: Person, provider: HTTPServer
) -> None:
    secret = bind_app(ana)
    assert signs_in(client) == "/admin/login/second/"
    assert client.get("/admin/security/").status_code == 302
    client.post("/admin/login/second/", {"code": code_of(secret)})
    assert client.get("/admin/security/").status_code == 200


def test_whoever_has_no_second_factor_binds_one(client: Client, ana: Person, provider: HTTPServer) -> None:
    assert signs_in(client) == "/admin/"
    assert client.get("/admin/")["Location"].startswith("/admin/security/first/")


def test_afterwards_the_provider_s_own_name_counts(
    client: Client, ana: Person, provider: HTTPServer, said: Said
) -> None:
    signs_in(client)
    said["email"] = "married@courts.example"
    assert signs_in(Client()) == "/admin/"
    assert SocialAccount.objects.get().user == ana


def test_that_a_person_signs_in_so_stands_on_the_trail_once(client: Client, ana: Person, provider: HTTPServer) -> None:
    signs_in(client)
    signs_in(Client())
    bound = AuditEntry.objects.get(act="single_sign_on_bound")
    assert (bound.subject, bound.facts) == (f"person:{ana.pk}", {"kind": "openid_connect"})


@pytest.mark.parametrize("wrong", [{"email_verified": False}, {"email": "nobody@courts.example"}, {"email": ""}])
def test_nobody_else_comes_in_and_nobody_is_made(
    client: Client, ana: Person, provider: HTTPServer, said: Said, wrong: Said
) -> None:
    said |= wrong
    assert signs_in(client) == "/admin/login/"
    assert "did not lead to anybody here" in told(client)
    assert (Person.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_an_address_that_two_people_share_leads_to_neither(client: Client, ana: Person, provider: HTTPServer) -> None:
    Person.objects.create_user("anna", "Ana@courts.example")
    assert signs_in(client) == "/admin/login/"


def test_a_closed_sign_in_stays_closed(client: Client, ana: Person, provider: HTTPServer) -> None:
    signs_in(client)
    Person.objects.update(is_active=False)
    other = Client()
    assert signs_in(other) == "/admin/login/"


def test_an_answer_that_nobody_asked_for_is_turned_away(client: Client, ana: Person, provider: HTTPServer) -> None:
    assert client.get(BACK, {"code": "c", "state": "forged"})["Location"] == "/admin/login/"
    assert client.get(BACK, {"error": "access_denied", "state": "forged"})["Location"] == "/admin/login/"


def test_a_provider_that_is_away_says_so_calmly(settings, client: Client, ana: Person, provider: HTTPServer) -> None:
    settings.PRIVATE_ADDRESSES = []  # the door does not open
    assert client.post(BEGIN)["Location"] == "/admin/login/"
    assert "cannot be reached now" in told(client)


def test_its_secret_stands_in_no_log(
    client: Client, ana: Person, provider: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    signs_in(client)
    assert "praeco-secret" not in caplog.text
