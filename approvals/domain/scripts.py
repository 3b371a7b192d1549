"""Which script a letter belongs to, and what a disguised word stands for: look-alike letters and digits for letters."""

from __future__ import annotations

import re
from functools import cache

from approvals.domain.fold import fold
from approvals.domain.packs import load

RANGES = (
    ("latin", 0x41, 0x24F),
    ("greek", 0x370, 0x3FF),
    ("cyrillic", 0x400, 0x52F),
    ("armenian", 0x530, 0x58F),
    ("hebrew", 0x590, 0x5FF),
    ("arabic", 0x600, 0x77F),
    ("arabic", 0x8A0, 0x8FF),
    ("cherokee", 0x13A0, 0x13FF),
    ("latin", 0x1E00, 0x1EFF),
    ("han", 0x3400, 0x9FFF),
    ("han", 0xF900, 0xFAFF),
    ("arabic", 0xFB50, 0xFDFF),
    ("arabic", 0xFE70, 0xFEFC),
    ("han", 0x20000, 0x3FFFF),
)
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
COUNTED = {
    "latin": re.compile("[a-z]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "arabic": re.compile("[\u0620-\u077f]"),
    "han": re.compile(f"[{HAN}]"),
    "greek": re.compile("[\u0370-\u03ff]"),
}
LEET = re.compile(r"[0-9@$!|€]")


@cache
def script_of(char: str) -> str:
    """The script of a letter by its Unicode block, or "" for what is no letter or is of a script not listed."""
    if not char.isalpha():
        return ""
    return next((name for name, first, last in RANGES if first <= ord(char) <= last), "other")


def dominant(folded: str) -> str:
    """The script that most letters of a folded text are of; latin when there are none."""
    if folded.isascii():
        return "latin"
    counts = {name: len(pattern.findall(folded)) for name, pattern in COUNTED.items()}
    counts["han"] *= 3
    return max(counts, key=lambda name: counts[name])


@cache
def lookalikes(target: str) -> dict[str, str]:
    """Each letter that looks like a letter of script `target`, and that letter."""
    table: dict[str, str] = {}
    for row in load("confusables")["pair"]:
        there, here = (row["letters"], row["lookalikes"])
        if row["to"] == target:
            table |= dict(zip(there, here, strict=True))
        elif row["from"] == target:
            table |= {look: letter for letter, look in zip(there, here, strict=True) if look not in table}
    return table


@cache
def leet_table(script: str, choice: int) -> dict[int, str]:
    """Digits and signs to the letters of `script` they stand for; `choice` 1 takes the second reading."""
    rows: dict[str, str] = load("confusables")["leet"].get(script, {})
    return {ord(sign): letters[min(choice, len(letters) - 1)] for sign, letters in rows.items()}


def scripts_in(word: str) -> set[str]:
    """The scripts of the letters of a word."""
    return {script_of(char) for char in word} - {""}


def resolved(word: str, target: str) -> str | None:
    """`word` with every look-alike turned into script `target`; None where a letter has none there."""
    table = lookalikes(target)
    out = []
    for char in word:
        if script_of(char) in ("", target):
            out.append(char)
        elif char in table:
            out.append(table[char])
        else:
            return None
    return "".join(out)


def disguises(word: str, post_script: str) -> list[str]:
    """What a word, as the author wrote it, may stand for: folded readings that differ from its plain folding."""
    scripts = scripts_in(word)
    if not scripts or (word.isalpha() and scripts == {post_script}):
        return []
    readings = [(word, next(iter(scripts)))] if len(scripts) == 1 else []
    if len(scripts) > 1 or post_script not in scripts:
        found = ((resolved(word, target), target) for target in ("latin", "cyrillic", "greek"))
        readings += [(text, target) for text, target in found if text is not None]
    plain = fold(word).text
    words = [variant for text, script in readings for variant in _unleeted(fold(text).text, script)]
    return [variant for variant in dict.fromkeys(words) if variant != plain and variant.isalpha()]


def _unleeted(word: str, script: str) -> list[str]:
    if not LEET.search(word):
        return [word]
    return [word.translate(leet_table(script, choice)) for choice in (0, 1)]
