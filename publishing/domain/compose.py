"""From words, a link and pictures to the Message of one account."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .limits import Limits
from .message import LinkCard, Medium, Message


def message(
    *,
    account_id: str,
    network: str,
    language: str,
    text: str,
    link: str,
    media: tuple[Medium, ...],
    limits: Limits,
    link_title: str = "",
) -> Message:
    """The frozen Message of one account; `link` may be "". Checks nothing: see limits.check_fits.

    The link becomes a card where the sender makes it and no picture takes its place; elsewhere it is appended to
    the text unless the text holds it already. Line ends become "\\n"; blanks around the whole text go.
    """
    words, card = _clean(text), None
    link = link.strip()
    if link and limits.link_card == "client" and not media:
        card = LinkCard(url=link, title=link_title or _site(link))
    elif link and not _holds(words, link):
        words = f"{words}\n\n{link}" if words else link
    return Message(
        account=str(account_id), network=network, language=language, segments=(words,), media=tuple(media), card=card
    )


def _holds(text: str, link: str) -> bool:
    return re.search(rf"(?<!\S){re.escape(link)}(?=[.,;:!?)\]»”'\"]*(?:\s|$))", text) is not None


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _site(link: str) -> str:
    try:
        return (urlsplit(link).hostname or link).removeprefix("www.")
    except ValueError:
        return link
