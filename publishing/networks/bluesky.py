"""Bluesky: records in the account's own repository, under a key that is chosen before the first byte leaves."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.utils.translation import gettext_noop as _

from publishing.domain.message import Medium, Message
from publishing.ground.saying import said, told
from publishing.networks.base import (
    Connection,
    Continue,
    Counts,
    Identity,
    Memo,
    OutcomeUnknown,
    Payload,
    Permanent,
    Receipt,
    Sighting,
    Transient,
)
from publishing.networks.calls import Answer, call, nonsense, refusal
from publishing.networks.facets import facets
from publishing.networks.forms import one_text, uploads, whole_numbers

POST = "app.bsky.feed.post"
COUNTS = "bluesky-1"
METRICS = {"likeCount", "repostCount", "replyCount", "quoteCount", "bookmarkCount"}
URIS_MAX = 25
TID_SIGNS = "234567abcdefghijklmnopqrstuvwxyz"
EXPIRED = ("ExpiredToken", "InvalidToken")


class Bluesky:
    """Adapter of Bluesky. Credentials: `password` (an app password), and the `access` and `refresh` tokens."""

    name: ClassVar[str] = "bluesky"
    kept_as: ClassVar[str] = "password"

    def prepare(self, message: Message, key: str, now: datetime) -> Payload:
        text = one_text(message)
        record: dict[str, Any] = {
            "$type": POST,
            "text": text,
            "langs": [message.language],
            "createdAt": now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }
        if found := facets(text):
            record["facets"] = found
        if embed := _embed(message):
            record["embed"] = embed
        return Payload(key=key, body={"rkey": tid(key, now), "record": record}, media=uploads(message))

    def advance(self, payload: Payload, memo: Memo, connection: Connection) -> Receipt | Continue:
        done: list[str] = memo.get("blobs", [])
        if len(done) < len(payload.media):
            blob = self._upload(payload.media[len(done)], connection)
            return Continue({**memo, "blobs": [*done, blob]}, credentials=connection.renewed or None)
        return self._publish(payload, memo, connection)

    def _upload(self, medium: dict[str, Any], connection: Connection) -> str:
        answer = self._call(
            connection,
            "POST",
            "com.atproto.repo.uploadBlob",
            data=connection.media(medium["sha256"]),
            headers={"Content-Type": medium["mime"]},
        )
        match answer.data:
            case {"blob": {"ref": {"$link": str(link)}}} if link == cid(medium["sha256"]):
                return link
        raise nonsense()

    def _publish(self, payload: Payload, memo: Memo, connection: Connection) -> Receipt | Continue:
        body = {
            "repo": connection.remote_id,
            "collection": POST,
            "rkey": payload.body["rkey"],
            "record": payload.body["record"],
            "swapRecord": None,  # create it, or refuse: never write over what stands there
        }
        answer = self._session_call(connection, "POST", "com.atproto.repo.putRecord", acts=True, json=body)
        if answer.field("error") == "InvalidSwap":
            return self._already_there(payload, connection)
        if answer.field("error") == "BlobNotFound" and payload.media and not memo.get("again"):
            return Continue({"again": True}, credentials=connection.renewed or None)  # pictures that no post held
        if not answer.ok:
            raise self._refusal(answer, connection)
        uri = answer.field("uri")
        if uri != _uri(payload, connection):
            raise nonsense(acts=True)
        return self._receipt(uri, connection)

    def _already_there(self, payload: Payload, connection: Connection) -> Receipt:
        """An earlier request went through, or something else took the key."""
        try:
            sighting = self._sight(payload, connection)
        except Transient as error:
            raise OutcomeUnknown(told(error)) from None
        if sighting.receipt:
            return sighting.receipt
        raise OutcomeUnknown(said(_("Another post stands where this one belongs. A person must look.")))

    def _receipt(self, uri: str, connection: Connection) -> Receipt:
        return Receipt(uri, _web(connection, uri.rpartition("/")[2]), connection.renewed or None)

    def lookup(self, payload: Payload, memo: Memo, since: datetime, connection: Connection) -> Sighting:
        return self._sight(payload, connection)

    def _sight(self, payload: Payload, connection: Connection) -> Sighting:
        uri = _uri(payload, connection)
        answer = self._record(payload.body["rkey"], connection)
        if not answer.ok:
            return Sighting(present=False, evidence={"uri": uri})
        match answer.data:
            case {"value": dict(value)}:
                same = value == payload.body["record"]
                receipt = self._receipt(uri, connection) if same else None
                return Sighting(same or None, receipt, {"uri": uri, "same": same})
        raise nonsense()

    def _record(self, rkey: str, connection: Connection) -> Answer:
        """A record, or an answer that is not ok where there is none. Needs no token."""
        params = {"repo": connection.remote_id, "collection": POST, "rkey": rkey}
        answer = call(connection, "GET", "/xrpc/com.atproto.repo.getRecord", params=params)
        if answer.ok or answer.field("error") == "RecordNotFound":
            return answer
        raise self._refusal(answer, connection)

    def withdraw(self, remote_id: str, connection: Connection) -> None:
        body = {"repo": connection.remote_id, "collection": POST, "rkey": remote_id.rpartition("/")[2]}
        self._call(connection, "POST", "com.atproto.repo.deleteRecord", acts=True, json=body)

    def exists(self, remote_id: str, connection: Connection) -> bool:
        return self._record(remote_id.rpartition("/")[2], connection).ok

    def readings(self, remote_ids: list[str], connection: Connection) -> dict[str, Counts]:
        found: dict[str, Counts] = {}
        for start in range(0, len(remote_ids), URIS_MAX):
            found |= self._read(remote_ids[start : start + URIS_MAX], connection)
        return found

    def _read(self, uris: list[str], connection: Connection) -> dict[str, Counts]:
        """Counts come from the AppView behind the server; where none answers there are none."""
        try:
            answer = self._session_call(connection, "GET", "app.bsky.feed.getPosts", params={"uris": uris})
        except Transient as error:
            if error.retry_after is None:
                return {}
            raise
        posts = answer.data.get("posts") if answer.ok and isinstance(answer.data, dict) else None
        return {
            one["uri"]: Counts({name: count for name, count in whole_numbers(one).items() if name in METRICS}, COUNTS)
            for one in (posts if isinstance(posts, list) else [])
            if isinstance(one, dict) and one.get("uri") in uris
        }

    def check(self, secret: str, connection: Connection) -> Identity:
        answer = self._sign_in(connection.handle, secret, connection)
        handle, did = answer.field("handle"), answer.field("did")
        return Identity(did, handle, handle, _profile(did), _tokens(answer, secret))

    def _sign_in(self, name: str, password: str, connection: Connection) -> Answer:
        body = {"identifier": name, "password": password}
        answer = call(connection, "POST", "/xrpc/com.atproto.server.createSession", json=body)
        if not answer.ok:
            raise self._refusal(answer, connection, password)
        if not all(answer.field(one) for one in ("did", "handle", "accessJwt", "refreshJwt")):
            raise nonsense()
        return answer

    def _renew(self, connection: Connection) -> None:
        """New tokens into `connection.renewed`: by the refresh token, else by signing in again."""
        held = {**connection.credentials, **connection.renewed}
        path = "/xrpc/com.atproto.server.refreshSession"
        answer = call(connection, "POST", path, token=held["refresh"]) if held.get("refresh") else Answer(401, None)
        if not (answer.ok and answer.field("accessJwt") and answer.field("refreshJwt")):
            answer = self._sign_in(connection.remote_id, held["password"], connection)
        connection.renewed.update(_tokens(answer, held["password"]))

    def _session_call(self, connection: Connection, method: str, name: str, **request: Any) -> Answer:
        """A call with the access token, renewed once where it has run out."""
        for last in (False, True):
            token = connection.renewed.get("access") or connection.credentials.get("access", "")
            if token:
                answer = call(connection, method, f"/xrpc/{name}", token=token, **request)
                expired = answer.status in (400, 401) and answer.field("error") in EXPIRED
                if last or not expired:
                    return answer
            self._renew(connection)
        raise AssertionError("unreachable")

    def _call(self, connection: Connection, method: str, name: str, **request: Any) -> Answer:
        answer = self._session_call(connection, method, name, **request)
        if answer.ok:
            return answer
        raise self._refusal(answer, connection)

    def _refusal(self, answer: Answer, connection: Connection, secret: str = "") -> Permanent:
        return refusal(answer, answer.field("message", "error"), connection, secret)


def tid(key: str, now: datetime) -> str:
    """The record key: the second of `now`, then what `key` makes of microseconds and clock, as 13 signs that sort.

    Microseconds of the clock itself would give all posts of one planned instant the same key once in a thousand.
    """
    mixed = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    micros, clock = int(now.timestamp()) * 1_000_000 + mixed % 1_000_000, (mixed >> 32) & 0x3FF
    number = (micros << 10) | clock
    return "".join(TID_SIGNS[(number >> shift) & 31] for shift in range(60, -1, -5))


def cid(sha256: str) -> str:
    """The content id of bytes whose SHA-256 is `sha256` (hex): CIDv1, raw."""
    return "b" + base64.b32encode(b"\x01\x55\x12\x20" + bytes.fromhex(sha256)).decode().lower().rstrip("=")


def _embed(message: Message) -> dict[str, Any] | None:
    if message.media and message.card:
        raise Permanent(said(_("Bluesky shows pictures or a link card, not both. Put the link into the text.")))
    if message.media:
        return {"$type": "app.bsky.embed.images", "images": [_image(medium) for medium in message.media]}
    if message.card:
        card = {"uri": message.card.url, "title": message.card.title, "description": message.card.description}
        return {"$type": "app.bsky.embed.external", "external": card}
    return None


def _image(medium: Medium) -> dict[str, Any]:
    blob = {"$type": "blob", "ref": {"$link": cid(medium.sha256)}, "mimeType": medium.mime, "size": medium.size}
    return {"image": blob, "alt": medium.alt, "aspectRatio": {"width": medium.width, "height": medium.height}}


def _uri(payload: Payload, connection: Connection) -> str:
    return f"at://{connection.remote_id}/{POST}/{payload.body['rkey']}"


def _web(connection: Connection, rkey: str) -> str:
    return f"{connection.profile_url or _profile(connection.remote_id)}/post/{rkey}"


def _profile(did: str) -> str:
    return f"https://bsky.app/profile/{did}"


def _tokens(answer: Answer, password: str) -> dict[str, str]:
    return {"password": password, "access": answer.field("accessJwt"), "refresh": answer.field("refreshJwt")}
