"""Keys as they stand in the settings: base64 of 32 bytes, padded or not, standard or URL-safe alphabet."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

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


def ring() -> Mapping[str, str]:
    """The vault's keys by id, the first one seals: of the file PRAECO_VAULT_FILE as it is now, else of the settings.

    Raises ImproperlyConfigured where the file is missing or no list of keys.
    """
    if not settings.VAULT_FILE:
        held: Mapping[str, str] = settings.VAULT_KEYS
        return held
    try:
        seen = os.stat(settings.VAULT_FILE)
        return _ring(settings.VAULT_FILE, seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns)
    except OSError as error:
        raise ImproperlyConfigured(f"PRAECO_VAULT_FILE cannot be read: {error.strerror}.") from None


@lru_cache(maxsize=4)
def _ring(path: str, *_seen: int) -> Mapping[str, str]:
    return ring_read(Path(path))


def ring_read(path: Path) -> Mapping[str, str]:
    """The keys by id that stand in the file, one `id=key` on each line. Raises OSError or UnicodeDecodeError."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {key_id.strip(): text.strip() for key_id, _sign, text in pairs}


def ring_write(path: Path, held: Mapping[str, str]) -> None:
    """Puts `held` in place of the file, at once and whole, readable by its owner only. Raises OSError."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"{key_id}={text}\n" for key_id, text in held.items())
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def fresh() -> str:
    """A new key as it is written down."""
    return base64.urlsafe_b64encode(secrets.token_bytes(LENGTH)).decode().rstrip("=")


def named(key_id: str) -> str:
    """How people know the vault's key of that id."""
    return f"PRAECO_VAULT_KEYS[{key_id}]"


def vault_key(key_id: str) -> bytes | None:
    """The vault's key of that id, or None when there is none."""
    text = ring().get(key_id)
    return None if text is None else decode(named(key_id), text)
