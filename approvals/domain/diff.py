"""What changed between two texts, word by word."""

from __future__ import annotations

import difflib
import re

WORDS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)


def words_changed(old: str, new: str) -> list[tuple[str, str]]:
    """`new` and what went from `old`, as runs of ("same" | "added" | "gone", text)."""
    left, right = WORDS.findall(old), WORDS.findall(new)
    runs: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", "".join(right[c:d])))
            continue
        if b > a:
            runs.append(("gone", "".join(left[a:b])))
        if d > c:
            runs.append(("added", "".join(right[c:d])))
    return runs
