"""Keys by which a list of a million rows is searched from the beginning of a text, alike on every database."""

from __future__ import annotations

import unicodedata

LONGEST = 80  # bytes


def search_key(text: str) -> bytes:
    """UTF-8 of `text` without capitals, widths and spare spaces, cut to LONGEST bytes. Bytes sort everywhere alike."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return plain.encode()[:LONGEST]


def beginning(text: str) -> tuple[bytes, bytes]:
    """The first key that begins like `text`, and one above the last. UTF-8 never holds the byte 0xFF."""
    key = search_key(text)
    return key, key[: LONGEST - 1] + b"\xff"
