"""The sentence around words that meet a protected name, and whose names they meet."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime

from approvals.domain.findings import Context, Draft, MatterFacts, Surface
from approvals.domain.fold import fold
from approvals.domain.references import means
from approvals.domain.subject import Subject

FAR = datetime(2100, 1, 1, tzinfo=UTC)
# "Prof.", "No.", "E." and "3." end no sentence: where it is doubtful the sentence is the longer one.
ABBREVIATED = re.compile(r"(?:\b\w|\b[^\W\d_a-z]\w{1,3}|\b\d{1,2})\Z")
# A full stop counts before a space only; signs that end a sentence in Chinese, Arabic and Hindi count anywhere.
END = re.compile(r"[.…!?][\"'”’»)\]]{0,5}(?=\s|\Z)|[。！？؟۔।]|[\n\r\u2028\u2029]")


def sentence_ends(text: str) -> list[int]:
    """Where the sentences of a text end, in their order."""
    return [match.end() for match in END.finditer(text) if _ends(text, match.start(), match.end())]


def sentence(text: str, ends: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence, or sentences, in which characters `start` to `end` stand; `ends` are its ends."""
    before, behind = bisect_right(ends, start), bisect_left(ends, end)
    return ends[before - 1] if before else 0, ends[behind] if behind < len(ends) else len(text)


def comparable(text: str) -> str:
    """`text` folded, with each run of spaces as one: what two writings of the same sentence share."""
    return " ".join(fold(text).text.split())


def met(text: str, start: int, end: int, matter: MatterFacts) -> tuple[int, ...]:
    """Places in `matter.parties` of the protected people whose names characters `start` to `end` meet."""
    subject = Subject(Draft("", "", (Surface("text", text),)), Context(FAR, (matter,)))
    found = []
    for number, known in enumerate(subject.names[matter.code][: len(matter.parties)]):
        for view in subject.views if known.protected else ():
            hits = (m for m in subject.matches(view, known) if m.start < end and start < m.end)
            if any(means(subject, view, match, known, False) for match in hits):
                found.append(number)
    return tuple(found)


def _ends(text: str, place: int, after: int) -> bool:
    if text[place] != ".":
        return True
    goes_on = text[after : after + 2].lstrip()[:1]
    return not (goes_on.islower() or goes_on.isdigit() or ABBREVIATED.search(text[max(0, place - 8) : place]))
