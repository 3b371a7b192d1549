"""Web addresses in a text, with a scheme or without, and what each of their parts is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from approvals.domain.fold import drop_invisible, fold
from approvals.domain.packs import load
from approvals.domain.scripts import HAN, resolved
from approvals.domain.spellings import folded_words

WIDE = "،؛؟۔，。；、！？（）【】《》「」『』“”„«»‹›"
END = rf"[^\s<>\"{WIDE}{HAN}]"
WITH_SCHEME = re.compile(rf"(?<![a-z0-9@])[a-z][a-z0-9+.-]{{1,14}}:/{{1,3}}{END}+", re.IGNORECASE)
BARE = re.compile(
    rf"(?<![@./:%=&?#-])(?<![^\W{HAN}])(?:(?![{HAN}])[\w-]){{1,63}}(?:[.．](?:(?![{HAN}])[\w-]){{1,63}}){{1,8}}(?::\d{{2,5}})?(?:[/?#]{END}*)?"
)
TRAILING = ".,;:!?…'\"*_~|\u200e\u200f\u061c\u2069\u202c"
DEFANGED = re.compile(r"\Ahxxp|\[\.\]|\(\.\)|\[:\]|\[dot\]|\(dot\)|\[/\]", re.IGNORECASE)
NUMBER_HOST = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|\d{8,10}|0x[0-9a-f]{8}|\[[0-9a-f:.]+\]", re.IGNORECASE)
# Parameters by which networks and shops follow a reader from page to page.
TRACKING = re.compile(
    r"(?<=[?&])(?:utm_\w{1,30}|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|ymclid|twclid|ttclid|li_fat_id|"
    r"igshid|igsh|mc_cid|mc_eid|mkt_tok|vero_id|oly_anon_id|oly_enc_id|_hsenc|_hsmi|hsctatracking|s_cid|ref_src|ref_url|"
    r"spm|si|wickedid|rb_clickid|epik|pk_campaign|pk_kwd|mtm_\w{1,30}|piwik_\w{1,30}|matomo_\w{1,30})=[^&#\s]*",
    re.IGNORECASE,
)
DISTANT = 3  # edits and more: another name


@dataclass(frozen=True, slots=True)
class Address:
    """An address, the author's characters `start` to `end`. `host` is in small letters; `path` holds query and all."""

    start: int
    end: int
    text: str
    scheme: str
    user: str
    host: str
    port: str
    path: str

    @property
    def numeric(self) -> bool:
        """Whether the host is a number instead of a name."""
        return bool(NUMBER_HOST.fullmatch(self.host))


def is_short(address: Address) -> bool:
    """Whether it hides where it leads behind a service for short addresses."""
    return address.host.removeprefix("www.") in folded_words("links", "short") and len(address.path) > 1


def addresses(text: str) -> list[Address]:
    """Every address by place; one that was made harmless (hxxp, [.]) is none."""
    if "." not in text and "．" not in text and "://" not in text:
        return []
    found = [_address(match) for match in WITH_SCHEME.finditer(text)]
    taken = [(one.start, one.end) for one in found]
    for match in BARE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(_address(match))
    return sorted((one for one in found if _is_address(one, text)), key=lambda one: one.start)


def _address(match: re.Match[str]) -> Address:
    text = match[0].rstrip(TRAILING)
    while text[-1:] in (")", "]", "}") and text.count(text[-1]) > text.count({")": "(", "]": "[", "}": "{"}[text[-1]]):
        text = text[:-1].rstrip(TRAILING)
    scheme, _, rest = text.rpartition("://") if "://" in text[:18] else ("", "", text)
    if not scheme and (slashed := re.match(r"[a-z]{3,10}:/+", text, re.IGNORECASE)):
        scheme, rest = text.split(":")[0], text[slashed.end() :]
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    user, _, host = authority.rpartition("@")
    port = re.search(r":(\d*)\Z", host)
    host = host[: port.start()] if port else host
    plain = drop_invisible(unicodedata.normalize("NFKC", host)).lower().strip(".")
    start = match.start()
    path = rest[len(authority) :]
    return Address(start, start + len(text), text, scheme.lower(), user, plain, port[1] if port else "", path)


def _is_address(one: Address, text: str) -> bool:
    if not one.host or DEFANGED.search(text[one.start : one.end + 4]):
        return False
    if one.scheme:
        return "." in one.host or one.numeric or one.host.startswith("[") or one.scheme not in ("http", "https")
    last = one.host.rsplit(".", 1)[-1]
    if one.numeric:
        return bool(one.path.startswith("/") or one.port)
    written = text[one.start : one.end]
    if re.search(r"\w\.[A-Z][a-z]", written) and not one.path:
        return False  # two sentences without a space between them
    return (
        last in load("links")["endings"]
        or last.startswith("xn--")
        or bool(re.fullmatch(r"[a-z]{2}", last))
        or "/" in one.path[:1]
    )


def bare_domain(domain: str) -> str:
    """A domain as a court may have typed it, without scheme, www and path."""
    plain = re.sub(r"\A[a-z]+://", "", domain.strip().lower())
    return re.split(r"[/?#:]", plain, maxsplit=1)[0].removeprefix("www.").strip(".")


def belongs(host: str, domains: Collection[str]) -> bool:
    """Whether `host` is one of `domains` or below one."""
    return any(host == domain or host.endswith("." + domain) for domain in domains)


def looks_like(host: str, domains: Collection[str]) -> bool:
    """Whether `host`, none of `domains`, could be taken for one: letters that look alike, slips, a name borrowed."""
    readings = set(_readings(host))
    return any(_alike(reading, domain) for reading in readings for domain in domains if domain.count(".") >= 1)


def _readings(host: str) -> Iterator[str]:
    shown = ".".join(map(_shown, host.split(".")))
    plain = fold(resolved(shown, "latin") or shown).text
    yield plain
    yield plain.translate(str.maketrans("013457", "oleast")).replace("rn", "m").replace("vv", "w")


def _shown(label: str) -> str:
    """A label as a browser may show it."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _alike(host: str, domain: str) -> bool:
    if belongs(host, (domain,)):
        return True  # the same letters, and yet another host
    joined = re.sub(r"[.-]", "", domain)
    if len(joined) >= 8 and joined in re.sub(r"[.-]", "", host):
        return True
    ours = domain.split(".")
    theirs = host.removeprefix("www.").split(".")[-len(ours) :]
    return len(theirs) == len(ours) and _slips(theirs, ours)


def _slips(theirs: list[str], ours: list[str]) -> bool:
    total = 0
    for their, our in zip(theirs, ours, strict=True):
        if their != our:
            far = distance(their, our)
            total += far if far <= _allowed(their, our) else DISTANT
    return 0 < total < DISTANT


def _allowed(their: str, our: str) -> int:
    """How many slips leave a word the same to the eye: county is not courts, though two letters off."""
    if len(our) >= 8 or (len(our) >= 6 and len(their) != len(our)):
        return 2
    return 1 if len(our) >= 4 else 0


def distance(one: str, other: str) -> int:
    """Letters to add, leave out, change or swap with their neighbour; DISTANT for every more distant pair."""
    if abs(len(one) - len(other)) >= DISTANT:
        return DISTANT
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        nearest = [i + 1]
        for j, there in enumerate(other):
            step = min(row[j + 1] + 1, nearest[j] + 1, row[j] + (letter != there))
            if i and j and (letter, one[i - 1]) == (other[j - 1], there):
                step = min(step, before[j - 1] + 1)
            nearest.append(step)
        before, row = row, nearest
    return min(row[-1], DISTANT)


def parameters(address: Address) -> list[tuple[str, str]]:
    """The names and values behind the question mark, and those that stand in the path behind a semicolon."""
    rows = re.split(r"[?&;#]", address.path)
    return [(name.lower(), value) for name, _, value in (row.partition("=") for row in rows) if value]


def words_in(text: str) -> set[str]:
    """The words of a host or a path, and each pair of neighbours as one."""
    rows = re.findall(r"[^\W\d_]+", fold(text).text)
    return {*rows, *(one + other for one, other in pairwise(rows))}
