"""The vault: what must be read again is sealed, what must only be found again is tagged.

A token is `version | length of key id | key id | nonce | ciphertext`. The head and the row are the associated
data, so a token opens nowhere but in the row it was sealed for.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ImproperlyConfigured

from . import keys

VERSION = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 8


class VaultRefused(Exception):
    """The sealed value cannot be opened: other row, unknown key, or changed bytes. Says nothing of the value."""

    def __init__(self, row: str) -> None:
        super().__init__(
            f"The sealed value of {row} cannot be opened: it was sealed for another row, with a key that is not in "
            "PRAECO_VAULT_KEYS, or it was changed. Restore the key, or enter the value again."
        )


def seal(plain: bytes, *, row: str) -> bytes:
    """`plain` encrypted with the first key and bound to `row`, such as "account:<uuid>:credentials".

    Raises ImproperlyConfigured when there is no key.
    """
    ring = keys.ring()
    first = next(iter(ring), "")
    if not ring:
        raise ImproperlyConfigured(f"PRAECO_VAULT_KEYS holds no key. Write it as id=key. {keys.REMEDY}")
    key = keys.decode(keys.named(first), ring[first])
    head = VERSION + len(first.encode()).to_bytes(1) + first.encode()
    nonce = secrets.token_bytes(NONCE_BYTES)
    return head + nonce + AESGCM(key).encrypt(nonce, plain, head + row.encode())


def unseal(token: bytes, *, row: str) -> bytes:
    """The bytes that `seal` was given for `row`, with whichever key sealed them. Raises VaultRefused."""
    token = bytes(token)
    body = 2 + token[1] if len(token) > 2 and token[:1] == VERSION else 0
    key = keys.vault_key(token[2:body].decode(errors="replace")) if body else None
    if key is None:
        raise VaultRefused(row)
    try:
        return AESGCM(key).decrypt(
            token[body : body + NONCE_BYTES], token[body + NONCE_BYTES :], token[:body] + row.encode()
        )
    except (InvalidTag, ValueError):
        raise VaultRefused(row) from None


def opens(token: bytes, *, row: str) -> bool:
    """Whether `unseal` would open it."""
    try:
        unseal(token, row=row)
    except VaultRefused:
        return False
    return True


def key_id(token: bytes) -> str:
    """The id of the key that sealed `token`, as its head says; "" for what is no token."""
    token = bytes(token[:257])
    return token[2 : 2 + token[1]].decode(errors="replace") if len(token) > 2 and token[:1] == VERSION else ""


def sealed_with_first_key(token: bytes) -> bool:
    """Whether `token` needs no re-sealing after a rotation."""
    return key_id(token) == next(iter(keys.ring()), None)


def tag(court_id: int, text: str) -> bytes:
    """Eight bytes by which the court of that id finds `text` again. No one without the key can make or read them."""
    base = _tag_seed(court_id, keys.setting("TAG_KEY")).copy()
    base.update(text.encode())
    return base.digest()


def tags(court_id: int, texts: Iterable[str]) -> list[bytes]:
    """`tag` of each text, in order; for the many n-grams of one post."""
    seed = _tag_seed(court_id, keys.setting("TAG_KEY"))
    made = []
    for text in texts:
        base = seed.copy()
        base.update(text.encode())
        made.append(base.digest())
    return made


@lru_cache(maxsize=1024)
def _tag_seed(court_id: int, key: bytes) -> hashlib.blake2b:
    return hashlib.blake2b(court_id.to_bytes(8), digest_size=TAG_BYTES, key=key, person=b"praeco tag")
