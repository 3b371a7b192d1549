"""Keys as they stand in the settings: base64 of 32 bytes, padded or not, standard or URL-safe alphabet."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LENGTH = 32
REMEDY = (
    "Give base64 of 32 random bytes. Make one with: python -c "
    '"import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())"'
)


@lru_cache
def decode(name: str, text: str) -> bytes:
    """The 32 bytes of the key written as `text`. Raises ImproperlyConfigured, which names `name`, never the key."""
    try:
        key = base64.b64decode(
            text.rstrip("=").replace("-", "+").replace("_", "/") + "=" * (-len(text.rstrip("=")) % 4), validate=True
        )
    except (binascii.Error, ValueError):
        raise ImproperlyConfigured(f"{name} is not base64. {REMEDY}") from None
    if len(key) != LENGTH:
        raise ImproperlyConfigured(f"{name} has {len(key)} bytes instead of {LENGTH}. {REMEDY}")
    return key


def setting(name: str) -> bytes:
    """The key in the setting `name` (AUDIT_KEY, TAG_KEY, ANCHOR_KEY). Raises ImproperlyConfigured."""
    return decode(f"PRAECO_{name}", getattr(settings, name, ""))


def vault_key(key_id: str) -> bytes | None:
    """The vault's key of that id, or None when there is none."""
    text = settings.VAULT_KEYS.get(key_id)
    return None if text is None else decode(f"PRAECO_VAULT_KEYS[{key_id}]", text)
