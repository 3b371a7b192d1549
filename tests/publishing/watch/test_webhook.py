"""Calls to the operator's address: what they hold, that they can be told from forged ones, and that none is lost."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from werkzeug import Response

from publishing.domain.delivery import State
from publishing.ground.models import Court
from publishing.models import Alert, AlertCall
from publishing.watch import alerts, webhook
from tests.factories import make_account, make_delivery

from .conftest import put

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.loopback]
SECRET = "s" * 40


@pytest.fixture
def receiver(httpserver: Any, settings: Any) -> Any:
    settings.ALERTS_URL = httpserver.url_for("/praeco")
    settings.ALERTS_SECRET = SECRET
    settings.PRIVATE_ADDRESSES = [f"{httpserver.host}:{httpserver.port}"]
    return httpserver


def answer(receiver: Any, *statuses: int) -> list[Any]:
    """Lets the address answer so, one after the other, and gives the requests that it gets."""
    got: list[Any] = []
    left = list(statuses)

    def handle(request: Any) -> Response:
        got.append((dict(request.headers), request.get_data()))
        return Response(status=left.pop(0) if left else 200, headers={"Location": "/other"})

    receiver.expect_request("/praeco").respond_with_handler(handle)
    return got


def again() -> int:
    """What comes once the wait is over."""
    AlertCall.objects.filter(sent_at=None).update(next_try_at=timezone.now())
    return webhook.call_due()


def call() -> AlertCall:
    webhook.queue([Alert.objects.create(kind="late", subject="delivery:12")], "open")
    return AlertCall.objects.get()


def test_a_call_holds_ids_and_codes_and_never_words(receiver: Any, court: Court) -> None:
    row = put(
        make_delivery(account=make_account(court)), State.FAILED, reason="Zelda Ashgrove", changed_at=timezone.now()
    )
    got = answer(receiver)
    alerts.look()
    assert webhook.call_due() == 1
    ((_headers, body),) = got
    (told,) = json.loads(body)["alerts"]
    assert told.keys() == {"id", "kind", "state", "subject", "court", "since"}
    assert (told["kind"], told["state"], told["subject"]) == ("failed", "open", f"delivery:{row.pk}")
    for words in ("Zelda", row.release.title, row.release.reference, court.name):
        assert words not in body.decode()


def test_the_signature_is_of_the_very_bytes_and_the_time(receiver: Any) -> None:
    got = answer(receiver)
    call()
    webhook.call_due()
    ((headers, body),) = got
    at, _sign, seen = headers["Praeco-Signature"].removeprefix("t=").partition(",v1=")
    assert seen == hmac.new(SECRET.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()


def test_what_is_taken_is_not_called_again(receiver: Any) -> None:
    got = answer(receiver)
    call()
    assert (webhook.call_due(), again()) == (1, 0)
    assert len(got) == 1


@pytest.mark.parametrize(("status", "error"), [(500, "answer-500"), (404, "answer-404"), (302, "answer-302")])
def test_any_other_answer_is_tried_again_with_the_same_bytes(receiver: Any, status: int, error: str) -> None:
    got = answer(receiver, status)
    row = call()
    assert webhook.call_due() == 0
    row.refresh_from_db()
    assert (row.error, row.tries, row.sent_at) == (error, 1, None)
    assert again() == 1
    assert got[0][1] == got[1][1]


def test_the_pauses_between_tries_grow(receiver: Any) -> None:
    answer(receiver, 500, 500, 500)
    row = call()
    waits = []
    for _turn in range(3):
        again()
        row.refresh_from_db()
        waits.append((row.next_try_at - timezone.now()).total_seconds())
    assert waits == sorted(waits)
    assert waits[2] > 2 * waits[0]


def test_before_its_time_nothing_is_tried(receiver: Any) -> None:
    got = answer(receiver, 500)
    call()
    webhook.call_due()
    assert webhook.call_due() == 0
    assert len(got) == 1


def test_after_a_day_it_is_given_up_and_still_counted(receiver: Any) -> None:
    got = answer(receiver)
    call()
    AlertCall.objects.update(created_at=timezone.now() - timedelta(days=1, seconds=1))
    assert (webhook.call_due(), webhook.waiting().count(), got) == (0, 1, [])


def test_two_callers_make_one_call(receiver: Any) -> None:
    got = answer(receiver)
    row = call()
    seen = AlertCall.objects.get(pk=row.pk)
    assert (webhook._call(row), webhook._call(seen)) == (True, False)
    assert len(got) == 1


def test_an_address_inside_that_nobody_named_is_not_called(receiver: Any, settings: Any) -> None:
    got = answer(receiver)
    settings.PRIVATE_ADDRESSES = []
    row = call()
    assert webhook.call_due() == 0
    row.refresh_from_db()
    assert (row.error, got) == ("refused-here", [])


def test_a_call_that_fails_logs_neither_address_nor_secret(receiver: Any, caplog: Any) -> None:
    answer(receiver, 500)
    call()
    webhook.call_due()
    (line,) = [one.getMessage() for one in caplog.records if one.name == "publishing.watch.webhook"]
    assert line == "an alert was not taken by the webhook: answer-500"


def test_many_alerts_are_few_calls(receiver: Any) -> None:
    rows = [Alert(kind="late", subject=f"delivery:{key}") for key in range(webhook.BATCH + 1)]
    webhook.queue(rows, "open")
    assert AlertCall.objects.count() == 2
