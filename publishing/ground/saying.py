"""What the system says of its own accord: kept as code and facts, and worded in the language of whoever reads it.

A code is the sentence in English, as the catalogues have it: a sentence that was rewritten since, or that a
language lacks, is read in English and never lost. Facts hold no protected words.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

Part = dict[str, Any]  # {"say": code, "with": {name: text or number}}, or {"words": text} as it came from elsewhere


class Said(str):
    """Words in the language of now, with the parts that they are made of."""

    parts: list[Part]


def said(code: str, /, **facts: str | int) -> Said:
    """The sentence `code`, which is marked with gettext_noop, with its facts."""
    return _made([{"say": code, "with": facts} if facts else {"say": code}])


def together(*ones: str) -> Said:
    """Several as one, blanks between them; what is empty is left out."""
    return _made([part for one in ones if one for part in parts_of(one) or [{"words": str(one)}]])


def parts_of(text: str) -> list[Part]:
    """What `text` is made of, fit for JSON; empty where somebody else wrote it."""
    return text.parts if isinstance(text, Said) else []


def worded(parts: Any, otherwise: str = "") -> str:
    """The words of stored `parts` in the language of now; `otherwise` where there are none that can be read."""
    found = [_word(part) for part in parts] if isinstance(parts, list) else []
    return " ".join(filter(None, found)) or otherwise


def told(error: BaseException) -> str:
    """The words of `error`, with their parts where it was made of some."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Said) else str(error)


def _made(parts: list[Part]) -> Said:
    made = Said(worded(parts))
    made.parts = parts
    return made


def _word(part: Any) -> str:
    match part:
        case {"words": str(words)}:
            return words
        case {"say": str(code), "with": dict(facts)}:
            try:
                return gettext(code) % facts
            except (KeyError, TypeError, ValueError):
                return code
        case {"say": str(code)}:
            return gettext(code)
    return ""
