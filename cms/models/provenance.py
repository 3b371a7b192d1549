"""What the file of a picture says of who made it, read before the picture is encoded anew.

IPTC's digital source type stands as plain text in XMP, and in the manifests of C2PA, whatever the format. Where a file
is silent nothing is concluded: most machines leave no trace.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image as Pillow

from publishing.domain.picture_facts import MADE

MOST_READ = 64 << 20  # bytes of a file
SOURCE_TYPES = re.compile(
    rb"(?:trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia|algorithmicMedia|compositeSynthetic)"
)
GENERATORS = re.compile(
    rb"(?:\bStable ?Diffusion\b|\bMidjourney\b|\bDALL[\xc2\xb7.\- ]{0,2}E\b|\bAdobe Firefly\b|\bComfyUI\b|\bGPT-4o\b|"
    rb"\bMade with Google AI\b|\bImagen \d|\bNovelAI\b|\bInvokeAI\b|\bBlack Forest Labs\b)",
    re.IGNORECASE,
)
SETTINGS = re.compile(rb"\bSampler: .{1,40}, CFG scale:")
WRITTEN = ("parameters", "prompt", "Software", "Description", "Comment", "comment", "xmp", "XML:com.adobe.xmp")


def told_by(file: Any) -> tuple[str, ...]:
    """The facts that the file itself tells: that a machine made it, or nothing. Leaves `file` at its beginning."""
    file.seek(0)
    data = file.read(MOST_READ)
    file.seek(0)
    return (MADE,) if says_made(data) else ()


def says_made(data: bytes) -> bool:
    """Whether the bytes of a picture say that a generator made or changed it."""
    return bool(SOURCE_TYPES.search(data)) or any(_is_generators(text) for text in _texts(data))


def _is_generators(text: bytes) -> bool:
    return bool(
        SOURCE_TYPES.search(text) or GENERATORS.search(text) or re.search(rb"\bSampler: .{1,40}, CFG scale:", text)
    )


def _texts(data: bytes) -> Iterator[bytes]:
    """What stands as text in the picture's own fields, unpacked."""
    try:
        with Pillow.open(BytesIO(data)) as opened:
            info = {**opened.info, "Software": opened.info.get("Software") or opened.getexif().get(0x0131, "")}
    except (OSError, ValueError, SyntaxError, zlib.error, Pillow.DecompressionBombError):
        return  # whoever encodes it anew says what is wrong with it
    for name in WRITTEN:
        text = info.get(name, "")
        yield text if isinstance(text, bytes) else str(text).encode()
