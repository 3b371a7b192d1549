"""What laws there should be is for others to say: no stance on reforms, budgets and contested matters (8, 16, 19)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Finding
from approvals.domain.sentences import Place
from approvals.domain.severity import Severity
from approvals.domain.stretches import Speech, inside, meetings, stretches
from approvals.domain.subject import LISTING, Subject, View

CODE = "policy-opinion"
GUIDELINES = (8, 16, 19)
LEVEL = Severity.JUSTIFY
TEACHING = ("education", "event", "judgment", "statistics", *LISTING)  # tell what others have argued
PAIRS = (  # reason, what is said, of what
    ("policy-verdict", "verdict", ("instrument", "topic")),
    ("policy-stance", "stance", ("lawmaker", "instrument", "topic")),
)


def run(subject: Subject) -> Iterator[Finding]:
    """A question where praise, blame or a demand stands beside a law, a law-maker or a contested matter."""
    for view in subject.views:
        for reason, place, (start, end) in _stances(subject, view):
            if not _told(subject, view, place, (start, end)):
                yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end))


def _stances(subject: Subject, view: View) -> Iterator[tuple[str, Place, Place]]:
    for reason, said, matters in PAIRS:
        words = subject.phrases(view, CODE, said)
        for matter in matters if words else ():
            found = subject.phrases(view, CODE, matter)
            for meeting in meetings(stretches(view.folded.text) if found else [], words, found):
                yield reason, meeting.place, meeting.span


def _told(subject: Subject, view: View, place: Place, span: Place) -> bool:
    """Whether the words are somebody else's, or a question that a lesson asks."""
    if subject.draft.kind not in TEACHING:
        return False
    asked = view.folded.text[slice(*place)].rstrip(" \"')").endswith(("?", "？", "؟"))
    reported = inside(subject.phrases(view, CODE, "reported"), place)
    return asked or bool(reported) or Speech(view.folded.text).holds(*span)
