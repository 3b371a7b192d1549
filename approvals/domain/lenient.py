"""From a strict pattern, one that takes the same number as people type it: spaces lost, lines broken, dots left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

# One step of a pattern: an opening with its flags, quoted text, an escape, a class, or one character.
STEP = re.compile(
    r"\(\?(?:P<\w+>|<?[=!]|[a-zA-Z-]*:)|\\Q.*?(?:\\E|\Z)|\\[pP]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[\d,]*\}|.",
    re.S,
)
TIES = {"-": "-", "\\-": "-", "/": "/", "\\/": "/"}


def lenient(pattern: str, *, spaces: bool = True) -> str:
    """`pattern` with room at its separators. With `spaces` False, no space and no dot may be left out.

    Every repetition that is added is bounded, so what was linear stays linear.
    """
    return "".join(_loosened(pattern, spaces))


def _loosened(pattern: str, spaces: bool) -> Iterator[str]:
    before = ""
    for match in STEP.finditer(pattern):
        step = match[0]
        if step in (" ", "\\ "):
            yield r"(?:\s{0,3})" if spaces else r"(?:\s{1,3})"
        elif step in TIES:
            yield rf"(?:\s?{TIES[step]}\s?)"
        elif step == "\\." and before.isalpha() and spaces:
            yield r"(?:\.?)"
        else:
            yield step
        before = step
