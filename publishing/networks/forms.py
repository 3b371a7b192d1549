"""Small forms that the adapters share: what a Message becomes on the way out, and counts on the way in."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext_noop as _

from publishing.domain.message import Message
from publishing.ground.saying import said
from publishing.networks.base import Permanent


def one_text(message: Message) -> str:
    """The text of a message of one segment. Raises Permanent for a thread."""
    if len(message.segments) != 1:
        raise Permanent(said(_("This network is sent one text at a time. Make it a single post.")))
    return message.segments[0]


def uploads(message: Message) -> tuple[dict[str, Any], ...]:
    """What `Payload.media` holds: sha256, mime, alt, width, height and size of each medium, in order."""
    return tuple(
        {
            "sha256": one.sha256,
            "mime": one.mime,
            "alt": one.alt,
            "width": one.width,
            "height": one.height,
            "size": one.size,
        }
        for one in message.media
    )


def whole_numbers(values: Any) -> dict[str, int]:
    """Those entries of a JSON object that are counts: whole, not negative."""
    if not isinstance(values, dict):
        return {}
    return {
        name: count
        for name, count in values.items()
        if isinstance(count, int) and not isinstance(count, bool) and count >= 0
    }


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "p"):
            self.parts.append("\n")


def same_words(html: str, text: str) -> bool:
    """Whether `html`, as a server shows a post, says `text`: white space and the domains of mentions apart."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return _bare("".join(reader.parts)) == _bare(text)


def _bare(text: str) -> str:
    without_domains = re.sub(r"(@\w+)@[\w.-]+\w", r"\1", unicodedata.normalize("NFC", text))
    return " ".join(without_domains.split())
