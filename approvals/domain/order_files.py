"""Which files are taken as the order itself. The kind is read from the bytes, whatever the name says."""

from __future__ import annotations

import io
import re
import unicodedata

from PIL import Image

LARGEST = 5 * 1024 * 1024
ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "text/plain": ".txt",
}
PICTURES = ("PNG", "JPEG", "WEBP", "TIFF")
NAME_LONGEST = 120
BREAKS = "\t\n\r\f"


def media_type(data: bytes) -> str:
    """One of ENDINGS, or nothing when `data` is no PDF, no picture and no text in UTF-8."""
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    return _picture(data) or _text(data)


def plain_name(name: str, kind: str) -> str:
    """A file name without folders and control characters, with the ending that fits its bytes."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = "".join(char for char in last if char.isprintable()).rsplit(".", 1)[0].strip(" .")
    return (stem[:NAME_LONGEST] or "order") + ENDINGS[kind]


def _picture(data: bytes) -> str:
    try:
        with Image.open(io.BytesIO(data), formats=PICTURES) as picture:
            picture.verify()
            return Image.MIME.get(picture.format or "", "")
    except Exception:  # a library for pictures raises whatever it likes on bytes that are none
        return ""


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    readable = all(char in BREAKS or unicodedata.category(char) != "Cc" for char in text)
    return "text/plain" if readable else ""
