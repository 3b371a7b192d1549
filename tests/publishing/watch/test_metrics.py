"""The figures: who gets them, that they are right, and that asking costs the same whatever there is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from publishing.domain.delivery import State
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.models import Alert, AlertCall, Attempt, Breaker, Pause
from publishing.watch import metrics
from tests.factories import make_account, make_delivery

from .conftest import beat, put, sent

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TOKEN = "t" * 40


def figures() -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample by its name and labels."""
    found = {}
    for family in text_string_to_metric_families(metrics.page().decode()):
        for one in family.samples:
            found[one.name, frozenset(one.labels.items())] = one.value
    return found


def of(sample: str, **labels: str) -> float:
    return figures()[sample, frozenset(labels.items())]


def test_open_deliveries_are_counted_by_state_and_network(court: Court) -> None:
    for state in (State.HELD, State.HELD, State.FAILED, State.CANCELLED):
        make_delivery(state, make_account(court))
    assert of("praeco_deliveries", state="held", network="sandbox") == 2
    assert of("praeco_deliveries", state="failed", network="sandbox") == 1
    assert ("praeco_deliveries", frozenset({("state", "cancelled"), ("network", "sandbox")})) not in figures()


def test_lateness_runs_from_the_due_instant_to_the_answer(court: Court) -> None:
    for late in (0.2, 0.9, 7, 4000):
        sent(court, late=late)
    name = "praeco_delivery_lateness_seconds"
    found = {edge: of(f"{name}_bucket", network="sandbox", le=edge) for edge in ("0.25", "1.0", "10.0", "+Inf")}
    assert found == {"0.25": 1, "1.0": 2, "10.0": 3, "+Inf": 4}
    assert of(f"{name}_count", network="sandbox") == 4
    assert of(f"{name}_sum", network="sandbox") == pytest.approx(4008.1)


def test_what_went_out_yesterday_or_was_only_seen_by_a_person_is_not_in_todays_lateness(court: Court) -> None:
    sent(court, late=1, at=timezone.now() - timedelta(days=1, seconds=1))
    for address in ("https://social.example/114", f"https://social.example/{'a' * 400}"):
        put(sent(court, late=1), State.SENT, remote_id=address[:300], remote_url=address)
    assert not [name for name, _labels in figures() if name == "praeco_delivery_lateness_seconds_count"]


def test_attempts_are_counted_by_network_purpose_and_outcome(court: Court) -> None:
    row = sent(court, late=1)
    now = timezone.now()
    facts: dict[str, Any] = {"worker": "machine-1", "started_at": now, "ended_at": now}
    Attempt.objects.create(delivery=row, purpose="lookup", number=1, outcome="not sent", **facts)
    assert of("praeco_attempts_total", network="sandbox", purpose="send", outcome="done") == 1
    assert of("praeco_attempts_total", network="sandbox", purpose="lookup", outcome="not_sent") == 1


def test_doubts_are_counted_with_the_age_of_the_oldest(court: Court) -> None:
    row = sent(court, late=1, at=timezone.now() - timedelta(seconds=90))
    put(row, State.UNKNOWN, remote_id="")
    assert of("praeco_doubts") == 1
    assert of("praeco_doubt_age_seconds") == pytest.approx(90, abs=20)


def test_the_oldest_task_is_as_old_as_it_could_have_been_taken(court: Court) -> None:
    from django_q.models import OrmQ

    assert of("praeco_queue_age_seconds") == 0
    OrmQ.objects.create(key="k", payload="p", lock=timezone.now() - timedelta(seconds=120))
    OrmQ.objects.create(key="k", payload="p", lock=timezone.now() + timedelta(seconds=120))
    assert of("praeco_queue_tasks") == 2
    assert of("praeco_queue_age_seconds") == pytest.approx(120, abs=20)


def test_breakers_pauses_trail_mail_life_and_alerts_are_told(court: Court, boss: Person) -> None:
    now = timezone.now()
    Breaker.objects.create(network="x", base_url="https://x.example", failures=4, open_until=now)
    Pause.objects.create(court=court, paused_by=boss, paused_at=now, reason="r")
    Pause.objects.create(network="x", paused_by=boss, paused_at=now, reason="r")
    audit.record(court, "looked", actor="system", subject="court:1")
    beat(ago=12, name="machine-7")
    Alert.objects.create(kind="late", subject="delivery:1")
    Alert.objects.create(kind="late", subject="delivery:2", over_at=now)
    AlertCall.objects.create(body="{}")
    assert of("praeco_breaker_open", network="x", server="https://x.example") == 1
    assert (of("praeco_pauses", scope="court"), of("praeco_pauses", scope="network")) == (1, 1)
    assert of("praeco_audit_unsealed") >= 1
    assert of("praeco_mails_unsent", state="failing") == 0
    assert of("praeco_process_silent_seconds", kind="dispatcher", name="machine-7") == pytest.approx(12, abs=10)
    assert (of("praeco_alerts", kind="late"), of("praeco_alert_calls_unsent")) == (1, 1)


def test_the_number_of_queries_does_not_grow(court: Court) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        metrics.page()
    for place in range(3):
        sent(court, late=place, network=f"net{place}")
        make_delivery(State.HELD, make_account(court))
        beat(name=f"machine-{place}")
    with CaptureQueriesContext(connection) as many:
        metrics.page()
    assert len(many) == len(few) <= 16


def test_no_figure_names_a_court_an_account_or_a_post(court: Court) -> None:
    row = make_delivery(State.HELD, make_account(court))
    text = metrics.page().decode()
    for word in (court.slug, court.code, court.name, row.account.handle, row.release.reference, row.release.title):
        assert word not in text


def test_nobody_gets_figures_unless_somebody_was_named(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN, settings.METRICS_NETWORKS = "", []
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize(("shown", "status"), [
    (f"Bearer {TOKEN}", 200), (f"bearer {TOKEN}", 200), (f"Bearer {TOKEN}x", 404), (TOKEN, 404),
    (f"Basic {TOKEN}", 404), ("Bearer \u00fc", 404), ("", 404),
])  # fmt: skip
def test_the_token_opens_the_figures(client: Client, settings: Any, shown: str, status: int) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers={"Authorization": shown}).status_code == status


def test_a_session_of_an_administrator_opens_nothing(client: Client, boss: Person) -> None:
    client.force_login(boss)
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize(("address", "passed", "behind", "status"), [
    ("10.20.0.7", "", False, 200), ("10.21.0.7", "", False, 404), ("10.21.0.7", "10.20.0.7", False, 404),
    ("10.20.0.7", "203.0.113.9", True, 404), ("10.21.0.7", "203.0.113.9, 10.20.0.7", True, 200), ("x", "", False, 404),
])  # fmt: skip
def test_a_named_network_is_let_in_and_a_proxy_does_not_open_it_to_others(
    client: Client, settings: Any, address: str, passed: str, behind: bool, status: int
) -> None:
    settings.METRICS_NETWORKS = ["10.20.0.0/24"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if behind else None
    headers = {"X-Forwarded-For": passed} if passed else {}
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


def test_figures_are_only_read(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert client.post("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code in (403, 405)
