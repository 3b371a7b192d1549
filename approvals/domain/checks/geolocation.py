"""Nobody learns from the court where a judge, a juror or a witness is at this moment (guideline 34)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.findings import Finding
from approvals.domain.personal.clauses import Clause, Clauses, Words, nearest, together
from approvals.domain.personal.judges import judges, witnesses
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Subject, View

CODE = "geolocation"
GUIDELINES = (34,)
LEVEL = Severity.BLOCK
TELLS = ("judgment", "obituary", "statistics", "education", *LISTING)
APART = 120  # characters between a person and where they are
WHEN, WHERE = ("live", "resumes"), ("place", "doing", "named")
COMMA = re.compile(r"[,;:،，；：、](?!\d)")
WHICH = re.compile(
    r" (?:in|of|from|de(?: la)?|du|della?|da|do|im|aus|von|dell') ?(?:court ?room|court|saal|sala|aula|salle)\w*(?= \w)"
)
Row = tuple[int, int]


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each picture with its place in the file, and where a text says where one of them is or stays."""
    for number, picture in enumerate(subject.draft.pictures, 1):
        if picture.has_gps:
            yield Finding(CODE, GUIDELINES, LEVEL, "picture-place", params={"number": str(number)}, about=str(number))
    if subject.draft.kind in TELLS:
        return
    for view in subject.views:
        for start, end in seen(subject, view):
            yield Finding(CODE, GUIDELINES, LEVEL, "live-place", view.span(start, end))


def seen(subject: Subject, view: View) -> Iterator[Row]:
    """Where a text tells where one of them is or stays, with whoever it is."""
    text = Clauses(subject, view, CODE)
    if not (text.words("stays") or text.words("point") or any(text.words(table) for table in WHEN)):
        return
    named = [*judges(subject, view), *witnesses(subject, view)]
    people = sorted([*text.words("person"), *named], key=lambda word: word.start())
    before: list[Words] = []
    for clause in text.each(*WHEN, *WHERE, "official", "stays", "point") if people else ():
        here = [word for word in people if clause.start <= word.start() < clause.end]
        if (here or before) and (found := _where(view, clause, here)):
            yield found
        before = here


def _where(view: View, clause: Clause, people: list[Words]) -> Row | None:
    """Where one of these is. With nobody named it is whoever the sentence before was on, so it must be this moment."""
    for word in clause.of("stays", "point") if people else ():
        return together(nearest(word, people) or word, word)
    when, place = _now_at(view, clause)
    person = nearest(place, people) if place else None
    if when is None or place is None:
        return None
    if person is None:
        return together(when, place) if _goes_on(clause) and not clause.has("official") else None
    told = together(person, place)
    near = abs(person.start() - place.start()) <= APART
    return told if near and not _in_the_open(clause, person, told) else None


def _now_at(view: View, clause: Clause) -> tuple[Words | None, Words | None]:
    """What says that it is this hour, and the place or the pause that stands nearest to it."""
    live, doing = clause.of("live"), clause.of("doing")
    if live:
        return live[0], nearest(live[0], clause.of("place")) or nearest(live[0], [*doing, *_named(view, clause)])
    return next(iter(clause.of("resumes")), None), nearest(doing[0], clause.of("place")) if doing else None


def _named(view: View, clause: Clause) -> list[Words]:
    """Places by their names alone: those whose last word is written large."""
    rows = [(word, view.folded.span(*word.span())) for word in clause.of("named")]
    return [word for word, (start, end) in rows if view.text[start:end].split()[-1][:1].isupper()]


def _in_the_open(clause: Clause, person: Words, told: Row) -> bool:
    """Whether the part of the sentence that tells it, between its commas, is on the court's own business.

    "The jurors in court 1" only says which jurors.
    """
    start, end = told
    which = WHICH.match(clause.text, person.end())
    first = max((mark.end() for mark in COMMA.finditer(clause.text, clause.start, start)), default=clause.start)
    last = COMMA.search(clause.text, end, clause.end)
    until = last.start() if last else clause.end
    rows = [word for word in clause.of("official") if first <= word.start() < until]
    return any(which is None or not which.start() <= word.start() < which.end() for word in rows)


def _goes_on(clause: Clause) -> bool:
    """Whether a sentence begins with whoever the one before was on: a verb, or she and he."""
    return bool(live := clause.of("live")) and live[0].start() - clause.start <= 12
