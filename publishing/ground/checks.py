"""System checks: without its keys the system does not start, and it says what to do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from . import keys

ALL_KEYS = "`python -m cms.keys var/praeco.env` makes every key of a new installation."
SINGLE = ("TAG_KEY", "AUDIT_KEY", "ANCHOR_KEY")


@register()
def check_keys(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Each key is there, has 32 bytes, and is no other key's copy."""
    errors: list[CheckMessage] = []
    seen: dict[bytes, str] = {}
    if _lacks_secret_key():
        errors.append(Error("SECRET_KEY is not set.", hint=ALL_KEYS, id="ground.E000"))
    if not settings.VAULT_KEYS:
        errors.append(Error("PRAECO_VAULT_KEYS holds no key. Write it as id=key.", hint=keys.REMEDY, id="ground.E001"))
    for name, text in _named_keys():
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
    errors.extend(_check_key_ids())
    return errors


def _lacks_secret_key() -> bool:
    try:
        return not settings.SECRET_KEY
    except ImproperlyConfigured:  # what Django says of an empty one
        return True


def _named_keys() -> list[tuple[str, str]]:
    vault = [(f"PRAECO_VAULT_KEYS[{key_id}]", text) for key_id, text in settings.VAULT_KEYS.items()]
    return vault + [(f"PRAECO_{name}", getattr(settings, name, "")) for name in SINGLE]


def _check_key_ids() -> list[CheckMessage]:
    wrong = [key_id for key_id in settings.VAULT_KEYS if not key_id or len(key_id.encode()) > 255]
    return [
        Error(
            "PRAECO_VAULT_KEYS has an id that is empty or too long.",
            hint="Use short ids, such as k1.",
            id="ground.E005",
        )
        for _ in wrong
    ]
