"""An attack on the court is not answered by its press office: advice first, and mostly silence (guideline 22)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from approvals.domain.findings import Finding
from approvals.domain.sentences import Place
from approvals.domain.severity import Severity
from approvals.domain.stretches import meetings, stretches
from approvals.domain.subject import LISTING, Subject, View

CODE = "respond-to-attack"
GUIDELINES = (22,)
LEVEL = Severity.BLOCK
# Tell of attacks, lies and false reports that are not on the bench, or that the bench has judged.
TELLING = ("judgment", "education", "scam-warning", "emergency", "closure", "statistics", "vacancy", *LISTING)


def run(subject: Subject) -> Iterator[Finding]:
    """A block for defending the bench against criticism or turning on its critics; a question in a signed statement."""
    if subject.draft.kind in TELLING:
        return
    for view in subject.views:
        for reason, (start, end) in (*_at_accusers(subject, view), *_in_defence(subject, view)):
            stated = bool(subject.phrases(view, CODE, "statement"))
            level = Severity.JUSTIFY if stated else LEVEL
            yield Finding(CODE, GUIDELINES, level, "attack-statement" if stated else reason, view.span(start, end))


def _at_accusers(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    for match in subject.phrases(view, CODE, "stop"):
        yield "attack-accuser", match.span()
    critics = subject.phrases(view, CODE, "critic")
    said = subject.phrases(view, CODE, "defence") if critics else []
    for meeting in meetings(stretches(view.folded.text) if said else [], critics, said):
        yield "attack-accuser", meeting.span


def _in_defence(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    """Criticism, the bench and what is said for it, in one sentence or in two that follow each other."""
    attacks = subject.phrases(view, CODE, "assault") if subject.draft.kind != "correction" else []
    said = subject.phrases(view, CODE, "defence") if attacks else []
    bench = subject.phrases(view, CODE, "bench") if said else []
    if not bench:
        return
    rows = stretches(view.folded.text)
    two = [(one[0], other[1]) for one, other in pairwise(rows)] or rows
    for meeting in meetings(two, attacks, bench, said):
        if len({word.span() for word in meeting.words}) == len(meeting.words):
            yield "attack-answered", meeting.span
