"""An attack on the court is not answered by its press office: advice first, and mostly silence (guideline 22)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from approvals.domain.answering import answers_person
from approvals.domain.checks import legal_advice
from approvals.domain.findings import Finding
from approvals.domain.sentences import Place
from approvals.domain.severity import Severity
from approvals.domain.stretches import Found, Meeting, inside, meetings, stretches
from approvals.domain.subject import LISTING, Subject, View

CODE = "respond-to-attack"
GUIDELINES = (22,)
LEVEL = Severity.BLOCK
PRAISING = ("appointment", "obituary", "event")  # speak well of judges without anybody having attacked them
# Tell of attacks, lies and false reports that are not on the bench, or that the bench has judged.
TELLING = ("judgment", "education", "scam-warning", "emergency", "closure", "statistics", "vacancy", *LISTING)
ANSWERED = (  # an attack or who makes it, what is said back, and the bench
    ("assault", "defence", "bench"),
    ("virtue", "source", "judges"),
    ("riposte", "source", "judges"),
    ("hostile", "stance", "bencher"),
    ("brave", "bencher"),
    ("smear", "court"),
    ("sneer", "theme"),
)
# Where a person is answered, the attack is theirs.
ANSWERS = (("virtue", "judges"), ("riposte", "judges"), ("sneer", "judges"), ("echo", "judges"))
IN_ANSWERS = (("bencher", "stance"), ("assault", "bencher"))
PRONOUN = 3  # letters of "us"
POINTERS = ((CODE, "refusal"), ("reply-debate", "pointer"))  # "we do not comment on judges" defends nobody


def run(subject: Subject) -> Iterator[Finding]:
    """A block for defending the bench against criticism or turning on its critics; a question in a signed statement."""
    if subject.draft.kind in TELLING:
        return
    for view in subject.views:
        rows = [*_at_accusers(subject, view), *_in_defence(subject, view)]
        for reason, (start, end) in rows:
            stated = bool(subject.phrases(view, CODE, "statement"))
            level = Severity.JUSTIFY if stated else LEVEL
            yield Finding(CODE, GUIDELINES, level, "attack-statement" if stated else reason, view.span(start, end))
        if not rows:
            for start, end in _of_the_bench(subject, view):
                yield Finding(CODE, GUIDELINES, Severity.JUSTIFY, "attack-answered", view.span(start, end))


def _of_the_bench(subject: Subject, view: View) -> Iterator[Place]:
    """What an answer to a person says of the bench and points nowhere: it may defend it. A question."""
    found = subject.phrases(view, CODE, "court") if answers_person(subject) else []
    named = [word for word in found if len(word[0]) > PRONOUN]
    helps = [subject.phrases(view, "reply-debate", table) for table in ("pointer", "courtesy")] if named else []
    for place in stretches(view.folded.text) if named else ():
        here = inside(named, place)
        if here and not any(inside(words, place) for words in helps) and not _advised(subject, view, place):
            yield here[0].span()


def _at_accusers(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    for match in subject.phrases(view, CODE, "stop"):
        yield "attack-accuser", match.span()
    for meeting in _together(subject, view, stretches(view.folded.text), ("critic", "defence")):
        yield "attack-accuser", meeting.span


def _in_defence(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    """What is said against the bench, and what is said for it, in one sentence or in two that follow each other."""
    rows = stretches(view.folded.text)
    two = [(one[0], other[1]) for one, other in pairwise(rows)] or rows
    answers = answers_person(subject)
    told = ANSWERED if subject.draft.kind not in ("correction", *PRAISING) else ()
    for tables in (*told, *(ANSWERS if answers else ())):
        for meeting in _together(subject, view, two, tables):
            yield "attack-answered", meeting.span
    for tables in IN_ANSWERS if answers else ():
        for meeting in _together(subject, view, _beyond_pointers(subject, view, rows), tables):
            if not _advised(subject, view, meeting.place):
                yield "attack-answered", meeting.span


def _advised(subject: Subject, view: View, place: Place) -> bool:
    """Whether a sentence tells somebody what to do, or what the bench will do for them: that is stopped as advice."""
    first, last = view.folded.span(*place)
    spans = [row.span for row in subject.found(legal_advice.run) if row.span and row.span.surface == view.name]
    return any(span.start < last and first < span.end for span in spans)


def _beyond_pointers(subject: Subject, view: View, rows: Sequence[Place]) -> list[Place]:
    helps = [subject.phrases(view, *key) for key in POINTERS]
    return [place for place in rows if not any(inside(found, place) for found in helps)]


def _together(subject: Subject, view: View, places: Sequence[Place], tables: Sequence[str]) -> Iterator[Meeting]:
    """Words of every table, the rarest asked first, none of them the same."""
    found = list[Found]()
    for table in tables:
        found.append(subject.phrases(view, CODE, table))
        if not found[-1]:
            return
    for meeting in meetings(places, *found):
        if len({word.span() for word in meeting.words}) == len(meeting.words):
            yield meeting
