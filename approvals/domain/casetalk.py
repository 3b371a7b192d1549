"""What in a text is said of which matter: the sentence of a mention and its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from approvals.domain.findings import MatterFacts
from approvals.domain.references import references
from approvals.domain.sentences import sentences
from approvals.domain.subject import Reference, Subject, View

FINAL = ("handed-down", "closed")
TEACHING = ("education", "statistics", "vacancy", "scam-warning", "obituary")
Phrase = re.Match[str]


class Layout:
    """The sentences of one folded text, found once: their places, and which of them holds a character."""

    def __init__(self, text: str) -> None:
        self.places = sentences(text) or [(0, len(text))]
        self._starts = [start for start, _end in self.places]

    def number(self, at: int) -> int:
        """The number of the sentence in which character `at` stands."""
        return max(0, bisect_right(self._starts, at) - 1)

    def apart(self, one: int, other: int) -> int:
        """How many sentences lie between two characters: 0 in the same one, 1 in neighbours."""
        return abs(self.number(one) - self.number(other))


@dataclass(frozen=True, slots=True)
class Talk:
    """One surface on which a matter is spoken of. Without `mentions` it is spoken of on another surface only."""

    view: View
    matter: MatterFacts
    layout: Layout
    mentions: tuple[Reference, ...]

    def reaches(self, at: int, apart: int = 1) -> bool:
        """Whether character `at` stands within `apart` sentences of a mention, or the whole surface is meant."""
        return not self.mentions or any(self.layout.apart(row.start, at) <= apart for row in self.mentions)

    def names(self, phrase: Phrase) -> bool:
        """Whether a phrase is part of the matter's own title or of a name in it."""
        return any(row.start <= phrase.start() and phrase.end() <= row.end for row in self.mentions)


def talks(subject: Subject, matter: MatterFacts) -> list[Talk]:
    """The surfaces that speak of `matter`: those that mention it and, if one does, the others that hold words."""
    mentioned = {view.name: tuple(references(subject, view, matter)) for view in subject.views}
    if not any(mentioned.values()):
        return []
    return [
        Talk(view, matter, Layout(view.folded.text), mentioned[view.name])
        for view in subject.views
        if mentioned[view.name] or (view.name.startswith("text") and not _others(subject, view, matter))
    ]


def _others(subject: Subject, view: View, matter: MatterFacts) -> bool:
    """Whether a surface that does not mention `matter` mentions another one."""
    return any(references(subject, view, row) for row in subject.context.matters if row is not matter)


def decided(subject: Subject, matter: MatterFacts) -> bool:
    """Whether the matter is final at the time of publication."""
    lifted = matter.embargo_until is not None and subject.context.publish_at >= matter.embargo_until
    if matter.status == "embargoed":
        return lifted
    return matter.status in FINAL or (matter.status == "appealable" and subject.draft.kind == "judgment")


def under_embargo(subject: Subject, matter: MatterFacts) -> bool:
    """Whether the judgment may not be known at the time of publication. At the very instant of lifting it may."""
    if matter.embargo_until is None:
        return matter.status == "embargoed"
    return subject.context.publish_at < matter.embargo_until


def beside(layout: Layout, phrase: Phrase, others: Iterable[Phrase], within: int = 80) -> Phrase | None:
    """The first of `others` in the sentence of `phrase`, at most `within` characters away."""
    for other in others:
        gap = max(phrase.start() - other.end(), other.start() - phrase.end())
        if gap <= within and layout.apart(phrase.start(), other.start()) == 0:
            return other
    return None


def covered(phrase: Phrase, others: Iterable[Phrase]) -> bool:
    """Whether a phrase overlaps one of `others`."""
    return any(phrase.start() < other.end() and other.start() < phrase.end() for other in others)
