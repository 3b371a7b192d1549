"""Mastodon, and the servers that speak its API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import quote

from django.utils.translation import gettext_noop as _

from publishing.domain.message import Message
from publishing.ground.saying import said
from publishing.networks.base import (
    Connection,
    Continue,
    Counts,
    Identity,
    Memo,
    OutcomeUnknown,
    Payload,
    Receipt,
    Sighting,
    Transient,
)
from publishing.networks.calls import Answer, call, nonsense, refusal
from publishing.networks.forms import one_text, same_words, uploads, whole_numbers

COUNTS = "mastodon-4"
METRICS = {"replies_count", "reblogs_count", "favourites_count", "quotes_count"}
SKEW = timedelta(minutes=2)  # between the server's clock and ours
POLL_SECONDS, POLLS_MAX = 2.0, 90
PAGE, PAGES_MAX = 40, 5
IDS_MAX = 20  # statuses asked for at once
PARTIAL = 206
GONE = (404, 410)
LIMITS = {
    "text_max": ("statuses", "max_characters"),
    "url_weight": ("statuses", "characters_reserved_per_url"),
    "images_max": ("statuses", "max_media_attachments"),
    "alt_max": ("media_attachments", "description_limit"),
    "image_bytes": ("media_attachments", "image_size_limit"),
    "image_px": ("media_attachments", "image_matrix_limit"),
}


class Mastodon:
    """Adapter of Mastodon. Credentials: `token`, and `application` where the server told its name."""

    name: ClassVar[str] = "mastodon"
    kept_as: ClassVar[str] = "token"

    def prepare(self, message: Message, key: str, now: datetime) -> Payload:
        body = {"status": one_text(message), "language": message.language, "visibility": message.visibility}
        return Payload(key=key, body=body, media=uploads(message))

    def advance(self, payload: Payload, memo: Memo, connection: Connection) -> Receipt | Continue:
        if memo.get("pending"):
            return self._poll(memo, connection)
        if len(memo.get("media", [])) < len(payload.media):
            return self._upload(payload.media[len(memo.get("media", []))], memo, connection)
        return self._publish(payload, memo.get("media", []), connection)

    def _upload(self, medium: dict[str, Any], memo: Memo, connection: Connection) -> Continue:
        file = ("medium", connection.media(medium["sha256"]), medium["mime"])
        form = {"description": medium["alt"]}
        answer = self._call(connection, "POST", "/api/v2/media", files={"file": file}, data=form)
        identifier = answer.field("id")
        if not identifier:
            raise nonsense()
        media = [*memo.get("media", []), identifier]
        if answer.status == 202:
            return Continue({**memo, "media": media, "pending": identifier, "polls": 0}, POLL_SECONDS)
        return Continue({**memo, "media": media})

    def _poll(self, memo: Memo, connection: Connection) -> Continue:
        answer = self._call(connection, "GET", f"/api/v1/media/{quote(memo['pending'], safe='')}")
        if answer.status != PARTIAL:
            return Continue({**memo, "pending": ""})
        if memo["polls"] >= POLLS_MAX:
            raise Transient(said(_("The server has not finished with a picture. It is tried again.")))
        return Continue({**memo, "polls": memo["polls"] + 1}, POLL_SECONDS)

    def _publish(self, payload: Payload, media: list[str], connection: Connection) -> Receipt:
        body = {**payload.body, "media_ids": media} if media else payload.body
        answer = call(
            connection,
            "POST",
            "/api/v1/statuses",
            acts=True,
            token=connection.credentials["token"],
            headers={"Idempotency-Key": payload.key},
            json=body,
        )
        if answer.ok:
            return self._receipt(answer.data)
        theirs = answer.field("error")
        if "already attached" in theirs or any(identifier in theirs for identifier in media if len(identifier) > 8):
            # a picture can be attached once only: an earlier request may have gone through
            raise OutcomeUnknown(said(_("The server says that a picture is already part of a post.")))
        raise refusal(answer, theirs, connection)

    def _receipt(self, data: Any) -> Receipt:
        match data:
            case {"id": str(identifier), "url": str(url)} if identifier:
                return Receipt(identifier, url)
            case {"id": str(identifier), "uri": str(url)} if identifier:
                return Receipt(identifier, url)
        raise nonsense(acts=True)

    def lookup(self, payload: Payload, memo: Memo, since: datetime, connection: Connection) -> Sighting:
        seen = 0
        for status in self._own(since - SKEW, connection):
            if status is None:
                return Sighting(present=None, evidence={"statuses_seen": seen})
            seen += 1
            if self._is(status, payload, memo, connection):
                return Sighting(True, self._receipt(status), {"id": status["id"], "created_at": status["created_at"]})
        return Sighting(present=False, evidence={"statuses_seen": seen})

    def _own(self, since: datetime, connection: Connection) -> Iterator[dict[str, Any] | None]:
        """The account's statuses back to `since`; None where there are more than can be looked through."""
        params: dict[str, str] = {"limit": str(PAGE), "exclude_reblogs": "true"}
        path = f"/api/v1/accounts/{quote(connection.remote_id, safe='')}/statuses"
        for _page in range(PAGES_MAX):
            page = self._call(connection, "GET", path, params=params).data
            if not isinstance(page, list) or not all(map(_is_status, page)):
                raise nonsense()
            for status in page:
                if not status.get("pinned") and datetime.fromisoformat(status["created_at"]) < since:
                    return
                yield status
            if not page:
                return
            params["max_id"] = page[-1]["id"]
        yield None

    def _is(self, status: dict[str, Any], payload: Payload, memo: Memo, connection: Connection) -> bool:
        ours, theirs = connection.credentials.get("application"), status.get("application") or {}
        if ours and theirs.get("name") not in (None, ours):
            return False
        attached = [one.get("id") for one in status.get("media_attachments") or []]
        return attached == memo.get("media", []) and same_words(status["content"], payload.body["status"])

    def withdraw(self, remote_id: str, connection: Connection) -> None:
        self._call(connection, "DELETE", f"/api/v1/statuses/{quote(remote_id, safe='')}", acts=True, may_miss=True)

    def exists(self, remote_id: str, connection: Connection) -> bool:
        return self._call(connection, "GET", f"/api/v1/statuses/{quote(remote_id, safe='')}", may_miss=True).ok

    def readings(self, remote_ids: list[str], connection: Connection) -> dict[str, Counts]:
        found: dict[str, Counts] = {}
        for start in range(0, len(remote_ids), IDS_MAX):
            found |= self._read(remote_ids[start : start + IDS_MAX], connection)
        return found

    def _read(self, ids: list[str], connection: Connection) -> dict[str, Counts]:
        token = connection.credentials["token"]
        answer = call(connection, "GET", "/api/v1/statuses", token=token, params={"id[]": ids})
        statuses = answer.data
        if not answer.ok:  # a server before 4.3, or a refusal: one by one
            paths = [f"/api/v1/statuses/{quote(one, safe='')}" for one in ids]
            answers = [self._call(connection, "GET", path, may_miss=True) for path in paths]
            statuses = [one.data for one in answers if one.ok]
        if not isinstance(statuses, list) or not all(map(_is_status, statuses)):
            raise nonsense()
        return {
            one["id"]: Counts({name: count for name, count in whole_numbers(one).items() if name in METRICS}, COUNTS)
            for one in statuses
            if one["id"] in ids
        }

    def check(self, secret: str, connection: Connection) -> Identity:
        answer = call(connection, "GET", "/api/v1/accounts/verify_credentials", token=secret)
        if not answer.ok:
            raise refusal(answer, answer.field("error"), connection, secret)
        if not answer.field("id") or not answer.field("acct"):
            raise nonsense()
        application = call(connection, "GET", "/api/v1/apps/verify_credentials", token=secret).field("name")
        credentials = {"token": secret, **({"application": application} if application else {})}
        name, url = answer.field("display_name"), answer.field("url")
        limits = self._limits(call(connection, "GET", "/api/v2/instance"))
        return Identity(answer.field("id"), answer.field("acct"), name, url, credentials, limits)

    def _limits(self, instance: Answer) -> dict[str, int]:
        """What this server says of itself. One that reserves nothing for an address counts it as it is written."""
        said = instance.data.get("configuration") if isinstance(instance.data, dict) else None
        if not isinstance(said, dict):
            return {}
        parts = {name: whole_numbers(said.get(part)).get(field) for name, (part, field) in LIMITS.items()}
        return {"url_weight": 0, **{name: count for name, count in parts.items() if count}}

    def _call(
        self, connection: Connection, method: str, path: str, *, may_miss: bool = False, **request: Any
    ) -> Answer:
        answer = call(connection, method, path, token=connection.credentials["token"], **request)
        if answer.ok or (may_miss and answer.status in GONE):
            return answer
        raise refusal(answer, answer.field("error"), connection)


def _is_status(value: Any) -> bool:
    match value:
        case {"id": str(), "content": str(), "created_at": str(moment)}:
            try:
                return datetime.fromisoformat(moment).tzinfo is not None
            except ValueError:
                return False
    return False
