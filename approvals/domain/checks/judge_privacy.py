"""A judge's home, habits, family, health and faith are nobody's news (guidelines 16, 34, 36). None of it is stored."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Finding
from approvals.domain.personal.clauses import Clause, Clauses, Words, nearest, together
from approvals.domain.personal.judges import judges
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Subject, View

CODE = "judge-privacy"
GUIDELINES = (16, 34, 36)
LEVEL = Severity.BLOCK
TELLS = ("judgment", "obituary", "statistics", *LISTING)  # of cases, or with the family's consent
APART = 140  # characters between a judge and what is told of them
Row = tuple[str, int, int]


def run(subject: Subject) -> Iterator[Finding]:
    """A block where a sentence tells of one judge's home and habits, or of family, body, faith and time off."""
    if subject.draft.kind in TELLS:
        return
    for view in subject.views:
        for reason, start, end in _told(subject, view):
            yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end))


def _told(subject: Subject, view: View) -> Iterator[Row]:
    text = Clauses(subject, view, CODE)
    if not (text.words("home") or text.words("life")):
        return
    named = judges(subject, view)
    if not named and text.lack("judge", "home"):
        return
    before: list[Words] = []
    for clause in text.each("home", "life", "judge", "deciding"):
        here = [word for word in named if clause.start <= word.start() < clause.end]
        if not clause.has("deciding"):
            yield from _of_judge(clause, here, before)
        before = here


def _of_judge(clause: Clause, here: list[Words], before: list[Words]) -> Iterator[Row]:
    """What is told of a judge in this sentence, or in this one of the judge of the sentence before."""
    for reason, table, people in (
        ("judge-home", "home", here or clause.of("judge") or before),
        ("judge-life", "life", here or before),
    ):
        for word in clause.of(table):
            judge = nearest(word, people)
            if judge and abs(judge.start() - word.start()) <= APART:
                yield reason, *(together(judge, word) if clause.start <= judge.start() else word.span())
                return
