"""What the contract test must know of each network to test it: nothing that the engine would not know either."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from publishing.domain.message import LinkCard, Medium, Message
from publishing.ground import door
from publishing.networks.base import Adapter, Connection, Continue, Payload, Receipt
from publishing.networks.registry import NETWORKS
from tests.factories import make_picture
from tests.networks.fakes import DID, SECRET, Fake

NOW = datetime(2026, 11, 20, 9, 5, 0, 123456, tzinfo=UTC)
PICTURES = {hashlib.sha256(data).hexdigest(): data for data in (make_picture(), make_picture(colour="red"))}
ALT = "The courtroom, empty. Зал суда. 法庭 \U0001f3db️"
WORDS = [
    "The judgment is public. Read it.",
    "Line one\nline two\n\nA new paragraph & <not a tag> \"quoted\" 'and' so on",
    "المحكمة تعلن الحكم في القضية اليوم.",
    "最高法院今日宣判。全文见官网。",
    "Cafe\u0301 re\u0301sume\u0301 and résumé",
    "Family \U0001f468‍\U0001f469‍\U0001f467 flag \U0001f1ed\U0001f1f7 thumb \U0001f44d\U0001f3fd",
    "See https://court.example/judgments/2026/187?lang=en&x=1#top for more. #Justice",
]
CREDENTIALS: dict[str, dict[str, str]] = {
    "sandbox": {"token": SECRET},
    "mastodon": {"token": SECRET, "application": "Praeco"},
    "bluesky": {"password": SECRET, "access": "access-1", "refresh": "refresh-1"},
}
REMOTE_IDS = {"sandbox": "court-1", "mastodon": "109", "bluesky": DID}
HANDLES = {"sandbox": "court", "mastodon": "court", "bluesky": "court.example"}


def medium(sha256: str, alt: str = ALT) -> Medium:
    return Medium(sha256=sha256, mime="image/png", width=64, height=48, size=len(PICTURES[sha256]), alt=alt)


def pictures(number: int = 2) -> tuple[Medium, ...]:
    return tuple(medium(sha256) for sha256 in list(PICTURES)[:number])


@dataclass
class Dialect:
    """One adapter before one server."""

    network: str
    server: Fake

    @property
    def adapter(self) -> Adapter:
        return NETWORKS[self.network]

    def message(self, text: str = WORDS[0], media: tuple[Medium, ...] = (), card: LinkCard | None = None) -> Message:
        return Message("account-1", self.network, "en", (text,), media, card)

    def connection(self, deadline: float = 5.0, **changes: Any) -> Connection:
        facts = Connection(
            base_url=self.server.url,
            handle=HANDLES[self.network],
            remote_id=REMOTE_IDS[self.network],
            credentials=CREDENTIALS[self.network],
            http=door.session(deadline=deadline),
            media=PICTURES.__getitem__,
        )
        return replace(facts, **changes)

    def payload(self, *args: Any, key: str = "delivery-7", **facts: Any) -> Payload:
        return self.adapter.prepare(self.message(*args, **facts), key, NOW)

    def send(self, payload: Payload, connection: Connection | None = None, memo: Any = None) -> Receipt:
        receipt, _ = send(self.adapter, payload, connection or self.connection(), memo)
        return receipt


def send(adapter: Adapter, payload: Payload, connection: Connection, memo: Any = None) -> tuple[Receipt, Any]:
    """As the engine does: step by step until a Receipt; also gives the last memo."""
    memo = memo or {}
    for _ in range(20):
        step = adapter.advance(payload, memo, connection)
        if isinstance(step, Receipt):
            return step, memo
        assert isinstance(step, Continue)
        memo = step.memo
        connection = replace(connection, credentials=step.credentials or connection.credentials, renewed={})
    raise AssertionError("the adapter never came to an end")


def uploaded(adapter: Adapter, payload: Payload, connection: Connection) -> Any:
    """The memo after every picture is there and nothing is published."""
    memo: Any = {}
    for _ in payload.media:
        step = adapter.advance(payload, memo, connection)
        assert isinstance(step, Continue)
        memo = step.memo
    return memo
