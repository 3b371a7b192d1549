"""How a Message will look and how much room it takes: for the composer, the decision page and the sandbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from publishing.domain.languages import direction
from publishing.domain.limits import Limits, count, limits_for
from publishing.domain.message import Message
from publishing.models import Account
from publishing.networks.facets import facets

NEAR = 15  # fewer left than this: say so
# What the rows of limits.toml say of once_out, named here for the catalogues of translations.
ONCE_OUT = (
    gettext_noop("Can be deleted, not edited. Nobody outside sees it: this network is a rehearsal."),
    gettext_noop("Can be edited and deleted; copies on other servers may remain. Replies stay open."),
    gettext_noop("Can be deleted, not edited; copies elsewhere may remain. Replies stay open."),
)


@dataclass(frozen=True, slots=True)
class Counter:
    """How much of its room a text takes: numbers, a level ("ok", "near" or "over") and words for it."""

    used: int
    limit: int
    left: int
    level: str
    words: str


def counter(text: str, limits: Limits) -> Counter:
    """The counter of `text` as its network counts; where bytes run out first, the words say so."""
    used = count(text, limits)
    left = limits.text_max - used
    over = len(text.encode("utf-8", "surrogatepass")) - limits.text_bytes if limits.text_bytes else 0
    if left < 0:
        return Counter(used, limits.text_max, left, "over", _("too long by %(count)d") % {"count": -left})
    if over > 0:
        words = ngettext("takes %(count)d byte too many", "takes %(count)d bytes too many", over) % {"count": over}
        return Counter(used, limits.text_max, left, "over", words)
    level = "near" if left < NEAR else "ok"
    return Counter(used, limits.text_max, left, level, _("fits, %(count)d left") % {"count": left})


def marked(text: str, *, links: bool = False) -> SafeString:
    """`text` as safe HTML: line ends kept, addresses and hashtags marked, addresses as links when `links`."""
    data = text.encode("utf-8", "replace")
    parts, end = [], 0
    for facet in facets(data.decode()):
        start, stop = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        parts += [_plain(data[end:start]), _facet(data[start:stop].decode(), facet["features"][0], links=links)]
        end = stop
    return mark_safe("".join([*parts, _plain(data[end:])]))  # noqa: S308 each part is escaped


def _plain(data: bytes) -> str:
    return escape(data.decode()).replace("\n", "<br>")


def _facet(words: str, feature: dict[str, str], *, links: bool) -> str:
    if "uri" not in feature:
        return format_html('<span class="pr-pv__tag">{}</span>', words)
    if links:
        return format_html('<a href="{}" rel="nofollow noopener">{}</a>', feature["uri"], words)
    return format_html('<span class="pr-pv__link">{}</span>', words)


def preview(message: Message | None, account: Account, note: str = "") -> dict[str, Any]:
    """What the template publishing/network_preview.html draws. `note` stands beside the network's name."""
    limits = limits_for(account.network, account.limits)
    empty = message is None or not (message.media or any(segment.strip() for segment in message.segments))
    return {
        "account": account,
        "court": account.court,
        "limits": limits,
        "note": note,
        "message": None if empty else message,
        "direction": direction(message.language) if message else "",
        "segments": [] if message is None else [marked(segment) for segment in message.segments],
        "handle": "@" + account.handle.removeprefix("@"),
        "card_site": site(message.card.url) if message and message.card else "",
        "own_card": bool(message) and _network_makes_card(message, limits),
        "once_out": _(limits.once_out),
    }


def _network_makes_card(message: Message | None, limits: Limits) -> bool:
    if message is None or message.media or limits.link_card != "server":
        return False
    return any("uri" in facet["features"][0] for segment in message.segments for facet in facets(segment))


def site(url: str) -> str:
    """The host of `url` as people read it, or `url` when it has none."""
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:
        return url
