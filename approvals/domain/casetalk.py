"""What in a text is said of which matter: the sentence of a mention and its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from approvals.domain.findings import MatterFacts
from approvals.domain.references import references
from approvals.domain.sentences import number_at, sentences
from approvals.domain.subject import Reference, Subject, View

FINAL = ("handed-down", "closed")
TEACHING = ("education", "statistics", "vacancy", "scam-warning", "obituary")
Phrase = re.Match[str]
Relation = Callable[[Phrase, Phrase], bool]
LONGEST = 400  # characters of a phrase
NESTED = 8  # mentions that may begin before the same place and go on beyond it


class Layout:
    """The sentences of one folded text, found once: their places, and which of them holds a character."""

    def __init__(self, text: str) -> None:
        self.places = sentences(text) or [(0, len(text))]

    def number(self, at: int) -> int:
        """The number of the sentence in which character `at` stands."""
        return max(0, number_at(self.places, at))

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
    sentences: frozenset[int]  # the numbers of those that hold a mention

    def reaches(self, at: int, apart: int = 1) -> bool:
        """Whether character `at` stands within `apart` sentences of a mention, or the whole surface is meant."""
        if not self.mentions:
            return True
        number = self.layout.number(at)
        return any(near in self.sentences for near in range(number - apart, number + apart + 1))

    def names(self, phrase: Phrase) -> bool:
        """Whether a phrase is part of the matter's own title or of a name in it."""
        last = bisect_right(self.mentions, phrase.start(), key=lambda row: row.start)
        return any(phrase.end() <= row.end for row in self.mentions[max(0, last - NESTED) : last])


def talks(subject: Subject, matter: MatterFacts) -> list[Talk]:
    """The surfaces that speak of `matter`: those that mention it and, if one does, the others that hold words."""
    mentioned = {
        view.name: tuple(sorted(references(subject, view, matter), key=lambda row: row.start)) for view in subject.views
    }
    if not any(mentioned.values()):
        return []
    return [
        _talk(view, matter, mentioned[view.name])
        for view in subject.views
        if mentioned[view.name] or (view.name.startswith("text") and not _others(subject, view, matter))
    ]


def _talk(view: View, matter: MatterFacts, mentions: tuple[Reference, ...]) -> Talk:
    layout = Layout(view.folded.text)
    return Talk(view, matter, layout, mentions, frozenset(layout.number(row.start) for row in mentions))


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


def in_order(*lists: Iterable[Phrase]) -> list[Phrase]:
    """The phrases of several tables by their places, as `beside` needs them."""
    return sorted((row for rows in lists for row in rows), key=lambda row: row.start())


def beside(
    layout: Layout, phrase: Phrase, others: Sequence[Phrase], within: int = 80, skip: Relation | None = None
) -> Phrase | None:
    """The first of `others`, which are in order, in the sentence of `phrase` and at most `within` characters away.

    Not one for which `skip(other, phrase)` holds.
    """
    first = bisect_left(others, phrase.start() - within - LONGEST, key=lambda row: row.start())
    last = bisect_right(others, phrase.end() + within, key=lambda row: row.start())
    for other in others[first:last]:
        gap = max(phrase.start() - other.end(), other.start() - phrase.end())
        if skip is not None and skip(other, phrase):
            continue
        if gap <= within and layout.apart(phrase.start(), other.start()) == 0:
            return other
    return None


def overlap(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases have a character in common."""
    return one.start() < other.end() and other.start() < one.end()
