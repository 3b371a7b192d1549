"""No praise, no blame and no forecast of a case that is not decided (guidelines 15, 16, 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

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
from approvals.domain.checks import embargo, fair_trial
from approvals.domain.findings import Finding
from approvals.domain.notices import NO_NOTICE, comments
from approvals.domain.sentences import is_quoted
from approvals.domain.severity import Severity
from approvals.domain.spellings import split_words
from approvals.domain.subject import Subject, View

CODE = "merits-comment"
GUIDELINES = (15, 16, 17)
LEVEL = Severity.BLOCK
OF_THE_COURT = ("judgment", "appointment", "correction", "closure", "emergency")  # kinds that speak of no case now
RESULTS = ("outcome-early", "outcome-foretold")  # of an embargoed case: nothing more need be said of it
TELLING, ENDING = 5, 2  # letters of a word of a title, and of a Russian ending
CYRILLIC = "\u0400"
TARGETS = ("evidence", "advocacy", "role")


def run(subject: Subject) -> Iterator[Finding]:
    """A block where words judge an undecided matter in its sentence or beside it, or ask readers to."""
    known = [talk for matter in subject.context.matters for talk in talks(subject, matter)]
    told = {row.matter for row in subject.found(embargo.run) if row.reason in RESULTS} if known else set()
    for talk in known:
        if not decided(subject, talk.matter) and talk.matter.code not in told and not _beside_the_case(talk):
            judged = list(_of_matter(subject, talk))
            yield from judged or _chatted(subject, talk)
    spoken = {talk.view.name for talk in known}
    if subject.draft.kind not in TEACHING:
        for view in subject.views:
            yield from _polls(subject, view)
            known_here = view.name in spoken or subject.draft.kind in OF_THE_COURT
            yield from () if known_here else _of_some_case(subject, view)


def _of_matter(subject: Subject, talk: Talk) -> Iterator[Finding]:
    forecasts = not under_embargo(subject, talk.matter)
    found = list(_judging(subject, talk.view, talk.layout, forecasts=forecasts, named=bool(talk.mentions)))
    guilt = {row.span for row in subject.found(fair_trial.run) if row.matter == talk.matter.code} if found else set()
    for phrase in found:
        span = talk.view.span(phrase.start(), phrase.end())
        if talk.reaches(phrase.start()) and not talk.names(phrase) and span not in guilt:
            yield Finding(CODE, GUIDELINES, LEVEL, "merits-matter", span, talk.matter.code)


def _chatted(subject: Subject, talk: Talk) -> Iterator[Finding]:
    """What says of a case nothing that a notice says may be a view of it: a question, for not all words are known."""
    for start, end in () if under_embargo(subject, talk.matter) else comments(subject, talk):
        span = talk.view.span(start, end)
        yield Finding(CODE, GUIDELINES, Severity.JUSTIFY, NO_NOTICE, span, talk.matter.code)


def _beside_the_case(talk: Talk) -> bool:
    """Somebody who bears, or is, a protected name: restricted-identity says all there is to say."""
    return bool(talk.mentions) and all(row.how == "protected" for row in talk.mentions)


def _polls(subject: Subject, view: View) -> Iterator[Finding]:
    asked = subject.phrases(view, CODE, "bait")
    if asked and not subject.phrases(view, "cases", "teaching"):
        yield from (_finding(view, phrase, "merits-poll") for phrase in asked)


def _of_some_case(subject: Subject, view: View) -> Iterator[Finding]:
    """Of a case of these days that no register names: the defendant in tomorrow's trial."""
    now = [*subject.phrases(view, "cases", "now"), *_of_titles(subject, view)]
    people = in_order(*(subject.phrases(view, "cases", table) for table in TARGETS)) if now else []
    if not people or subject.phrases(view, "cases", "teaching"):
        return
    layout = Layout(view.folded.text)
    for phrase in _judging(subject, view, layout):
        close = any(layout.apart(phrase.start(), day.start()) <= 1 for day in now)
        if close and beside(layout, phrase, people):
            yield _finding(view, phrase, "merits-case")


def _of_titles(subject: Subject, view: View) -> Iterator[Phrase]:
    """Words that stand in the title of an undecided matter: "the works" of Campo Verdejo Works v Pedra Mansa."""
    titles = (matter.title for matter in subject.context.matters if not decided(subject, matter))
    words = sorted({word for title in titles for word in split_words(title) if len(word) >= TELLING})
    for word in words:
        stem = word if word[0] < CYRILLIC else word[:-ENDING]
        if stem in view.folded.text:
            yield from re.finditer(rf"(?<![^\W_]){re.escape(stem)}\w*", view.folded.text)


def _judging(
    subject: Subject, view: View, layout: Layout, forecasts: bool = True, named: bool = False
) -> Iterator[Phrase]:
    """Phrases of judgement that are the court's own: neither reported, nor quoted, nor a rule of proof.

    Where the matter is `named`, taking sides is enough.
    """
    tables = ("verdict", *(("forecast",) if forecasts else ()), *(("stance",) if named else ()))
    plain = [phrase for table in tables for phrase in subject.phrases(view, CODE, table)]
    loaded = subject.phrases(view, CODE, "opinion")
    if not plain and not loaded:
        return
    neutral = subject.phrases(view, CODE, "neutral")
    for phrase in chain(plain, _aimed(subject, view, layout, loaded)):
        if not beside(layout, phrase, neutral, 120) and not is_quoted(view.folded.text, phrase.start(), phrase.start()):
            yield phrase


def _aimed(subject: Subject, view: View, layout: Layout, loaded: list[Phrase]) -> Iterator[Phrase]:
    """Opinions that stand beside evidence, an argument or a person of a case."""
    targets = in_order(*(subject.phrases(view, "cases", table) for table in TARGETS)) if loaded else []
    yield from (phrase for phrase in loaded if beside(layout, phrase, targets, 40, overlap))


def _finding(view: View, phrase: Phrase, reason: str) -> Finding:
    return Finding(CODE, GUIDELINES, LEVEL, reason, view.span(phrase.start(), phrase.end()))
