"""The rules of one court: the packs it switched on, words of its own, and severities that it changed with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from approvals.domain.severity import Severity


@dataclass(frozen=True, slots=True)
class OwnWord:
    """Words that a court added to one table of one check. A star at the end stands for any ending."""

    check: str
    table: str
    language: str  # as in the packs: en, zh …; "all" for every language
    words: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What differs from the base packs. Hashable: compiled phrases are kept by it."""

    packs: tuple[str, ...] = ()
    own: tuple[OwnWord, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()

    def severity(self, code: str, usual: Severity) -> Severity:
        """How much a finding of `code` weighs at this court."""
        return dict(self.severities).get(code, usual)


PLAIN = Rulebook()
