"""The rules of one court: the packs it switched on, words of its own, and severities that it changed with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from approvals.domain.severity import Severity

# The weight of these is not for a court to change: an order of a judge, or a check that could not run, stands behind.
FIXED = frozenset({"restricted-identity", "embargo", "reporting-restriction", "check-failed"})


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
    severities: tuple[tuple[str, Severity], ...] = ()  # of the packs and of the court itself

    def severity(self, code: str, found: Severity, usual: Severity) -> Severity:
        """How much a finding weighs at this court, where the check's gravest usual finding weighs `usual`.

        A changed weight takes the place of the usual one. What a check weighs less by itself (a neutral list) is never
        raised, and what it weighs more (a campaign's hashtag) is never lowered.
        """
        changed = dict(self.severities).get(code)
        if changed is None or code in FIXED:
            return found
        if found is usual:
            return changed
        pick = max if found.rank > usual.rank else min
        return pick(found, changed, key=lambda severity: severity.rank)


PLAIN = Rulebook()


def may_weigh(code: str, usual: Severity, changed: Severity) -> bool:
    """Whether a pack or a court may give `code` that weight: a block may become a question, and never a mere hint."""
    return code not in FIXED and not (usual is Severity.BLOCK and changed is Severity.ADVISE)
