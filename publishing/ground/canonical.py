"""The bytes of an audit entry that its MAC and the chain cover: canonical JSON (RFC 8785).

Facts hold no floats and only ASCII keys; for these the standard library's sorted, compact form is the canonical
one, at a tenth of the cost. A test holds both against each other.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from json.encoder import encode_basestring as quote
from typing import Any

LARGEST = 2**53 - 1


class CanonicalEncoder(json.JSONEncoder):
    """Stores facts in canonical form, so that SQLite keeps the very characters that are hashed."""

    def __init__(self, **options: Any) -> None:
        form = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False, "allow_nan": False}
        super().__init__(**{**options, **form})


_encode = CanonicalEncoder().encode


def facts_json(facts: dict[str, Any]) -> str:
    """Canonical JSON of facts that `check_facts` accepts."""
    return _encode(facts)


def facts_again(text: str) -> str:
    """The canonical form of facts that a database has written in a form of its own."""
    return text if text == "{}" else _encode(json.loads(text))


def instant(at: datetime) -> str:
    """`at` (aware) in UTC with six decimals, as `2026-11-20 09:30:00.000000`."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def entry_bytes(key: str, court_id: int, at: str, act: str, actor: str, subject: str, facts: str) -> bytes:  # noqa: PLR0917
    """Canonical JSON of one entry. `key` is 32 hex digits, `at` as from `instant`, `facts` as from `facts_json`."""
    return (
        f'{{"act":{quote(act)},"actor":{quote(actor)},"at":"{at}","court":{court_id},'
        f'"facts":{facts},"id":"{key}","subject":{quote(subject)}}}'
    ).encode()


def check_facts(value: Any, path: str = "facts") -> None:
    """Raises ValueError, naming the place, for anything but JSON of text, whole numbers, true, false, null."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ValueError(f"{path} has the key {key!r}; keys are ASCII text.")
            check_facts(item, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            check_facts(item, f"{path}[{index}]")
    elif isinstance(value, str):
        _check_text(value, path)
    elif value is not None and not isinstance(value, bool):
        _check_number(value, path)


def _check_number(value: Any, path: str) -> None:
    if isinstance(value, float):
        raise ValueError(f"{path} is a fraction; write it as whole units, such as milliseconds, or as text.")
    if not isinstance(value, int):
        raise ValueError(f"{path} is a {type(value).__name__}; audit facts are plain JSON.")
    if abs(value) > LARGEST:
        raise ValueError(f"{path} is beyond 2^53; write it as text.")


def _check_text(value: str, path: str) -> None:
    if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise ValueError(f"{path} has a character that no database keeps (NUL or half a surrogate pair).")
