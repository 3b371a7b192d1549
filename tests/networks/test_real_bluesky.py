"""Bluesky before the official server."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from PIL import Image

from publishing.domain.message import LinkCard, Medium, Message
from publishing.ground import door
from publishing.networks.base import Connection, OutcomeUnknown, Payload, Permanent
from publishing.networks.bluesky import Bluesky
from tests.factories import make_picture
from tests.networks.dialects import WORDS, send, uploaded
from tests.networks.pds.server import Pds

pytestmark = pytest.mark.bluesky
ADAPTER = Bluesky()
PICTURE = make_picture((320, 200), "JPEG")
ALT = "Зал суда, 法庭 \U0001f3db️, empty."
TEXT = "判决 in case 26-367: https://court.example/judgments/187 #Justice #правосудие"


@pytest.fixture
def connection(pds: Pds, settings) -> Connection:
    """The account, signed in through the adapter's own check."""
    settings.PRIVATE_ADDRESSES = [pds.address]
    bare = Connection(
        pds.base_url, pds.handle, "", {}, door.session(), {sha256(PICTURE).hexdigest(): PICTURE}.__getitem__
    )
    identity = ADAPTER.check(pds.password, bare)
    return replace(bare, remote_id=identity.remote_id, credentials=identity.credentials)


def picture(data: bytes = PICTURE, mime: str = "image/jpeg") -> Medium:
    width, height = Image.open(io.BytesIO(data)).size
    return Medium(sha256(data).hexdigest(), mime, width, height, len(data), ALT)


def prepared(text: str = TEXT, *media: Medium, card: LinkCard | None = None, key: str = "delivery-1") -> Payload:
    return ADAPTER.prepare(Message("1", "bluesky", "en", (text,), media, card), key, datetime.now(UTC))


def test_the_check_says_whose_the_secret_is(pds: Pds, connection: Connection) -> None:
    assert (connection.remote_id, connection.handle) == (pds.did, pds.handle)


def test_a_post_with_picture_link_and_hashtags_arrives_as_it_was_prepared(pds: Pds, connection: Connection) -> None:
    payload = prepared(TEXT, picture())
    receipt, _ = send(ADAPTER, payload, connection)
    rkey = receipt.remote_id.rpartition("/")[2]
    answer = pds.get("com.atproto.repo.getRecord", repo=pds.did, collection="app.bsky.feed.post", rkey=rkey)
    assert answer.json()["value"] == payload.body["record"]


def test_the_facets_and_the_alt_text_stand_in_the_record(pds: Pds, connection: Connection) -> None:
    send(ADAPTER, prepared(TEXT, picture()), connection)
    record: dict[str, Any] = pds.posts()[0]["value"]
    marked = [
        record["text"].encode()[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode()
        for one in record["facets"]
    ]
    assert marked == ["https://court.example/judgments/187", "#Justice", "#правосудие"]
    assert record["embed"]["images"][0]["alt"] == ALT


def test_the_picture_is_served_byte_for_byte(pds: Pds, connection: Connection) -> None:
    send(ADAPTER, prepared(TEXT, picture()), connection)
    link = pds.posts()[0]["value"]["embed"]["images"][0]["image"]["ref"]["$link"]
    assert pds.get("com.atproto.sync.getBlob", did=pds.did, cid=link).content == PICTURE


def test_a_link_card_arrives(pds: Pds, connection: Connection) -> None:
    send(ADAPTER, prepared("Read it.", card=LinkCard("https://court.example/a", "Judgment", "")), connection)
    assert pds.posts()[0]["value"]["embed"]["external"]["uri"] == "https://court.example/a"


@pytest.mark.parametrize("text", WORDS)
def test_every_script_arrives_exactly(pds: Pds, connection: Connection, text: str) -> None:
    send(ADAPTER, prepared(text), connection)
    assert pds.posts()[0]["value"]["text"] == text


def test_a_second_send_of_the_same_delivery_changes_nothing(pds: Pds, connection: Connection) -> None:
    payload = prepared(TEXT, picture())
    first, _ = send(ADAPTER, payload, connection)
    before = pds.posts()
    second, _ = send(ADAPTER, payload, connection)
    assert (first, pds.posts()) == (second, before)


def test_other_content_under_the_same_key_does_not_overwrite(pds: Pds, connection: Connection) -> None:
    payload = prepared("The first.")
    send(ADAPTER, payload, connection)
    other = replace(payload, body={**payload.body, "record": {**payload.body["record"], "text": "The second."}})
    with pytest.raises(OutcomeUnknown):
        send(ADAPTER, other, connection)
    assert [one["value"]["text"] for one in pds.posts()] == ["The first."]


# --- an answer lost on the way -----------------------------------------------------------------------------


@contextmanager
def dropping(target: str) -> Iterator[str]:
    """A proxy that hands each request on, waits for the answer, and drops it."""
    host, _, port = target.partition(":")
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client, socket.create_connection((host, int(port))) as upstream:
                hand_on(client, upstream)
                upstream.recv(65536)

    threading.Thread(target=serve, daemon=True).start()
    with listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"


def hand_on(client: socket.socket, upstream: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += client.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += client.recv(65536)
    upstream.sendall(head + b"\r\n\r\n" + body)


def test_an_answer_lost_after_acceptance_is_found_by_lookup_once(pds: Pds, connection: Connection, settings) -> None:
    payload, began = prepared(TEXT, picture()), datetime.now(UTC)
    memo = uploaded(ADAPTER, payload, connection)
    with dropping(pds.address) as address:
        settings.PRIVATE_ADDRESSES = [pds.address, address]
        with pytest.raises(OutcomeUnknown):
            ADAPTER.advance(payload, memo, replace(connection, base_url=f"http://{address}"))
    sighting = ADAPTER.lookup(payload, memo, began, connection)
    assert (sighting.present, [one["uri"] for one in pds.posts()]) == (
        True,
        [sighting.receipt and sighting.receipt.remote_id],
    )


def test_a_send_again_after_a_lost_answer_leaves_one_post(pds: Pds, connection: Connection, settings) -> None:
    payload = prepared()
    with dropping(pds.address) as address:
        settings.PRIVATE_ADDRESSES = [pds.address, address]
        with pytest.raises(OutcomeUnknown):
            ADAPTER.advance(payload, {}, replace(connection, base_url=f"http://{address}"))
    send(ADAPTER, payload, connection)
    assert len(pds.posts()) == 1


def test_lookup_of_what_never_arrived_says_so(connection: Connection) -> None:
    assert ADAPTER.lookup(prepared(), {}, datetime.now(UTC), connection).present is False


# --- refusals ------------------------------------------------------------------------------------------------


def test_a_text_too_long_is_refused_with_the_limit(connection: Connection) -> None:
    with pytest.raises(Permanent, match="300"):
        send(ADAPTER, prepared("x" * 301), connection)


def test_a_picture_too_large_is_refused(connection: Connection) -> None:
    noise = Image.effect_noise((1400, 1400), 100).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=98)
    data = out.getvalue()
    assert len(data) > 1_000_000
    bigger = replace(connection, media={sha256(data).hexdigest(): data}.__getitem__)
    with pytest.raises(Permanent, match="blob too big"):
        send(ADAPTER, prepared("Too large.", picture(data)), bigger)


def test_a_bad_password_is_refused_and_not_repeated(connection: Connection) -> None:
    with pytest.raises(Permanent) as caught:
        ADAPTER.check("not-the-password", replace(connection, credentials={}))
    assert ("Connect the account again" in str(caught.value), "not-the-password" in str(caught.value)) == (True, False)


def test_a_spoilt_token_is_renewed_and_the_post_goes_out(pds: Pds, connection: Connection) -> None:
    head, _, rest = connection.credentials["access"].partition(".")
    spoilt = replace(connection, credentials={**connection.credentials, "access": f"{head}.{rest[:-4]}AAAA"})
    receipt, _ = send(ADAPTER, prepared(), spoilt)
    assert receipt.credentials is not None
    assert len(pds.posts()) == 1


def test_tokens_spoilt_both_sign_in_again(pds: Pds, connection: Connection) -> None:
    spoilt = {"password": pds.password, "access": "eyJ0.eyJ0.AAAA", "refresh": "eyJ0.eyJ0.AAAA"}
    send(ADAPTER, prepared(), replace(connection, credentials=spoilt))
    assert len(pds.posts()) == 1


# --- afterwards ------------------------------------------------------------------------------------------------


def test_withdrawing_twice_leaves_nothing_and_is_no_error(pds: Pds, connection: Connection) -> None:
    receipt, _ = send(ADAPTER, prepared(), connection)
    ADAPTER.withdraw(receipt.remote_id, connection)
    ADAPTER.withdraw(receipt.remote_id, connection)
    assert (pds.posts(), ADAPTER.exists(receipt.remote_id, connection)) == ([], False)


def test_a_picture_whose_only_post_was_withdrawn_can_be_sent_again(pds: Pds, connection: Connection) -> None:
    first = prepared("First.", picture(), key="first")
    receipt, memo = send(ADAPTER, first, connection)
    ADAPTER.withdraw(receipt.remote_id, connection)
    send(ADAPTER, prepared("Second.", picture(), key="second"), connection, memo)
    assert [one["value"]["text"] for one in pds.posts()] == ["Second."]


def test_a_server_without_an_app_view_has_no_readings_and_no_error(connection: Connection) -> None:
    receipt, _ = send(ADAPTER, prepared(), connection)
    assert ADAPTER.readings([receipt.remote_id], connection) == {}
