"""The digest: SHA-256 over the canonical JSON (RFC 8785) of a Submission."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import rfc8785

from .message import LinkCard, Medium, Message, MissedTime, Submission

LATER = frozenset({"facts"})  # came after the first digests: written only where they say something


def canonical(submission: Submission) -> str:
    """Canonical JSON of `submission`; the instant is written in UTC. Raises ValueError for a naive `due_at`."""
    if submission.due_at.tzinfo is None:
        raise ValueError("due_at must be an aware datetime")
    content = asdict(submission)
    content["due_at"] = submission.due_at.astimezone(UTC).isoformat(timespec="seconds")
    return rfc8785.dumps(_plain(content)).decode()


def digest(content: str) -> str:
    """Hex SHA-256 of canonical JSON as `canonical` returns it."""
    return hashlib.sha256(content.encode()).hexdigest()


def parse(content: str) -> Submission:
    """The Submission that `canonical` wrote. `canonical(parse(text)) == text`."""
    data = json.loads(content)
    return Submission(
        **{
            **data,
            "messages": tuple(_message(item) for item in data["messages"]),
            "due_at": datetime.fromisoformat(data["due_at"]),
            "missed": MissedTime(**data["missed"]),
            "matters": tuple(data["matters"]),
        }
    )


def _message(data: dict[str, Any]) -> Message:
    return Message(
        **{
            **data,
            "segments": tuple(data["segments"]),
            "media": tuple(Medium(**{**item, "facts": tuple(item.get("facts", ()))}) for item in data["media"]),
            "card": LinkCard(**data["card"]) if data["card"] else None,
        }
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item or key not in LATER}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
