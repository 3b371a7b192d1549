"""Nothing is told of how judges deliberate on a case, how they vote, or what a draft says (guidelines 16, 17)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.casetalk import TEACHING, Layout, Phrase, beside, decided, in_order, overlap, talks, under_embargo
from approvals.domain.findings import Finding
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View

CODE = "deliberation-leak"
GUIDELINES = (16, 17)
LEVEL = Severity.BLOCK
PUBLIC = ("judgment", "obituary")  # kinds in which votes are told that are out
NEAR = 90  # characters between the place of deliberation and what went on there


def run(subject: Subject) -> Iterator[Finding]:
    """A block for what went on among the judges, for a vote in an undecided matter, and for a draft attached."""
    for view in subject.views:
        if view.name.startswith(("file:", "alt:")):
            yield from (_finding(view, phrase, "draft-attached") for phrase in subject.phrases(view, CODE, "mark"))
        elif subject.draft.kind not in TEACHING:
            yield from _told(subject, view)
    yield from _votes(subject)


def _told(subject: Subject, view: View) -> Iterator[Finding]:
    room, leaks = subject.phrases(view, CODE, "room"), subject.phrases(view, CODE, "leak")
    if not room and not leaks:
        return
    layout = Layout(view.folded.text)
    careful = in_order(subject.phrases(view, CODE, "explained"), subject.phrases(view, "cases", "teaching"))
    open_ = subject.draft.kind in PUBLIC or _only_decided(subject, view)
    for phrase in leaks:
        if not open_ and not beside(layout, phrase, careful):
            yield _finding(view, phrase, "deliberation")
    inside = subject.phrases(view, CODE, "inside") if room and not open_ else []
    for place in room:
        went_on = beside(layout, place, inside, NEAR, overlap)
        if went_on and not beside(layout, place, careful):
            yield _finding(view, place, "deliberation")


def _only_decided(subject: Subject, view: View) -> bool:
    """Whether the text speaks of matters, and all of them are final."""
    spoken = [matter for matter in subject.context.matters if talks(subject, matter)]
    return bool(spoken) and all(decided(subject, matter) for matter in spoken)


def _votes(subject: Subject) -> Iterator[Finding]:
    for matter in subject.context.matters:
        if decided(subject, matter):
            continue
        tables = ("vote",) if under_embargo(subject, matter) else ("vote", "result")
        for talk in talks(subject, matter):
            for phrase in (row for table in tables for row in subject.phrases(talk.view, CODE, table)):
                if talk.mentions and talk.reaches(phrase.start()) and not talk.names(phrase):
                    span = talk.view.span(phrase.start(), phrase.end())
                    yield Finding(CODE, GUIDELINES, LEVEL, "vote-early", span, matter.code)


def _finding(view: View, phrase: Phrase, reason: str) -> Finding:
    return Finding(CODE, GUIDELINES, LEVEL, reason, view.span(phrase.start(), phrase.end()))
