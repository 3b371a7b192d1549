"""The ways to read one text: as it stands, and with undone what takes words apart or hides their letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from approvals.domain.fold import Folded, fold

REWRITTEN = re.compile(
    r"(?P<escaped>(?:%[0-9A-Fa-f]{2})+)"  # an address hides letters behind percent signs
    r"|(?P<host>\b[Xx][Nn]--[A-Za-z0-9-]{1,59})"  # and in the name of a host
    r"|(?P<cue>\s*\n(?:\d+\r?\n)?(?:\d+:)?\d+:\d+[.,]\d+[ \t]+-->[^\n]*\n)"  # captions part words by their times
    r"|(?P<broken>(?<=[^\W\d_])[-\u00ad\u2010\u2011][ \t]*\r?\n[ \t]*(?=[^\W\d_]))"  # a line breaks within a word
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text; character i of its source stands for the author's characters `starts[i]` to `ends[i]`."""

    folded: Folded
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The author's characters behind folded `start` to `end`."""
        first, last = self.folded.span(start, end)
        return self.starts[first], self.ends[last - 1]

    def written(self, start: int, end: int) -> str:
        """What the author wrote between folded `start` and `end`."""
        first, last = self.folded.span(start, end)
        return self.folded.source[first:last]


def readings(text: str) -> list[Reading]:
    """The text itself and, where something in it is to be undone, the text with all of that undone."""
    plain = Reading(fold(text), range(len(text)), range(1, len(text) + 1))
    return [plain, _rewritten(text)] if REWRITTEN.search(text) else [plain]


def _rewritten(text: str) -> Reading:
    pieces, starts, ends, last = list[str](), list[int](), list[int](), 0
    for match in [*REWRITTEN.finditer(text), None]:
        begin, end = match.span() if match else (len(text), len(text))
        pieces.append(text[last:begin])
        starts += range(last, begin)
        ends += range(last + 1, begin + 1)
        for char, size in _undone(match) if match else ():
            pieces.append(char)
            starts.append(begin)
            ends.append(begin + size if size else end)
            begin += size
        last = end
    return Reading(fold("".join(pieces)), starts, ends)


def _undone(match: re.Match[str]) -> list[tuple[str, int]]:
    """The characters that a match stands for, each with how many of the author's it took; 0 for all of them."""
    if match["escaped"]:
        return unescaped(match[0])
    if match["host"]:
        return [(char, 0) for char in decoded_host(match[0])]
    return [(" ", 0)] if match["cue"] else []


def unescaped(text: str) -> list[tuple[str, int]]:
    """The characters behind a run of percent signs, each with how many characters it took."""
    data = bytes.fromhex(text.replace("%", ""))
    try:
        return [(char, 3 * len(char.encode())) for char in data.decode()]
    except UnicodeDecodeError:
        return [(chr(byte), 3) for byte in data]


def decoded_host(label: str) -> str:
    """One label of a host name in its own letters; as it stands when it cannot be decoded."""
    try:
        return label[4:].encode().decode("punycode")
    except (UnicodeError, ValueError):
        return label
