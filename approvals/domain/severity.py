"""How much a finding weighs."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: it stops the post, it needs the author's reason, or it is a hint."""

    BLOCK = "block"
    JUSTIFY = "justify"
    ADVISE = "advise"

    @property
    def rank(self) -> int:
        return ("advise", "justify", "block").index(self.value)
