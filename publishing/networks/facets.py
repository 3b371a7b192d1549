"""Bluesky's facets: which bytes of a text are a link or a hashtag."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

# Quotation marks and East Asian punctuation end an address, as no one means them to be part of it.
ENDS = '\\s<>"“”„«»‹›「」『』（）【】《》、。，；：！？…'
LINK = regex.compile(rf"(?<![\p{{L}}\p{{N}}_@])https?://[^{ENDS}]+", regex.IGNORECASE)
# As Bluesky's own clients read them: after a space, not digits alone, without joiners and soft hyphens.
JOINERS = r"\s\u00AD\u2060\u200A\u200B\u200C\u200D\u20e2"
TAG = regex.compile(rf"(?<!\S)[#＃](?!\ufe0f)([^{JOINERS}]*[^\d\p{{P}}{JOINERS}]+[^{JOINERS}]*)")
TAG_MAX = 64  # graphemes
GRAPHEME = regex.compile(r"\X")


def facets(text: str) -> list[dict[str, Any]]:
    """The facets of `text` in order, none overlapping; offsets count UTF-8 bytes, the end exclusive."""
    found: list[dict[str, Any]] = []
    end = 0
    for start, stop, feature in sorted([*_links(text), *_tags(text)], key=lambda one: one[:2]):
        if start >= end:
            found.append({"index": _bytes(text, start, stop), "features": [feature]})
            end = stop
    return found


def _bytes(text: str, start: int, stop: int) -> dict[str, int]:
    before = len(text[:start].encode())
    return {"byteStart": before, "byteEnd": before + len(text[start:stop].encode())}


def _links(text: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    for match in LINK.finditer(text):
        uri = _trimmed(match.group())
        if uri.partition("://")[2]:
            yield match.start(), match.start() + len(uri), {"$type": "app.bsky.richtext.facet#link", "uri": uri}


def _trimmed(uri: str) -> str:
    """Without the punctuation of the sentence around it; a closing bracket stays when it was opened inside."""
    while uri and (uri[-1] in ".,;:!?'*_" or (uri[-1] in ")]" and uri.count(uri[-1]) > uri.count(OPENS[uri[-1]]))):
        uri = uri[:-1]
    return uri


OPENS = {")": "(", "]": "["}


def _tags(text: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    for match in TAG.finditer(text):
        tag = regex.sub(r"\p{P}+$", "", match.group(1))
        if tag and len(GRAPHEME.findall(tag)) <= TAG_MAX:
            yield match.start(), match.start() + 1 + len(tag), {"$type": "app.bsky.richtext.facet#tag", "tag": tag}
