"""The built-in network in the ways of Mastodon and Bluesky, before the real adapters."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from django.test import Client

from publishing.domain.message import LinkCard, Medium, Message
from publishing.ground.models import Court
from publishing.networks.base import Adapter, Connection, Payload, Permanent
from publishing.networks.registry import adapter
from publishing.sandbox.models import SandboxAccount, SandboxMedium, SandboxPost
from publishing.sandbox.services import sandbox_account_create, sandbox_credentials
from tests.factories import make_court, make_picture
from tests.networks.dialects import NOW, send
from tests.networks.test_sandbox_pair import Inside

pytestmark = pytest.mark.django_db
DATA = make_picture()
ALT = "An empty bench."
PICTURE = Medium(hashlib.sha256(DATA).hexdigest(), "image/png", 64, 48, len(DATA), ALT)
TEXT = "The appeal is <dismissed> & closed.\n\nRead https://courts.example/81 #OpenCourt"


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.PRIVATE_MEDIA_ROOT = tmp_path


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture(params=["mastodon", "bluesky"])
def network(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def speaker(network: str) -> Adapter:
    return adapter(network)


@pytest.fixture
def connection(court: Court, network: str, speaker: Adapter) -> Connection:
    return connected(court, network, speaker)


def connected(court: Court, network: str, speaker: Adapter, handle: str = "norvale.example") -> Connection:
    http = requests.Session()
    http.mount("http://testserver", Inside())
    token = sandbox_account_create(court, handle, network=network)
    media = {PICTURE.sha256: DATA}.__getitem__
    bare = Connection(f"http://testserver/sandbox/{network}", handle, "", {}, http, media)
    identity = speaker.check(token, bare)
    return replace(bare, remote_id=identity.remote_id, credentials=identity.credentials)


def prepared(speaker: Adapter, text: str = TEXT, key: str = "delivery-1", **facts: Any) -> Payload:
    return speaker.prepare(Message("1", speaker.name, "en", (text,), **facts), key, NOW)


def test_a_post_with_a_picture_arrives_as_it_was_sent(speaker: Adapter, connection: Connection) -> None:
    send(speaker, prepared(speaker, media=(PICTURE,)), connection)
    post = SandboxPost.objects.get()
    assert (post.text, post.language) == (TEXT, "en")
    assert [SandboxMedium.objects.get(pk=one).alt for one in post.media] == [ALT]


def test_a_second_send_changes_nothing(speaker: Adapter, connection: Connection) -> None:
    payload = prepared(speaker, media=(PICTURE,))
    receipts = [send(speaker, payload, connection)[0] for _ in range(2)]
    assert receipts[0].remote_id == receipts[1].remote_id
    assert SandboxPost.objects.count() == 1


def test_lookup_finds_what_was_sent(speaker: Adapter, connection: Connection) -> None:
    payload = prepared(speaker, media=(PICTURE,))
    receipt, memo = send(speaker, payload, connection)
    found = speaker.lookup(payload, memo, datetime.now(UTC) - timedelta(minutes=1), connection)
    assert found.receipt is not None
    assert found.receipt.remote_id == receipt.remote_id


def test_lookup_of_what_never_arrived_says_so(speaker: Adapter, connection: Connection) -> None:
    assert speaker.lookup(prepared(speaker), {}, datetime.now(UTC), connection).present is False


def test_what_was_withdrawn_is_gone(speaker: Adapter, connection: Connection) -> None:
    receipt, _ = send(speaker, prepared(speaker), connection)
    assert speaker.exists(receipt.remote_id, connection)
    speaker.withdraw(receipt.remote_id, connection)
    speaker.withdraw(receipt.remote_id, connection)
    assert not speaker.exists(receipt.remote_id, connection)


def test_readings_come_under_the_networks_own_names(speaker: Adapter, connection: Connection) -> None:
    receipt, _ = send(speaker, prepared(speaker), connection)
    SandboxPost.objects.update(created_at=datetime.now(UTC) - timedelta(days=3))
    counts = speaker.readings([receipt.remote_id, "no-such"], connection)
    assert set(counts) == {receipt.remote_id}
    assert sum(counts[receipt.remote_id].values.values()) > 0


def test_what_is_too_long_there_is_refused(speaker: Adapter, connection: Connection) -> None:
    with pytest.raises(Permanent, match="at most"):
        send(speaker, prepared(speaker, "x" * 501), connection)


def test_a_token_of_another_network_opens_nothing(court: Court, speaker: Adapter, connection: Connection) -> None:
    with pytest.raises(Permanent, match="Connect the account again"):
        speaker.check(sandbox_account_create(court, "norvale.example"), connection)


def test_posts_of_another_account_cannot_be_withdrawn(
    court: Court, network: str, speaker: Adapter, connection: Connection
) -> None:
    receipt, _ = send(speaker, prepared(speaker), connection)
    other = connected(court, network, speaker, "other.example")
    speaker.withdraw(receipt.remote_id, other)
    assert speaker.exists(receipt.remote_id, connection)


def test_what_connecting_stores_can_be_known_beforehand(court: Court, network: str, speaker: Adapter) -> None:
    connection = connected(court, network, speaker)
    account = SandboxAccount.objects.get()
    token = connection.credentials.get("token") or connection.credentials["password"]
    assert sandbox_credentials(account, token) == connection.credentials
    assert account.remote_id == connection.remote_id


def test_a_posts_id_is_what_the_network_said(speaker: Adapter, connection: Connection) -> None:
    receipt, _ = send(speaker, prepared(speaker), connection)
    assert SandboxPost.objects.get().remote_id == receipt.remote_id


def test_a_mastodon_server_tells_its_limits(court: Court) -> None:
    http = requests.Session()
    http.mount("http://testserver", Inside())
    token = sandbox_account_create(court, "norvale", network="mastodon")
    identity = adapter("mastodon").check(
        token, Connection("http://testserver/sandbox/mastodon", "norvale", "", {}, http, {}.__getitem__)
    )
    assert (identity.limits["text_max"], identity.limits["url_weight"]) == (500, 23)


def test_a_card_comes_with_a_post_on_bluesky(court: Court) -> None:
    speaker = adapter("bluesky")
    card = LinkCard("https://courts.example/81", "Judgment", "Of 10 November")
    send(speaker, prepared(speaker, card=card), connected(court, "bluesky", speaker))
    assert SandboxPost.objects.get().card == {"url": card.url, "title": "Judgment", "description": "Of 10 November"}


def test_on_bluesky_nothing_is_written_over_what_stands(court: Court) -> None:
    speaker = adapter("bluesky")
    connection = connected(court, "bluesky", speaker)
    send(speaker, prepared(speaker), connection)
    body = {**prepared(speaker, "Other words.").body, "repo": connection.remote_id, "collection": "app.bsky.feed.post"}
    answer = connection.http.post(
        f"{connection.base_url}/xrpc/com.atproto.repo.putRecord", json=body,
        headers={"Authorization": f"Bearer {connection.credentials['access']}"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["error"]) == (400, "InvalidSwap")
    assert SandboxPost.objects.get().text == TEXT


@pytest.mark.parametrize("body", ["", "[]", '{"identifier": 1}', '{"identifier": "a", "password": "b"}'])
def test_a_malformed_or_wrong_sign_in_is_refused(client: Client, body: str) -> None:
    answer = client.post(
        "/sandbox/bluesky/xrpc/com.atproto.server.createSession", body, content_type="application/json"
    )
    assert answer.status_code in (400, 401)


def test_the_public_address_of_a_bluesky_post_leads_to_it(client: Client, court: Court, settings: Any) -> None:
    settings.DEMO = True
    speaker = adapter("bluesky")
    connection = connected(court, "bluesky", speaker)
    receipt, _ = send(speaker, prepared(speaker), connection)
    rkey = receipt.remote_id.rpartition("/")[2]
    answer = client.get(f"/sandbox/bluesky/profile/{connection.remote_id}/post/{rkey}", follow=True)
    assert b"The appeal is &lt;dismissed&gt; &amp; closed." in answer.content
