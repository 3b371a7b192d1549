"""Nothing that readers cannot see, and no letter that is not what it looks like (guideline 32)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from approvals.domain.findings import Finding, Span
from approvals.domain.scripts import resolved, script_of
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject

CODE = "hidden-text"
GUIDELINES = (32,)
LEVEL = Severity.BLOCK
OVERRIDES = re.compile("[\u202d\u202e][^\u202c\n]*\u202c?|[\u202a\u202b](?=[^\u202c\n]*[\u202d\u202e])")
TAGS = re.compile("(?<!\U0001f3f4)(?<![\U000e0020-\U000e007e])[\U000e0001-\U000e007f]+")
WORD = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{Armenian}\p{Cherokee}\p{N}\p{Mn}]+")
ONE_SCRIPT = regex.compile(r"[\p{Latin}\p{N}\p{Mn}]+|[\p{Cyrillic}\p{N}\p{Mn}]+|[\p{Greek}\p{N}\p{Mn}]+")
UNSEEN = regex.compile(r"[\p{Cf}\u034f\u115f\u1160\u2800\u3164\uffa0\u180b-\u180d\ufe00-\ufe0f]+")
EMBEDDING = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
JOINERS = "\u200c\u200d"
MARKS = "\u200e\u200f\u061c"
NEEDS_JOINERS = regex.compile(
    r"[\p{Arabic}\p{Syriac}\p{Mongolian}\p{Nko}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}\p{Tamil}"
    r"\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Tibetan}\p{Khmer}\p{Myanmar}\p{Thai}\p{Lao}\p{Hebrew}]"
)
NEEDS_BREAKS = regex.compile(r"[\p{Thai}\p{Khmer}\p{Lao}\p{Myanmar}\p{Tibetan}\p{Javanese}\p{Balinese}]")
NUMBERED = regex.compile(r".{0,3}?\d[\p{Cf}]*[-/.][\p{Cf}]*\d", regex.DOTALL)  # as in a docket number
EMOJI = regex.compile(r"\p{Extended_Pictographic}|[\U0001f3fb-\U0001f3ff\ufe0f]")
CHECKED = ("latin", "cyrillic", "greek", "armenian", "cherokee")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Characters `start` to `end` of the author's text that mislead, and what should stand there instead."""

    reason: str
    start: int
    end: int
    mend: str


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each hidden run and each word of look-alike letters; `mended` gives the clean text."""
    for view in subject.views:
        for row in hidden(view.text):
            params = {"codepoint": f"U+{ord(view.text[row.start]):04X}"}
            yield Finding(CODE, GUIDELINES, Severity.BLOCK, row.reason, Span(view.name, row.start, row.end), "", params)


def mended(text: str) -> str:
    """`text` without what this check finds: hidden characters gone, look-alikes replaced. Idempotent."""
    for _ in range(4):
        rows = hidden(text)
        if not rows:
            break
        for row in sorted(rows, key=lambda row: -row.start):
            text = text[: row.start] + row.mend + text[row.end :]
    return text


def hidden(text: str) -> list[Hidden]:
    """Everything in `text` that readers cannot see or would misread, by place; none overlaps another."""
    if text.isascii():
        return []
    rows = [Hidden("direction-override", m.start(), m.end(), _unturned(m[0])) for m in OVERRIDES.finditer(text)]
    rows += [Hidden("tag-characters", m.start(), m.end(), "") for m in TAGS.finditer(text)]
    rows += _runs(text)
    rows += _mixed(text)
    kept: list[Hidden] = []
    for row in sorted(rows, key=lambda row: (row.start, -row.end)):
        if not kept or row.start >= kept[-1].end:
            kept.append(row)
    return kept


def _unturned(text: str) -> str:
    return re.sub("[\u202a-\u202e]", "", text)


def _runs(text: str) -> Iterator[Hidden]:
    """Invisible characters between two letters or digits of a word, or of an address."""
    for match in UNSEEN.finditer(text):
        if _inside_word(text, match.start(), match.end()):
            yield Hidden("hidden-character", match.start(), match.end(), "")


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f"


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after, run = _letter_before(text, start), text[end : end + 1], text[start:end]
    if not before or not after or EMOJI.match(before) or EMOJI.match(after):
        return False
    if not (_of_word(before, text, start) and _of_word(after, text, end)):
        return False
    if all(char in JOINERS for char in run) and (NEEDS_JOINERS.match(before) and NEEDS_JOINERS.match(after)):
        return False
    if set(run) <= {"\u200b", "\u2060", *JOINERS} and (NEEDS_BREAKS.match(before) or NEEDS_BREAKS.match(after)):
        return False
    if any(char in MARKS or char in EMBEDDING for char in run) and _turns(before, after):
        return False
    return not ("\u2066" <= run[0] <= "\u2069")


def _letter_before(text: str, start: int) -> str:
    while start > 0 and unicodedata.category(text[start - 1]) in ("Mn", "Me") and not _is_selector(text[start - 1]):
        start -= 1
    return text[start - 1 : start]


def _of_word(char: str, text: str, at: int) -> bool:
    """Whether the character belongs to a word, or joins the parts of an address."""
    if char.isalnum() or unicodedata.category(char) in ("Mn", "Mc"):
        return True
    if char in "-/." and NUMBERED.match(text, max(0, at - 3)):
        return True
    begin = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    return char in "./:@#-_?=&%" and bool(re.match(r"https?:|www\.|\S+@|[#@]", text[begin:at]))


def _turns(before: str, after: str) -> bool:
    """Whether the direction of writing changes here, or a number stands beside it."""
    sides = {unicodedata.bidirectional(before), unicodedata.bidirectional(after)}
    return len(sides) > 1 or bool(sides & {"EN", "AN", "ES", "CS", "ET", "ON"})


def _mixed(text: str) -> Iterator[Hidden]:
    """Words of two scripts that look like words of one."""
    for match in WORD.finditer(text):
        word = match[0]
        if word.isascii() or ONE_SCRIPT.fullmatch(word):
            continue
        counts = Counter(script for char in word if (script := script_of(char)))
        if len(counts) < 2 or not set(counts) <= set(CHECKED) or _acronym_with_ending(word):
            continue
        mend = _as_one(word, counts)
        if mend is not None:
            yield Hidden("mixed-scripts", match.start(), match.end(), mend)


def _as_one(word: str, counts: Counter[str]) -> str | None:
    for script, _count in counts.most_common():
        text = resolved(word, script)
        if text is not None:
            return text
    return None


def _acronym_with_ending(word: str) -> bool:
    """PDFа, SMSки: Latin capitals that Russian gives an ending."""
    return bool(re.fullmatch(r"[A-Z]{2,}[а-яё]{1,3}", word))
