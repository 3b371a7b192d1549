"""A judge's home, habits, family, health and faith are nobody's news (guidelines 16, 34, 36). None of it is stored."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.checks import geolocation
from approvals.domain.findings import Finding
from approvals.domain.personal.clauses import Clause, Clauses, Words, nearest, together
from approvals.domain.personal.judges import judges
from approvals.domain.personal.life import streets
from approvals.domain.personal.office import unofficial
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Subject, View

CODE = "judge-privacy"
GUIDELINES = (16, 34, 36)
LEVEL = Severity.BLOCK
TELLS = ("judgment", "statistics", *LISTING)  # of cases
MOURNS = "obituary"  # tells of a life with the family's consent, and never where to find the house
STREET = 60  # characters between a house and its street
APART = 140  # characters between a judge and what is told of them
Row = tuple[str, int, int]


def run(subject: Subject) -> Iterator[Finding]:
    """A block where a sentence tells of one judge's home and habits, or of family, body, faith and time off."""
    if subject.draft.kind in TELLS:
        return
    for view in subject.views:
        mourned = subject.draft.kind == MOURNS
        rows = list(_house(subject, view) if mourned else _told(subject, view))
        if not rows and not mourned:
            rows = [*_met(subject, view)]
        for reason, start, end in rows:
            yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end))
        for reason, start, end in () if rows else unofficial(subject, view):
            yield Finding(CODE, GUIDELINES, Severity.JUSTIFY, reason, view.span(start, end))


def _met(subject: Subject, view: View) -> Iterator[Row]:
    """Where one judge is at this hour: a free hour is a private one."""
    places = list(geolocation.seen(subject, view)) if subject.draft.kind not in geolocation.TELLS else []
    named = judges(subject, view) if places else []
    for start, end in places:
        if any(word.start() < end and start < word.end() for word in named):
            yield "judge-life", start, end


def _house(subject: Subject, view: View) -> Iterator[Row]:
    """A street and a number beside a house of somebody on the bench."""
    text = Clauses(subject, view, CODE)
    if text.lack("home") or not (judges(subject, view) or text.words("judge")):
        return
    for clause in text.each("home"):
        for word in clause.of("home"):
            first, last = max(clause.start, word.start() - STREET), min(clause.end, word.end() + 2 * STREET)
            number = streets().search(clause.text, first, last)
            if number and number.start() <= word.end() + STREET:
                yield "judge-home", *together(word, number)
                return


def _told(subject: Subject, view: View) -> Iterator[Row]:
    text = Clauses(subject, view, CODE)
    if not (text.words("home") or text.words("life")):
        return
    named = judges(subject, view)
    if not named and text.lack("judge", "home"):
        return
    before: list[Words] = []
    for clause in text.each("home", "life", "judge", "deciding", "cover"):
        here = [word for word in named if clause.start <= word.start() < clause.end]
        yield from _of_judge(clause, here, before)
        before = here


def _of_a_case(clause: Clause, judge: Words, word: Words) -> bool:
    """Whether it is told of somebody in a case: what a judge decides stands before it, or anywhere if it is first.

    "The judge heard the mother and her son", and not "the judge is ill: the hearing is put off". Who stands in for
    a judge may be said.
    """
    if clause.has("cover"):
        return True
    last = word.end() if judge.start() < word.start() else clause.end
    return any(row.start() < last for row in clause.of("deciding"))


def _of_judge(clause: Clause, here: list[Words], before: list[Words]) -> Iterator[Row]:
    """What is told of a judge in this sentence, or in this one of the judge of the sentence before."""
    for reason, table, people in (
        ("judge-home", "home", here or clause.of("judge") or before),
        ("judge-life", "life", here or before),
    ):
        for word in clause.of(table):
            judge = nearest(word, people)
            if judge and not _of_a_case(clause, judge, word) and abs(judge.start() - word.start()) <= APART:
                yield reason, *(together(judge, word) if clause.start <= judge.start() else word.span())
                return
