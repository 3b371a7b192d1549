"""System checks: without its keys the system does not start, and it says what to do."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from . import keys

ALL_KEYS = "`python -m cms.keys var/praeco.env` makes every key of a new installation."
DISTINCT = 20  # values among the 32 bytes of a key; random ones have about 30
SINGLE = ("TAG_KEY", "AUDIT_KEY", "ANCHOR_KEY")


@register()
def check_keys(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Each key is there, has 32 bytes, and is no other key's copy."""
    errors: list[CheckMessage] = []
    seen: dict[bytes, str] = {}
    if _lacks_secret_key():
        errors.append(Error("SECRET_KEY is not set.", hint=ALL_KEYS, id="ground.E000"))
    ring, wrong = _ring()
    errors.extend(wrong)
    if not ring and not wrong:
        errors.append(Error("PRAECO_VAULT_KEYS holds no key. Write it as id=key.", hint=keys.REMEDY, id="ground.E001"))
    for name, text in _named_keys(ring):
        if not text:
            errors.append(Error(f"{name} is not set.", hint=keys.REMEDY, id="ground.E002"))
            continue
        try:
            key = keys.decode(name, text)
        except ImproperlyConfigured as error:
            errors.append(Error(str(error), id="ground.E003"))
            continue
        if key in seen:
            errors.append(Error(f"{name} is the same as {seen[key]}.", hint="Make a key of its own.", id="ground.E004"))
        seen[key] = name
    errors.extend(_check_key_ids(ring))
    return errors


@register(deploy=True)
def check_keys_are_strong(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """No key is a pattern that somebody typed, and nobody else on the machine reads the file of keys."""
    errors: list[CheckMessage] = []
    for name, text in _named_keys(_ring()[0]):
        try:
            weak = len(set(keys.decode(name, text))) < DISTINCT
        except ImproperlyConfigured:
            continue  # said above
        if weak:
            errors.append(Error(f"{name} is no random key.", hint=keys.REMEDY, id="ground.E006"))
    path = Path(settings.VAULT_FILE or os.devnull)
    if path.is_file() and path.stat().st_mode & 0o077:
        hint = f"chmod 600 {path}"
        errors.append(Error("PRAECO_VAULT_FILE can be read by others.", hint=hint, id="ground.E007"))
    return errors


def _ring() -> tuple[Mapping[str, str], list[CheckMessage]]:
    """The vault's keys, and what is wrong with where they are kept."""
    if settings.VAULT_FILE and settings.VAULT_KEYS:
        hint = "Move the keys into the file, and take PRAECO_VAULT_KEYS away."
        return {}, [Error("PRAECO_VAULT_KEYS and PRAECO_VAULT_FILE are both set.", hint=hint, id="ground.E008")]
    try:
        return keys.ring(), []
    except (ImproperlyConfigured, UnicodeDecodeError) as error:
        hint = "Write one id=key on each line, the first one seals."
        return {}, [Error(str(error), hint=hint, id="ground.E009")]


def _lacks_secret_key() -> bool:
    try:
        return not settings.SECRET_KEY
    except ImproperlyConfigured:  # what Django says of an empty one
        return True


def _named_keys(ring: Mapping[str, str]) -> list[tuple[str, str]]:
    vault = [(keys.named(key_id), text) for key_id, text in ring.items()]
    return vault + [(f"PRAECO_{name}", getattr(settings, name, "")) for name in SINGLE]


def _check_key_ids(ring: Mapping[str, str]) -> list[CheckMessage]:
    wrong = [key_id for key_id in ring if not key_id or len(key_id.encode()) > 255]
    return [
        Error(
            "PRAECO_VAULT_KEYS has an id that is empty or too long.",
            hint="Use short ids, such as k1.",
            id="ground.E005",
        )
        for _ in wrong
    ]
