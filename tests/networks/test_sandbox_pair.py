"""The built-in network's adapter before the built-in network's own server."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from django.test import Client
from requests.adapters import BaseAdapter

from publishing.domain.message import LinkCard, Medium, Message
from publishing.networks.base import Connection, Payload, Permanent
from publishing.networks.sandbox import Sandbox
from publishing.sandbox.models import SandboxPost
from publishing.sandbox.services import sandbox_account_create
from tests.factories import make_court, make_picture
from tests.networks.dialects import ALT, NOW, WORDS, send

pytestmark = pytest.mark.django_db
ADAPTER = Sandbox()
DATA = make_picture()
SHA256 = hashlib.sha256(DATA).hexdigest()
PICTURE = Medium(SHA256, "image/png", 64, 48, len(DATA), ALT)


class Inside(BaseAdapter):
    """Hands requests to Django without a socket."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        head = {name: value for name, value in request.headers.items() if name != "Content-Type"}
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        kind = request.headers.get("Content-Type", "")
        given = Client().generic(request.method, request.path_url, body, content_type=kind, headers=head)
        response = requests.Response()
        response.status_code, response._content, response.request = given.status_code, given.content, request
        response.headers.update(given.headers)
        return response

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def connection() -> Connection:
    http = requests.Session()
    http.mount("http://testserver", Inside())
    token = sandbox_account_create(make_court(), "court")
    bare = Connection("http://testserver/sandbox", "court", "", {}, http, {SHA256: DATA}.__getitem__)
    identity = ADAPTER.check(token, bare)
    return replace(bare, remote_id=identity.remote_id, credentials=identity.credentials)


def prepared(text: str = WORDS[0], *media: Medium, card: LinkCard | None = None, key: str = "delivery-1") -> Payload:
    return ADAPTER.prepare(Message("1", "sandbox", "en", (text,), media, card), key, NOW)


def test_the_secret_says_whose_it_is(connection: Connection) -> None:
    assert connection.remote_id


@pytest.mark.parametrize("text", WORDS)
def test_the_text_is_stored_as_it_was_written(connection: Connection, text: str) -> None:
    receipt, _ = send(ADAPTER, prepared(text), connection)
    assert SandboxPost.objects.get(pk=receipt.remote_id).text == text


def test_a_picture_and_a_card_are_taken(connection: Connection) -> None:
    receipt, _ = send(ADAPTER, prepared("With both.", PICTURE, card=LinkCard("https://a.example/", "A")), connection)
    assert len(SandboxPost.objects.get(pk=receipt.remote_id).media) == 1


def test_a_second_send_changes_nothing(connection: Connection) -> None:
    first, _ = send(ADAPTER, prepared("Twice.", PICTURE), connection)
    second, _ = send(ADAPTER, prepared("Twice.", PICTURE), connection)
    assert (first, SandboxPost.objects.count()) == (second, 1)


def test_lookup_finds_what_was_sent(connection: Connection) -> None:
    payload = prepared()
    receipt, _ = send(ADAPTER, payload, connection)
    assert ADAPTER.lookup(payload, {}, datetime.now(UTC), connection).receipt == receipt


def test_lookup_of_what_never_arrived_says_so(connection: Connection) -> None:
    assert ADAPTER.lookup(prepared(), {}, datetime.now(UTC), connection).present is False


def test_withdrawing_twice_is_no_error(connection: Connection) -> None:
    receipt, _ = send(ADAPTER, prepared(), connection)
    ADAPTER.withdraw(receipt.remote_id, connection)
    ADAPTER.withdraw(receipt.remote_id, connection)
    assert not ADAPTER.exists(receipt.remote_id, connection)


def test_readings_come_for_what_stands(connection: Connection) -> None:
    receipt, _ = send(ADAPTER, prepared(), connection)
    assert set(ADAPTER.readings([receipt.remote_id], connection)) == {receipt.remote_id}


def test_a_text_too_long_is_refused_in_words(connection: Connection) -> None:
    with pytest.raises(Permanent, match="text"):
        send(ADAPTER, prepared("x" * 501), connection)


def test_a_wrong_secret_is_refused(connection: Connection) -> None:
    with pytest.raises(Permanent, match="Connect the account again"):
        ADAPTER.check("wrong", connection)
