"""What fits on a network: one row of data a network, counting by each network's rule, and refusal with numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import regex

from .message import Medium, Message

GRAPHEMES, CHARACTERS = "graphemes", "characters"
MEASURES = {GRAPHEMES: "characters", CHARACTERS: "characters", "bytes": "bytes"}
GRAPHEME = regex.compile(r"\X")
# Only addresses that every server shortens: a dotted name, plain ASCII. What else is written counts in full.
ADDRESS = re.compile(r"(?<![A-Za-z0-9@＠$#＃])https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:[/?#][\x21-\x7e]*)?")
TRAILING = ".,;:!?'\"*<>()[]~&|@$%="


@dataclass(frozen=True, slots=True)
class Limits:
    """One network's row. Units stand at the head of limits.toml; 0 in `text_bytes` and `url_weight` means none."""

    network: str
    name: str
    tile: str  # one letter
    text_mode: str  # "graphemes" or "characters"
    text_max: int
    text_bytes: int
    url_weight: int
    alt_max: int
    images_max: int
    image_bytes: int
    image_px: int
    image_side: int
    image_types: tuple[str, ...]
    link_card: str  # "client": the sender makes it; "server": the network reads the page behind the link
    link_max: int
    visibilities: tuple[str, ...]
    replies: tuple[str, ...]
    can_edit: bool
    can_delete: bool
    counts: Mapping[str, str]  # {our measure: the network's own name for it}
    once_out: str  # one sentence: what can still be changed once it is out


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not fit: `code` for translation, the message's field, the count, the limit, plain words.

    `part` is the place (from 0) of the segment or picture it speaks of.
    """

    code: str
    field: str  # "text", "media", "alt", "link", "visibility", "replies", "language"
    count: int
    limit: int
    words: str
    part: int = 0


class DoesNotFit(Exception):
    """A message that its network would refuse. `problems` is never empty."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.words for problem in problems))
        self.problems = problems


def load(text: str) -> dict[str, Limits]:
    """The rows of a limits file. Raises ValueError or TypeError when a row is malformed."""
    rows = {}
    for network, row in tomllib.loads(text).items():
        values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        rows[network] = _checked(Limits(network=network, **values))
    return rows


def _checked(limits: Limits) -> Limits:
    if limits.text_mode not in (GRAPHEMES, CHARACTERS):
        raise ValueError(f"{limits.network}: no such text_mode: {limits.text_mode}")
    if limits.link_card not in ("client", "server"):
        raise ValueError(f"{limits.network}: no such link_card: {limits.link_card}")
    if min(limits.text_max, limits.alt_max, limits.image_bytes, limits.image_px, limits.image_side) <= 0:
        raise ValueError(f"{limits.network}: text_max, alt_max and the sizes of pictures must be above 0")
    return limits


LIMITS: dict[str, Limits] = load(Path(__file__).with_name("limits.toml").read_text(encoding="utf-8"))
NUMBERS = frozenset(f.name for f in fields(Limits) if f.type == "int")
MAY_BE_ZERO = frozenset({"text_bytes", "url_weight"})


def limits_for(network: str, overrides: Mapping[str, Any] | None = None) -> Limits:
    """The row of `network` with a server's own numbers. What is no number, or below 1, overrides nothing.

    `url_weight` may be overridden with 0 for a server that counts addresses at full length. Raises KeyError for
    a network without a row.
    """
    sane: dict[str, Any] = {
        key: value
        for key, value in (overrides or {}).items()
        if key in NUMBERS and type(value) is int and (value > 0 or (value == 0 and key in MAY_BE_ZERO))
    }
    return replace(LIMITS[network], **sane)


def count(text: str, limits: Limits) -> int:
    """How long the network says `text` is: grapheme clusters, or code points with each address at its weight."""
    if limits.text_mode == GRAPHEMES:
        return len(GRAPHEME.findall(text))
    if not limits.url_weight:
        return len(text)
    return len(text) + sum(limits.url_weight - len(address) for address in addresses(text))


def addresses(text: str) -> Iterator[str]:
    """The addresses in `text` that a network may shorten, without the punctuation that follows them."""
    for match in ADDRESS.finditer(text):
        found = match.group().rstrip(TRAILING)
        yield found


def problems(message: Message, limits: Limits) -> list[Problem]:
    """Everything in `message` that its network would refuse; empty when it fits."""
    return [
        *_text_problems(message, limits),
        *_media_problems(message, limits),
        *_link_problems(message, limits),
        *_setting_problems(message, limits),
    ]


def check_fits(message: Message, limits: Limits) -> None:
    """Raises DoesNotFit with every problem of `message`."""
    if found := problems(message, limits):
        raise DoesNotFit(found)


def _text_problems(message: Message, limits: Limits) -> Iterator[Problem]:
    if not message.media and not any(segment.strip() for segment in message.segments):
        yield Problem("text-empty", "text", 0, limits.text_max, "There is no text yet. Write some.")
    for part, segment in enumerate(message.segments):
        used, size = count(segment, limits), len(segment.encode("utf-8", "surrogatepass"))
        if used > limits.text_max:
            words = f"The text is too long by {used - limits.text_max}: {used} of {limits.text_max} characters."
            yield Problem("text-long", "text", used, limits.text_max, words, part)
        if limits.text_bytes and size > limits.text_bytes:
            words = f"The text takes too much room: {size} of {limits.text_bytes} bytes. Shorten it."
            yield Problem("text-bytes", "text", size, limits.text_bytes, words, part)


def _media_problems(message: Message, limits: Limits) -> Iterator[Problem]:
    if (used := len(message.media)) > limits.images_max:
        words = f"{used} pictures are too many: {limits.name} takes {limits.images_max}. Remove some."
        yield Problem("media-many", "media", used, limits.images_max, words)
    for part, medium in enumerate(message.media):
        yield from _alt_problems(medium, part, limits)
        yield from _picture_problems(medium, part, limits)


def _alt_problems(medium: Medium, part: int, limits: Limits) -> Iterator[Problem]:
    used = len(medium.alt)
    if not medium.alt.strip():
        words = f"Picture {part + 1} has no text for people who cannot see it. Write what it shows."
        yield Problem("alt-missing", "alt", 0, limits.alt_max, words, part)
    if used > limits.alt_max:
        words = f"The description of picture {part + 1} is too long: {used} of {limits.alt_max} characters."
        yield Problem("alt-long", "alt", used, limits.alt_max, words, part)


def _picture_problems(medium: Medium, part: int, limits: Limits) -> Iterator[Problem]:
    pixels = medium.width * medium.height
    if medium.mime not in limits.image_types:
        words = f"Picture {part + 1} is {medium.mime}. {limits.name} takes {', '.join(limits.image_types)}."
        yield Problem("media-type", "media", 0, 0, words, part)
    if medium.size > limits.image_bytes:
        words = f"Picture {part + 1} is too big: {medium.size} of {limits.image_bytes} bytes."
        yield Problem("media-bytes", "media", medium.size, limits.image_bytes, words, part)
    if pixels > limits.image_px:
        words = f"Picture {part + 1} is too big: {pixels} of {limits.image_px} pixels."
        yield Problem("media-pixels", "media", pixels, limits.image_px, words, part)


def _link_problems(message: Message, limits: Limits) -> Iterator[Problem]:
    if message.card is None:
        return
    url = message.card.url
    if not is_address(url):
        yield Problem(
            "link-bad", "link", len(url), limits.link_max, "The link must start with https:// and name a site."
        )
    if len(url) > limits.link_max:
        words = f"The link is too long: {len(url)} of {limits.link_max} characters."
        yield Problem("link-long", "link", len(url), limits.link_max, words)
    if limits.link_card == "server":
        words = f"{limits.name} makes the card itself. Put the link into the text."
        yield Problem("link-card", "link", 1, 0, words)


def is_address(url: str) -> bool:
    """Whether `url` is http or https, names a host, and holds no blanks or control characters."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not re.search(r"[\s\x00-\x1f\x7f]", url)


def _setting_problems(message: Message, limits: Limits) -> Iterator[Problem]:
    if message.visibility not in limits.visibilities:
        words = f"{limits.name} is used for {', '.join(limits.visibilities)} posts only."
        yield Problem("visibility", "visibility", 0, 0, words)
    if message.replies not in limits.replies:
        words = f"Replies on {limits.name} can be: {', '.join(limits.replies)}."
        yield Problem("replies", "replies", 0, 0, words)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", message.language):
        yield Problem("language", "language", 0, 0, "The language must be a code such as en, fr or pt-BR.")
