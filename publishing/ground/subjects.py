"""How what an audit entry speaks of is called for people. The apps above say it of their own rows."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from .confidence import hidden_from
from .models import Person

Namer = Callable[[int, list[str]], dict[str, str]]
_NAMERS: dict[str, Namer] = {}


def subject_named(kind: str, namer: Namer) -> None:
    """Let `namer(court_id, keys)` say how subjects "<kind>:<key>" are called: {key: name}, for keys it knows."""
    _NAMERS[kind] = namer


def subject_names(court_id: int, subjects: Iterable[str], reader: Person) -> dict[str, str]:
    """{subject: name} for those of `subjects` that have a name in this court; a sealed post has none for strangers."""
    hidden = hidden_from(reader)
    return {subject: _masked(name, hidden) for subject, name in _names(court_id, subjects).items()}


def _masked(name: str, hidden: Iterable[str]) -> str:
    return _("a sealed post") if any(f"{name} ".startswith(f"{one} ") for one in hidden) else name


def _names(court_id: int, subjects: Iterable[str]) -> dict[str, str]:
    keys: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _colon, key = subject.partition(":")
        keys.setdefault(kind, set()).add(key)
    return {
        f"{kind}:{key}": name
        for kind, wanted in keys.items()
        if kind in _NAMERS
        for key, name in _NAMERS[kind](court_id, sorted(wanted)).items()
    }


def numbers(keys: Iterable[str]) -> list[int]:
    """Those keys that can be a row's number."""
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19]


def uuids(keys: Iterable[str]) -> list[uuid.UUID]:
    """Those keys that can be a row's UUID."""
    found = []
    for key in keys:
        try:
            found.append(uuid.UUID(key))
        except ValueError:
            continue
    return found
