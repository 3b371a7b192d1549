"""Nobody learns from the court where a judge, a juror or a witness is at this moment (guideline 34)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Finding
from approvals.domain.personal.clauses import Clause, Clauses, Words, nearest, together
from approvals.domain.personal.judges import judges
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Subject, View

CODE = "geolocation"
GUIDELINES = (34,)
LEVEL = Severity.BLOCK
TELLS = ("judgment", "obituary", "statistics", "education", *LISTING)
APART = 120  # characters between a person and where they are
Row = tuple[int, int]


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each picture with its place in the file, and where a text says where one of them is or stays."""
    for number, picture in enumerate(subject.draft.pictures, 1):
        if picture.has_gps:
            yield Finding(CODE, GUIDELINES, LEVEL, "picture-place", params={"number": str(number)}, about=str(number))
    if subject.draft.kind in TELLS:
        return
    for view in subject.views:
        for start, end in _seen(subject, view):
            yield Finding(CODE, GUIDELINES, LEVEL, "live-place", view.span(start, end))


def _seen(subject: Subject, view: View) -> Iterator[Row]:
    text = Clauses(subject, view, CODE)
    if not (text.words("stays") or text.words("point") or not text.lack("live", "place")):
        return
    people = sorted([*text.words("person"), *judges(subject, view)], key=lambda word: word.start())
    before: list[Words] = []
    for clause in text.each("live", "place", "official", "stays", "point") if people else ():
        here = [word for word in people if clause.start <= word.start() < clause.end]
        if (here or before) and (found := _where(clause, here)):
            yield found
        before = here


def _where(clause: Clause, people: list[Words]) -> Row | None:
    """Where one of these is. With nobody named it is whoever the sentence before was on, so it must be this moment."""
    for word in clause.of("stays", "point") if people else ():
        return together(nearest(word, people) or word, word)
    if clause.has("official") or not clause.has("live", "place"):
        return None
    live = clause.of("live")[0]
    place = nearest(live, clause.of("place")) or live
    person = nearest(place, people)
    if person is None:
        return together(live, place) if _goes_on(clause) else None
    return together(person, place) if abs(person.start() - place.start()) <= APART else None


def _goes_on(clause: Clause) -> bool:
    """Whether a sentence begins with whoever the one before was on: a verb, or she and he."""
    return clause.of("live")[0].start() - clause.start <= 12
