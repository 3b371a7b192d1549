"""A court takes no side between parties, candidates or camps, and congratulates nobody on power (guidelines 16, 23)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Finding
from approvals.domain.sentences import Place, quoted
from approvals.domain.severity import Severity
from approvals.domain.stretches import Found, inside, meetings, stretches, within
from approvals.domain.subject import Subject, View

CODE = "political-endorsement"
GUIDELINES = (16, 23)
LEVEL = Severity.BLOCK
REPORTING = ("education", "judgment", "statistics", "scam-warning", "correction")  # quote what others have said
# Reason, the table of what is done, the tables of those it is done to.
SIDES = (
    ("political-congratulation", "congratulate", ("office", "party", "election")),
    ("political-support", "support", ("office", "party", "runner")),
    ("political-attack", "oppose", ("office", "party", "runner")),
)


def run(subject: Subject) -> Iterator[Finding]:
    """A block for a call to vote, congratulations on an office, support for or an attack on a political side."""
    for view in subject.views:
        quotes = list(quoted(view.folded.text)) if subject.draft.kind in REPORTING else []
        for reason, (start, end) in (*_calls(subject, view), *_sides(subject, view)):
            if not within(quotes, start, end):
                yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end))


def _calls(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    """Calls to vote, unless for a drawing, and unless said of what the court never does."""
    calls = subject.phrases(view, CODE, "ballot")
    if not calls:
        return
    contests, refused = subject.phrases(view, CODE, "contest"), subject.phrases(view, CODE, "refused")
    for place in stretches(view.folded.text):
        for call in inside(calls, place):
            if not inside(contests, place) and not inside(refused, (place[0], call.start())):
                yield "political-vote", call.span()


def _sides(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    for reason, deed, targets in SIDES:
        deeds = subject.phrases(view, CODE, deed)
        for target in targets if deeds else ():
            yield from ((reason, span) for span in _taken(subject, view, deeds, target))


def _taken(subject: Subject, view: View, deeds: Found, target: str) -> Iterator[Place]:
    """Where the deed is done to the target: nobody of the judiciary stands between them, and nothing refuses it."""
    targets = _not_aside(subject, view, subject.phrases(view, CODE, target))
    if not targets:
        return
    own, refused = subject.phrases(view, CODE, "own"), subject.phrases(view, CODE, "refused")
    for meeting in meetings(stretches(view.folded.text), deeds, targets):
        between = meeting.place if target == "election" else meeting.gap
        if not inside(own, between) and not inside(refused, meeting.place):
            yield meeting.span


def _not_aside(subject: Subject, view: View, targets: Found) -> Found:
    """Without those who only appointed, opened or attended: "sworn in before the Minister"."""
    asides = subject.phrases(view, CODE, "aside") if targets else []
    behind = {place for word in asides for place in range(word.start() + 1, word.end() + 2)}
    return [word for word in targets if word.start() not in behind]
