"""Folding: every way to write the same word becomes one, and each folded character knows where it came from.

The result is for comparing only. Folding is idempotent, works a character at a time, and is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from approvals.domain.packs import load

# Letters that hold their stroke or their second letter in themselves, so that no mark can be stripped from them.
LATIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "þ": "th", "ð": "d", "ŧ": "t", "ɫ": "l", "ƶ": "z"}
)
TURKISH = str.maketrans("İIı", "iii")
ARABIC = str.maketrans("أإآٱىیېةۀکؤئ", "اااايييههكوي")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘－⁃־", "-"))
QUOTES = str.maketrans(dict.fromkeys("‘’‚‛`´ʹʼʻ′＇ʾʿ", "'") | dict.fromkeys("“”„‟«»″", '"'))
# Small capitals and squared letters have no decomposition, yet they are read as letters.
STYLED = str.maketrans(
    dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢɑɡ", "abcdefghijklmnopqrstuvwyzag", strict=True))
    | {chr(base + i): chr(97 + i) for base in (0x1F150, 0x1F170, 0x1F1E6) for i in range(26)}
)
SIGNS = ARABIC | DASHES | QUOTES | STYLED
INVISIBLE = frozenset("\u0640\u034f\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")
MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)


def drop_invisible(text: str) -> str:
    """Without the characters that show nothing (category Cf, fillers, the Arabic tatweel)."""
    return "".join(c for c in text if c not in INVISIBLE and unicodedata.category(c) != "Cf")


def strip_marks(text: str) -> str:
    """Letters without their accents and Arabic vowel signs. Marks of other scripts carry meaning and stay."""
    return MARKS.sub("", unicodedata.normalize("NFKD", text))


def fold_case(text: str) -> str:
    """Case folded so that the four Turkish i are one, and stroked letters are plain."""
    return text.translate(TURKISH).casefold().translate(LATIN)


def fold_digits(text: str) -> str:
    """Digits of every script as ASCII."""
    if text.isascii() or not any(map(str.isdigit, text)):
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)


def fold_signs(text: str) -> str:
    """Interchangeable Arabic letters, dashes, quotation marks and styled letters in one form each."""
    return text.translate(SIGNS)


@cache
def han_table() -> dict[str, str]:
    """Traditional characters to simplified ones."""
    pack = load("hans")
    return dict(zip(pack["traditional"], pack["simplified"], strict=True))


def fold_once(text: str) -> str:
    """Every step in order, for one character or for what it became."""
    return fold_signs(fold_digits(fold_case(strip_marks(drop_invisible(text)))))


def fold_char(char: str) -> str:
    """One character, folded until nothing changes any more; empty when it shows nothing."""
    if "\u3400" <= char <= "\u9fff":
        return han_table().get(char, char)
    if "\uac00" <= char <= "\uf8ff":
        return unicodedata.normalize("NFD", char)
    folded = fold_once(char)
    while folded != char:
        char, folded = folded, fold_once(folded)
    return folded if folded.isascii() else "".join(han_table().get(c, c) for c in folded)


def compat_char(char: str) -> str:
    """One character in its compatible form: upright digits and dashes, case and accents kept."""
    return fold_digits(unicodedata.normalize("NFKC", drop_invisible(char))).translate(DASHES)


class _Table(dict[str, str]):
    """Remembers what each character folds to."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self.rule = rule

    def __missing__(self, char: str) -> str:
        folded = self[char] = self.rule(char)
        return folded


_FOLD, _COMPAT = _Table(fold_char), _Table(compat_char)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` for comparing; `offsets[i]` is the place in `source` of folded character i."""

    text: str
    offsets: Sequence[int]
    source: str = field(repr=False, default="")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The author's characters (start, end exclusive) behind folded characters `start` to `end`, marks included."""
        if start >= end:
            return (0, 0)
        last = self.offsets[end - 1] + 1
        while last < len(self.source) and unicodedata.category(self.source[last]) == "Mn":
            last += 1
        return self.offsets[start], last


def _mapped(text: str, table: _Table) -> Folded:
    pieces = list(map(table.__getitem__, text))
    joined = "".join(pieces)
    if len(joined) == len(text) and "" not in pieces:
        return Folded(joined, range(len(text)), text)
    return Folded(joined, [i for i, piece in enumerate(pieces) for _ in piece], text)


def fold(text: str) -> Folded:
    """Fold `text` for comparing names and words."""
    return _mapped(text, _FOLD)


def compat(text: str) -> Folded:
    """`text` without invisible characters and with plain digits and dashes, for dockets, whose case matters."""
    return _mapped(text, _COMPAT)
