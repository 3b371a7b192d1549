"""Word lists of the packs as one pattern each, for folded text: whole words where a script has spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from approvals.domain.fold import fold
from approvals.domain.packs import load

CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
ARABIC = re.compile("[\u0621-\u064a]")
AND = r"[وف](?=ال\w{3}|\w{5})"  # "and", "so": written as one with a word that is long enough not to be another one
MAYBE = re.compile(r"(?:\(\?:[^()]*\)\?(?![?+])|\[[^\]]*\]\?(?![?+]))+")
BRACKETS = re.compile(r"\\.|\[[^\]]*\]|\([^()]*\)")
WHOLE = r"(?![^\W_])"
NEVER = re.compile(r"(?!)")


class Shape(NamedTuple):
    """A pattern as it is tried. `apart`: it begins and ends with a whole word, as where a script has spaces."""

    text: str
    apart: bool


def shapes(patterns: Iterable[str]) -> list[Shape]:
    """`patterns` in the order in which they are tried at one place, each once."""
    rows = sorted(dict.fromkeys(patterns), key=len, reverse=True)
    spaced = [row for row in rows if not CJK.search(row)]
    arabic = [Shape(f"(?:{AND})?(?:{row})", True) for row in spaced if ARABIC.search(row)]
    others = [Shape(f"(?:{row})", True) for row in spaced if not ARABIC.search(row)]
    return [*others, *arabic, *(Shape(f"(?:{row})", False) for row in rows if CJK.search(row))]


def alternatives(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that matches any of `patterns`, each a whole word unless it is Chinese."""
    rows = sorted(dict.fromkeys(patterns), key=len, reverse=True)
    spaced = [row for row in rows if not CJK.search(row)]
    arabic = [row for row in spaced if ARABIC.search(row)]
    others = [row for row in spaced if not ARABIC.search(row)]
    parts = [rf"(?<![^\W_])(?:{'|'.join(others)}){WHOLE}"] if others else []
    parts += [rf"(?<![^\W_])(?:{AND})?(?:{'|'.join(_shared(arabic))}){WHOLE}"] if arabic else []
    parts += [row for row in rows if CJK.search(row)]
    return re.compile("|".join(parts)) if parts else NEVER


def _shared(rows: list[str]) -> list[str]:
    """Rows that begin with the same optional group ("the", "of the") as one, so that it is tried once for all."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        start = MAYBE.match(row)
        groups.setdefault(start[0] if start and "|" not in _outside(row) else row, []).append(row)
    return [rows[0] if len(rows) == 1 else _joined(start, rows) for start, rows in groups.items()]


def _joined(start: str, rows: list[str]) -> str:
    return f"{start}(?:{'|'.join(row[len(start) :] for row in rows)})"


def _outside(row: str) -> str:
    """What of a pattern stands outside all brackets, its innermost ones taken away first."""
    while (less := BRACKETS.sub("", row)) != row:
        row = less
    return row


@cache
def pattern(pack: str, table: str) -> re.Pattern[str]:
    """The regular expressions of one table of a pack, of all its languages together."""
    rows: dict[str, list[str]] = load(pack)[table]
    return alternatives(row for language in rows.values() for row in language)


@cache
def words(pack: str, table: str) -> re.Pattern[str]:
    """The plain words of one table of a pack; a star at the end stands for any ending."""
    rows: dict[str, list[str]] = load(pack)[table]
    return alternatives(_plain(word) for language in rows.values() for word in language)


def _plain(word: str) -> str:
    text = re.escape(fold(word.rstrip("*")).text)
    return text + r"\w*" if word.endswith("*") else text


@cache
def endings(pack: str, table: str, key: str) -> tuple[str, ...]:
    """The entries of one list, for Chinese words that stand directly before or after a name."""
    rows: dict[str, list[str]] = load(pack)[table]
    return tuple(rows[key])
