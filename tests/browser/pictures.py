"""Pictures for the documents, of the pages that the tests walk. Taken only where PRAECO_PICTURES names a folder:

PRAECO_PICTURES=docs/pictures .venv/bin/python -m pytest tests/browser/test_whole_path.py
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

TALLEST = 3200
TO_THE_TOP = "document.querySelectorAll('html, main, .content-wrapper').forEach(part => part.scrollTo(0, 0))"
CONTENT = "Math.max(...[...document.querySelectorAll('html, main, .content-wrapper')].map(part => part.scrollHeight))"


def take(page: Page, name: str, *, whole: bool = False, height: int = 0) -> None:
    """Store the window as <folder>/<name>.png with a small palette; grown to `height`, or to the whole page."""
    if not (folder := os.environ.get("PRAECO_PICTURES")):
        return
    size = page.viewport_size
    assert size
    if wanted := min(page.evaluate(CONTENT), TALLEST) if whole else height:  # the desk scrolls inside its window
        page.set_viewport_size({"width": size["width"], "height": wanted})
        page.evaluate(TO_THE_TOP)
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    page.set_viewport_size(size)
    Path(folder).mkdir(parents=True, exist_ok=True)
    shot.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(Path(folder) / f"{name}.png", optimize=True)
