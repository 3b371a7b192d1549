"""What every network adapter is: the protocol, its values, and its three errors.

An adapter speaks to one network's API and nothing else: no rows, no settings, no sleeping. All bytes go
through the `http` session of its Connection, which is the door outward.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol

from publishing.domain.message import Message
from publishing.ground import door

Memo = dict[str, Any]  # JSON; what an interrupted sending needs to resume where it stood


class Transient(Exception):
    """Nothing was published; it may be tried again, not before `retry_after` seconds when given."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Permanent(Exception):
    """Nothing was published, and the same request will never succeed. The text says in plain words what to do.

    `mend` is "secret" where the server refused who we are, else "".
    """

    def __init__(self, reason: str, mend: str = "") -> None:
        super().__init__(reason)
        self.mend = mend


class OutcomeUnknown(Exception):
    """No answer, or a 5xx after the body was sent: it may have been published. Look it up, never send blindly."""


@dataclass(slots=True)
class News:
    """What a server let know about itself while an adapter spoke to it; None: nothing was heard of that.

    `answered` is False when the last request got no answer, or one of 500 and above. `remaining` requests are left
    to the account for `resets_in` seconds.
    """

    answered: bool | None = None
    remaining: int | None = None
    resets_in: float | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """One account at one server, ready for requests. `media` returns the bytes of a Medium by SHA-256.

    `renewed` is filled by the adapter when the server gave new credentials during a call. Whoever made the
    connection stores it afterwards, also when the call raised: the old ones may be worth nothing by then.
    """

    base_url: str  # no slash at its end
    handle: str
    remote_id: str
    credentials: Mapping[str, str] = field(repr=False)
    http: door.Session = field(repr=False)
    media: Callable[[str], bytes] = field(repr=False)
    profile_url: str = ""  # where people find the account
    renewed: dict[str, str] = field(default_factory=dict, repr=False)
    news: News = field(default_factory=News)


@dataclass(frozen=True, slots=True)
class Payload:
    """The exact request, committed before the first byte leaves. `body` is JSON; `key` is the idempotency key."""

    key: str
    body: dict[str, Any]
    media: tuple[dict[str, Any], ...] = ()  # sha256, mime, alt, width, height of each upload, in order


@dataclass(frozen=True, slots=True)
class Receipt:
    """Published: the network's own id and the public address."""

    remote_id: str
    url: str
    credentials: Mapping[str, str] | None = field(default=None, repr=False)  # the same as `renewed`, when it was filled


@dataclass(frozen=True, slots=True)
class Continue:
    """One step done; call `advance` again with `memo`, not before `after` seconds."""

    memo: Memo
    after: float = 0.0
    credentials: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a lookup proved. `present` None means the network cannot tell. `evidence` is JSON for a person to read."""

    present: bool | None
    receipt: Receipt | None = None
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """Engagement as the network reports it: {raw name: count}. `definition` names the version of its meaning."""

    values: Mapping[str, int]
    definition: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the credentials belong to, as the server says. `limits` overrides numbers of the limits row."""

    remote_id: str
    handle: str
    display_name: str
    profile_url: str
    credentials: Mapping[str, str] = field(repr=False)
    limits: Mapping[str, int] = field(default_factory=dict)


class Adapter(Protocol):
    """One network. Every method but `prepare` may raise Transient, Permanent or OutcomeUnknown."""

    name: ClassVar[str]
    kept_as: ClassVar[str]  # which of the credentials is the secret that a person gave

    def prepare(self, message: Message, key: str, now: datetime) -> Payload:
        """Pure. `key` (at most 100 ASCII letters, digits, hyphens) and `now` (aware) stay the same for a delivery,
        whatever the try: names that the network must know again are made of both. Raises Permanent for a message
        that the network has no form for.
        """
        ...

    def advance(self, payload: Payload, memo: Memo, connection: Connection) -> Receipt | Continue:
        """Take one step: an upload, a poll, a segment of a thread, the publication."""
        ...

    def lookup(self, payload: Payload, memo: Memo, since: datetime, connection: Connection) -> Sighting:
        """What an attempt that began at `since` left at the network."""
        ...

    def withdraw(self, remote_id: str, connection: Connection) -> None:
        """Delete; an already deleted post is no error."""
        ...

    def exists(self, remote_id: str, connection: Connection) -> bool:
        """Whether a published post can still be read there: settles a doubtful withdrawal."""
        ...

    def readings(self, remote_ids: list[str], connection: Connection) -> dict[str, Counts]:
        """Counts by remote id; ids the network no longer knows are left out."""
        ...

    def check(self, secret: str, connection: Connection) -> Identity:
        """Prove the secret at the server (`connection.credentials` is empty) and say whose it is."""
        ...
