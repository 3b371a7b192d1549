"""The built-in network, spoken over HTTP like any other.

The API, served at `<base_url>/api/…` (base_url is the site's address plus `/sandbox`, no slash at its end).
Every request carries `Authorization: Bearer <secret>`; the secret names one account. Answers are JSON; an error
is `{"error": "plain words"}` with 400 (malformed), 401 (no or bad secret), 404, 409, 413, 422 (the content is
refused) or 429 with `Retry-After` in seconds.

    GET    /api/whoami            200 {"id", "handle", "name", "url"}
    POST   /api/media             multipart/form-data: `file` (the bytes with their MIME type) and `alt` (UTF-8 text)
                                  201 {"id"}; the same bytes and alt may be sent again
    POST   /api/posts             header `Idempotency-Key` (required, at most 100 characters), JSON body
                                  {"text", "language", "media": [media id, …], "visibility",
                                   "card": {"url", "title", "description"} or null}
                                  201 {"id", "url"}; 200 {"id", "url"} of the first one when the key was used
                                  before with the same body, even if that post is deleted by now;
                                  409 when the key was used with another body
    GET    /api/posts?key=KEY     200 {"posts": [{"id", "url", "deleted": bool}]}, at most one
    GET    /api/posts/<id>        200 {"id", "url", "text", "language", "visibility", "card", "created_at",
                                  "media": [{"id", "alt"}]}; 404 when unknown or deleted
    DELETE /api/posts/<id>        204, also the second time; 404 when it never was
    GET    /api/counts?ids=A,B    200 {"counts": {"A": {"views", "likes", "reposts", "replies"}}}; unknown ids are left
                                  out; at most 100 ids

Ids are strings of at most 64 letters, digits and hyphens. `text` comes back exactly as it was sent.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote

from publishing.domain.message import Message
from publishing.networks.base import (
    Connection,
    Continue,
    Counts,
    Identity,
    Memo,
    Payload,
    Receipt,
    Sighting,
)
from publishing.networks.calls import Answer, call, nonsense, refusal
from publishing.networks.forms import one_text, uploads, whole_numbers

COUNTS = "sandbox-1"
IDS_MAX = 100


class Sandbox:
    """Adapter of the built-in network."""

    name: ClassVar[str] = "sandbox"
    kept_as: ClassVar[str] = "token"

    def prepare(self, message: Message, key: str, now: datetime) -> Payload:
        body = {
            "text": one_text(message),
            "language": message.language,
            "visibility": message.visibility,
            "card": asdict(message.card) if message.card else None,
        }
        return Payload(key=key, body=body, media=uploads(message))

    def advance(self, payload: Payload, memo: Memo, connection: Connection) -> Receipt | Continue:
        done: list[str] = memo.get("media", [])
        if len(done) < len(payload.media):
            return Continue({**memo, "media": [*done, self._upload(payload.media[len(done)], connection)]})
        answer = self._call(
            connection,
            "POST",
            "/api/posts",
            acts=True,
            headers={"Idempotency-Key": payload.key},
            json={**payload.body, "media": done},
        )
        return self._receipt(answer.data)

    def _upload(self, medium: dict[str, Any], connection: Connection) -> str:
        file = ("medium", connection.media(medium["sha256"]), medium["mime"])
        answer = self._call(connection, "POST", "/api/media", files={"file": file}, data={"alt": medium["alt"]})
        if identifier := answer.field("id"):
            return identifier
        raise nonsense()

    def _receipt(self, data: Any) -> Receipt:
        match data:
            case {"id": str(identifier), "url": str(url)} if identifier:
                return Receipt(identifier, url)
        raise nonsense(acts=True)

    def lookup(self, payload: Payload, memo: Memo, since: datetime, connection: Connection) -> Sighting:
        answer = self._call(connection, "GET", "/api/posts", params={"key": payload.key})
        match answer.data:
            case {"posts": []}:
                return Sighting(present=False, evidence={"key": payload.key})
            case {"posts": [{"id": str(identifier), "url": str(url)}, *_]}:
                return Sighting(True, Receipt(identifier, url), {"key": payload.key, "id": identifier})
        raise nonsense()

    def withdraw(self, remote_id: str, connection: Connection) -> None:
        self._call(connection, "DELETE", f"/api/posts/{quote(remote_id, safe='')}", acts=True, may_miss=True)

    def exists(self, remote_id: str, connection: Connection) -> bool:
        return self._call(connection, "GET", f"/api/posts/{quote(remote_id, safe='')}", may_miss=True).ok

    def readings(self, remote_ids: list[str], connection: Connection) -> dict[str, Counts]:
        found: dict[str, Counts] = {}
        for start in range(0, len(remote_ids), IDS_MAX):
            ids = ",".join(remote_ids[start : start + IDS_MAX])
            answer = self._call(connection, "GET", "/api/counts", params={"ids": ids})
            counts = answer.data.get("counts") if isinstance(answer.data, dict) else None
            if not isinstance(counts, dict):
                raise nonsense()
            found |= {one: Counts(whole_numbers(values), COUNTS) for one, values in counts.items()}
        return found

    def check(self, secret: str, connection: Connection) -> Identity:
        answer = call(connection, "GET", "/api/whoami", token=secret)
        if not answer.ok:
            raise refusal(answer, answer.field("error"), connection, secret)
        match answer.data:
            case {"id": str(identifier), "handle": str(handle), "name": str(name), "url": str(url)}:
                return Identity(identifier, handle, name, url, {"token": secret})
        raise nonsense()

    def _call(
        self, connection: Connection, method: str, path: str, *, may_miss: bool = False, **request: Any
    ) -> Answer:
        answer = call(connection, method, path, token=connection.credentials["token"], **request)
        if answer.ok or (may_miss and answer.status in (404, 410)):
            return answer
        raise refusal(answer, answer.field("error"), connection)
