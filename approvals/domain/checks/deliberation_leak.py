"""Nothing is told of how judges deliberate on a case, how they vote, or what a draft says (guidelines 16, 17)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.casetalk import (
    TEACHING,
    Layout,
    Phrase,
    Talk,
    beside,
    decided,
    in_order,
    overlap,
    talks,
    under_embargo,
)
from approvals.domain.findings import Finding
from approvals.domain.notices import NO_NOTICE, comments
from approvals.domain.sentences import within
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View

CODE = "deliberation-leak"
GUIDELINES = (16, 17)
LEVEL = Severity.BLOCK
PUBLIC = ("judgment", "obituary")  # kinds in which votes are told that are out
PAIRS = (("mind", "bench"), ("working", "paper"))  # what is told, and of whom or of what
CAREFUL = ((CODE, "explained"), (CODE, "course"))
GUESSES = "merits-comment", "bait"  # it speaks of these words itself: "Poll: will the jury believe the widow?"
MOST = 40  # signs with which one is compared
NEAR = 90  # characters between the place of deliberation and what went on there


def run(subject: Subject) -> Iterator[Finding]:
    """A block for what went on among the judges, for a vote in an undecided matter, and for a draft attached."""
    for view in subject.views:
        if view.name.startswith(("file:", "alt:")):
            yield from (_finding(view, phrase, "draft-attached") for phrase in subject.phrases(view, CODE, "mark"))
        elif subject.draft.kind not in TEACHING:
            yield from _told(subject, view)
    yield from _votes(subject)
    yield from _inner(subject)
    yield from _unnamed(subject)


def _told(subject: Subject, view: View) -> Iterator[Finding]:
    room, leaks = subject.phrases(view, CODE, "room"), subject.phrases(view, CODE, "leak")
    if not room and not leaks:
        return
    layout = Layout(view.folded.text)
    careful = in_order(subject.phrases(view, CODE, "explained"), subject.phrases(view, "cases", "teaching"))
    open_ = subject.draft.kind in PUBLIC or _only_decided(subject, view)
    lesson = () if any(talks(subject, matter) for matter in subject.context.matters) else careful

    def told(phrase: Phrase) -> bool:
        taught = any(layout.apart(phrase.start(), row.start()) <= 1 for row in lesson[:MOST])
        return not taught and not beside(layout, phrase, careful)

    for phrase in leaks:
        if not open_ and told(phrase):
            yield _finding(view, phrase, "deliberation")
    inside = subject.phrases(view, CODE, "inside") if room and not open_ else []
    for place in room:
        if beside(layout, place, inside, NEAR, overlap) and told(place):
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


def _unnamed(subject: Subject) -> Iterator[Finding]:
    """Of a case that no register names: where two of three signs of the inside of a court stand side by side."""
    if subject.draft.kind in (*TEACHING, *PUBLIC) or any(talks(subject, row) for row in subject.context.matters):
        return
    for view in subject.views:
        told = subject.phrases(view, CODE, "hearsay"), subject.phrases(view, CODE, "mind")
        if sum(map(bool, told)) + bool(subject.phrases(view, CODE, "working")) > 1 and _of_a_case(subject, view):
            layout = Layout(view.folded.text)
            signs = (told[0], *(list(_pairs(subject, view, layout, *pair)) for pair in PAIRS))
            careful = in_order(
                *(subject.phrases(view, *key) for key in CAREFUL), subject.phrases(view, "cases", "teaching")
            )
            joined = _joined(layout, *(rows for rows in signs if rows))
            yield from (_finding(view, row, "deliberation") for row in joined if not beside(layout, row, careful, 200))


def _of_a_case(subject: Subject, view: View) -> bool:
    tables = (("cases", "case"), ("cases", "now"), ("cases", "role"), (CODE, "hearsay"))
    return any(subject.phrases(view, *table) for table in tables)


def _joined(layout: Layout, *signs: list[Phrase]) -> Iterator[Phrase]:
    """Phrases of each list that stand in one sentence with, or beside, a phrase of another."""
    for number, rows in enumerate(signs):
        others = [row for other in (*signs[:number], *signs[number + 1 :]) for row in other]
        yield from (
            r for r in rows if any(layout.apart(r.start(), o.start()) <= 1 and not overlap(r, o) for o in others[:MOST])
        )


def _inner(subject: Subject) -> Iterator[Finding]:
    """Of an undecided matter: what its judges think, how its judgment is coming on, and what people say of it."""
    if subject.draft.kind in (*TEACHING, *PUBLIC):
        return
    for matter in subject.context.matters:
        for talk in () if decided(subject, matter) else talks(subject, matter):
            found = _told_within(subject, talk) if talk.mentions else ()
            told = [row for row in found if talk.reaches(row.start()) and not talk.names(row)]
            yield from (_weighed(subject, talk, row) for row in told)
            yield from () if told else _of_judges(subject, talk)


def _weighed(subject: Subject, talk: Talk, phrase: Phrase) -> Finding:
    """A block; a question where one only hears that something is told, and not whether it is of judges."""
    heard = subject.phrases(talk.view, CODE, "hearsay")
    tables = ("bench", "mind", "working", "stuck")
    of_judges = (row for table in tables for row in subject.phrases(talk.view, CODE, table))
    certain = phrase not in heard or beside(talk.layout, phrase, in_order(of_judges), NEAR, overlap)
    span = talk.view.span(phrase.start(), phrase.end())
    return Finding(CODE, GUIDELINES, LEVEL if certain else Severity.JUSTIFY, "deliberation", span, talk.matter.code)


def _of_judges(subject: Subject, talk: Talk) -> Iterator[Finding]:
    """What says of judges in a case nothing that a notice says may be told from the inside: a question."""
    guessed = {talk.layout.number(row.start()) for row in subject.phrases(talk.view, *GUESSES)}
    places = [place for place in comments(subject, talk) if talk.layout.number(place[0]) not in guessed]
    for phrase in subject.phrases(talk.view, CODE, "bench") if places else ():
        kept = beside(talk.layout, phrase, subject.phrases(talk.view, "fair-trial", "confession"), NEAR)
        if within(places, phrase.start(), phrase.end()) and not (kept or talk.names(phrase)):
            span = talk.view.span(phrase.start(), phrase.end())
            yield Finding(CODE, GUIDELINES, Severity.JUSTIFY, NO_NOTICE, span, talk.matter.code)


def _told_within(subject: Subject, talk: Talk) -> Iterator[Phrase]:
    """Phrases that tell of the inside of a court, but for what is only the course of a case or explains it."""
    view = talk.view
    found = [*subject.phrases(view, CODE, "hearsay"), *subject.phrases(view, CODE, "stuck")]
    found += (phrase for pair in PAIRS for phrase in _pairs(subject, view, talk.layout, *pair))
    if not found:
        return
    plain = in_order(*(subject.phrases(view, *key) for key in CAREFUL))
    guesses = subject.phrases(view, *GUESSES)[:MOST]
    asked = {talk.layout.number(row.start()) + 1 for row in guesses}  # "Who wins? Vote before Friday"
    for phrase in found:
        guessed = talk.layout.number(phrase.start()) in asked or any(_holds(row, phrase) for row in guesses)
        if not guessed and not beside(talk.layout, phrase, plain, 120, overlap):
            yield phrase


def _holds(one: Phrase, other: Phrase) -> bool:
    return one.start() <= other.start() and other.end() <= one.end()


def _pairs(subject: Subject, view: View, layout: Layout, table: str, other: str) -> Iterator[Phrase]:
    told = subject.phrases(view, CODE, table)
    others = subject.phrases(view, CODE, other) if told else []
    yield from (phrase for phrase in told if beside(layout, phrase, others, NEAR, overlap))


def _finding(view: View, phrase: Phrase, reason: str) -> Finding:
    return Finding(CODE, GUIDELINES, LEVEL, reason, view.span(phrase.start(), phrase.end()))
