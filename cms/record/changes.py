"""What changed between two wordings, word by word."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: `kind` is "same", "gone", "new", or "more" where unchanged words are left out."""

    kind: str
    text: str


def changes(old: str, new: str) -> list[Piece]:
    """`old` and `new` as runs, in order; joining the same and gone ones gives `old`, the same and new ones `new`."""
    before, after = PIECES.findall(old), PIECES.findall(new)
    found: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(before[old_from:old_to])))
            continue
        runs = (Piece("gone", "".join(before[old_from:old_to])), Piece("new", "".join(after[new_from:new_to])))
        found += [run for run in runs if run.text]
    return found


def shortened(runs: list[Piece], context: int = 8) -> list[Piece]:
    """`runs` with at most `context` unchanged words on each side of a change; what is left out shows as "more"."""
    found: list[Piece] = []
    for place, run in enumerate(runs):
        pieces = PIECES.findall(run.text)
        keep = 2 * context  # each word with the blank beside it
        if run.kind != "same" or len(pieces) <= 2 * keep:
            found.append(run)
            continue
        before = [Piece("same", "".join(pieces[:keep]))] if place > 0 else []
        after = [Piece("same", "".join(pieces[-keep:]))] if place < len(runs) - 1 else []
        found += [*before, Piece("more", " … "), *after]
    return found
