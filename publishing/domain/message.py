"""Frozen values: exactly what each account will send, and everything else that approvers approve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Medium:
    """A fitted picture. The bytes are named by their SHA-256 (hex); sizes are pixels and bytes.

    `facts` are codes of picture_facts.
    """

    sha256: str
    mime: str
    width: int
    height: int
    size: int
    alt: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkCard:
    """The card drawn under a text for its link, where the network lets the sender make it."""

    url: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Exactly what one account will send. `language` is BCP 47; `segments` has one text a part of a thread."""

    account: str
    network: str
    language: str
    segments: tuple[str, ...]
    media: tuple[Medium, ...] = ()
    card: LinkCard | None = None
    visibility: str = "public"
    replies: str = "everyone"


@dataclass(frozen=True, slots=True)
class MissedTime:
    """What happens when the release time has passed: wait for a person, or send within `minutes` of it."""

    minutes: int | None = None  # None: wait for a person


@dataclass(frozen=True, slots=True)
class Submission:
    """All that is approved, and all that the digest covers. `due_at` is aware; it is written in UTC."""

    court: str  # slug
    reference: str
    kind: str
    aim: str
    messages: tuple[Message, ...]
    due_at: datetime
    missed: MissedTime
    matters: tuple[str, ...] = ()  # matter codes
    corrects: str = ""  # reference and version of the release that this one corrects
    title: str = ""  # heads it on the public record; at most 200 characters
