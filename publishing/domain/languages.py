"""What a language code says about how its words are written."""

from __future__ import annotations

FROM_THE_RIGHT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
SCRIPTS_FROM_THE_RIGHT = frozenset({"arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg"})


def direction(language: str) -> str:
    """ "rtl" or "ltr" for a BCP 47 code; a named script decides before the language does."""
    first, *rest = language.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    from_the_right = scripts[0] in SCRIPTS_FROM_THE_RIGHT if scripts else first in FROM_THE_RIGHT
    return "rtl" if from_the_right else "ltr"
