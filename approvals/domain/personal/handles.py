"""Handles, profiles and hashtags in a text, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from approvals.domain.findings import Context, Party
from approvals.domain.fold import fold

HAN = "\u3400-\u9fff"
MENTION = re.compile(r"(?<![a-z0-9_.+/@\-])@\s?([^\W_]\w*(?:[.\-]\w+)*(?:@\w+(?:[.\-]\w+)+)?)")
HASHTAG = re.compile(r"(?<![\w&/])[#♯]([^\W_]\w*)")
PROFILE = re.compile(
    r"(?<![a-z0-9_\-])(?!t\.cn)(?:x|twitter|instagram|facebook|fb|threads|tiktok|linkedin|bsky|t|telegram|vk|ok|weibo|youtube|snapchat|pinterest"
    r"|bilibili|douyin|xiaohongshu|mastodon)\.(?:com|net|app|me|ru|cn|social|org)/"
    r"(?:profile/|in/|company/|add/|u/|n/|user/|c/|users/|s/)?@?"
    r"(?!(?:watch|live|share|sharer|p|reel|reels|status|hashtag|search|intent|groups|events?|playlist|embed|shorts|posts?"
    r"|photo|photos|stories|i|home|explore|video|videos|channel|feed|wall|joinchat|tr|a|login|signup|legal|help)\b)"
    r"([a-z0-9_.\-]{2,60})"
)
SQUEEZED = re.compile(r"[\W_]+")
SHORTEST = 6  # letters of a name that a handle may be made of


@dataclass(frozen=True, slots=True)
class Mention:
    """A handle in folded text, `start` to `end`, and its `key` for comparing."""

    key: str
    start: int
    end: int


def key_of(handle: str) -> str:
    """A handle for comparing: without its sign, its server and what joins its words."""
    name = fold(handle).text.strip().lstrip("@").split("@")[0]
    name = re.sub(r"\.(?:bsky\.social|[a-z0-9\-]+\.(?:social|example|net|org|com))\Z", "", name)
    return SQUEEZED.sub("", name)


def keys(handles: Iterable[str]) -> frozenset[str]:
    """The keys of many handles, empty ones left out."""
    return frozenset(filter(None, map(key_of, handles)))


def known(context: Context) -> frozenset[str]:
    """The handles of the court itself, and those that it may name."""
    return keys((*context.official_handles, *context.allow_handles))


def mentions(text: str) -> Iterator[Mention]:
    """Every handle in folded text, with its sign or in the address of a profile. A mail address is none."""
    for pattern, sign in ((MENTION, "@"), (PROFILE, "/")):
        for match in pattern.finditer(text) if sign in text else ():
            if key := key_of(match[1]):
                yield Mention(key, match.start(), match.end())


def hashtags(text: str) -> Iterator[re.Match[str]]:
    """Every hashtag in folded text; group 1 is its word."""
    return HASHTAG.finditer(text)


def belongs(key: str, allowed: frozenset[str]) -> bool:
    """Whether a handle is one of these; Chinese ones go on without a space."""
    return key in allowed or (key[:1] >= "\u3400" and any(key.startswith(one) for one in allowed if one))


def names_of(party: Party) -> frozenset[str]:
    """What a handle made of the name of a person would begin with: first and last name, or a name in Chinese."""
    found = set()
    for name in (party.name, *party.forms):
        words = [word for word in re.split(r"[\W_]+", fold(name).text) if word]
        joined = "".join(words)
        if joined[:1] >= "\u3400" and len(joined) > 2:
            found.add(joined)
        elif len(words) > 1 and len(joined) > SHORTEST:
            found |= {joined, "".join([*words[1:], words[0]])}
    return frozenset(found)
