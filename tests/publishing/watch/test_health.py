"""Whether a process lives and can serve: what machines hear, and what strangers do not."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from publishing.watch import checks, health

from .conftest import beat

pytestmark = pytest.mark.django_db
KNOWN = {"Authorization": "Bearer " + "t" * 40}


@pytest.fixture(autouse=True)
def token(settings: Any) -> None:
    settings.METRICS_TOKEN = "t" * 40


def test_a_process_that_answers_lives_and_asks_the_database_nothing(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/livez").content == b"alive\n"


def test_a_stranger_hears_one_word(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def broken_database(monkeypatch: Any) -> None:
    def cursor(*args: Any) -> Any:
        raise DatabaseError("host=db.inside password=x")

    monkeypatch.setattr(health, "connection", type("Gone", (), {"cursor": cursor, "close": lambda self: None})())


def lacking_step(monkeypatch: Any) -> None:
    MigrationRecorder.Migration.objects.filter(app="publishing", name="0006_alerts").delete()


def missing_key(monkeypatch: Any) -> None:
    monkeypatch.setattr("django.conf.settings.AUDIT_KEY", "short")


@pytest.mark.parametrize(("part", "breaks"), [
    ("database", broken_database), ("migrations", lacking_step), ("keys", missing_key),
])  # fmt: skip
def test_what_fails_makes_it_unready_and_only_who_is_known_hears_what(
    client: Client, monkeypatch: Any, part: str, breaks: Any
) -> None:
    breaks(monkeypatch)
    stranger, known = client.get("/readyz"), client.get("/readyz", headers=KNOWN)
    assert (stranger.status_code, stranger.content) == (503, b"not ready\n")
    assert f"{part}: failing" in known.content.decode()
    assert "password" not in known.content.decode()


def test_a_silent_dispatcher_is_told_and_makes_no_web_process_unready(client: Client) -> None:
    beat(ago=31)
    answer = client.get("/readyz", headers=KNOWN)
    assert (answer.status_code, "dispatcher: silent (does not" in answer.content.decode()) == (200, True)


def test_a_dispatcher_that_lives_is_told(client: Client) -> None:
    beat(ago=2)
    assert "dispatcher: alive" in client.get("/readyz", headers=KNOWN).content.decode()


def test_plain_http_from_inside_is_answered_and_not_sent_elsewhere(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert [client.get(path).status_code for path in ("/livez", "/readyz", "/metrics")] == [200, 200, 301]


@pytest.mark.parametrize(("name", "value", "found"), [
    ("METRICS_TOKEN", "short", "publishing.E020"), ("METRICS_TOKEN", "", ""), ("METRICS_TOKEN", "t" * 32, ""),
    ("METRICS_NETWORKS", ["10.0.0.0/8", "::1/128"], ""), ("METRICS_NETWORKS", ["0.0.0.0/0"], "publishing.E021"),
    ("METRICS_NETWORKS", ["10.0.0.1/8"], "publishing.E021"), ("METRICS_NETWORKS", ["inside"], "publishing.E021"),
])  # fmt: skip
def test_what_would_open_the_figures_to_many_does_not_start(settings: Any, name: str, value: Any, found: str) -> None:
    setattr(settings, name, value)
    assert [one.id for one in checks.check_figures()] == ([found] if found else [])


@pytest.mark.parametrize(("url", "secret", "found"), [
    ("", "", []), ("https://a.example/x", "s" * 32, []), ("https://a.example/x", "s", ["publishing.E023"]),
    ("a.example", "s" * 32, ["publishing.E022"]),
])  # fmt: skip
def test_a_webhook_without_a_secret_does_not_start(settings: Any, url: str, secret: str, found: list[str]) -> None:
    settings.ALERTS_URL, settings.ALERTS_SECRET = url, secret
    assert [one.id for one in checks.check_webhook()] == found
