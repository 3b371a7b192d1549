"""Nobody is called guilty, and no trial is prejudiced, before a final judgment (guidelines 15, 20)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from approvals.domain.casetalk import TEACHING, Layout, Phrase, Talk, beside, decided, talks
from approvals.domain.findings import Finding
from approvals.domain.fold import fold
from approvals.domain.lexicon import alternatives
from approvals.domain.phrases import tables
from approvals.domain.sentences import is_quoted
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View

CODE = "fair-trial"
GUIDELINES = (15, 20)
LEVEL = Severity.BLOCK
REASONS = {"guilt": "guilt-named", "did": "guilt-said", "prior": "earlier-conviction", "confession": "confession"}
# What tells against somebody on trial, and says little anywhere else.
OF_A_TRIAL = {"record": "earlier-conviction", "deed": "guilt-said", "traces": "guilt-said", "character": "guilt-said"}
OF_THE_ACCUSED = ("prior", "confession")
BEFORE = 2  # characters between a word and the name that it is put before
ANNOUNCED = ("judgment", "correction")


def run(subject: Subject) -> Iterator[Finding]:
    """A block where an undecided matter or an accused person of these days meets guilt, a past or a confession."""
    known = [talk for matter in subject.context.matters for talk in talks(subject, matter)]
    for talk in known:
        if not decided(subject, talk.matter):
            yield from _of_matter(subject, talk)
    spoken = {talk.view.name for talk in known}
    if subject.draft.kind not in (*TEACHING, *ANNOUNCED):
        for view in subject.views:
            yield from () if view.name in spoken else _of_some_accused(subject, view)


def _of_matter(subject: Subject, talk: Talk) -> Iterator[Finding]:
    for table, reason in (REASONS | (OF_A_TRIAL if _is_trial(subject, talk) else {})).items():
        for phrase in _plain(subject, talk.view, talk.layout, subject.phrases(talk.view, CODE, table)):
            if talk.reaches(phrase.start()) and not talk.names(phrase):
                yield _finding(talk.view, phrase, reason, talk.matter.code)
    for phrase in subject.phrases(talk.view, CODE, "before_name"):
        if any(0 <= row.start - phrase.end() <= BEFORE and row.how in ("party", "protected") for row in talk.mentions):
            yield _finding(talk.view, phrase, "guilt-named", talk.matter.code)


def _is_trial(subject: Subject, talk: Talk) -> bool:
    """Whether somebody is accused in the matter, by the register or by the text."""
    tried = talk.matter.jury or any(_roles().search(fold(party.role).text) for party in talk.matter.parties)
    return bool(talk.mentions) and (tried or bool(subject.phrases(talk.view, "cases", "accused")))


@cache
def _roles() -> re.Pattern[str]:
    return alternatives(row for rows in tables()["cases", "accused"].values() for row in rows)


def _of_some_accused(subject: Subject, view: View) -> Iterator[Finding]:
    """Of somebody on trial whom no register names: the accused, who has been in prison before."""
    found = [(table, row) for table in OF_THE_ACCUSED for row in subject.phrases(view, CODE, table)]
    accused = subject.phrases(view, "cases", "accused") if found else []
    if not accused or subject.phrases(view, "cases", "teaching"):
        return
    live = any(not decided(subject, matter) for matter in subject.context.matters)
    if not live and not subject.phrases(view, "cases", "now"):
        return
    layout, anyone = Layout(view.folded.text), subject.phrases(view, CODE, "anyone")
    for table, phrase in found:
        if beside(layout, phrase, accused) and not beside(layout, phrase, anyone):
            yield from (_finding(view, row, REASONS[table]) for row in _plain(subject, view, layout, [phrase]))


def _plain(subject: Subject, view: View, layout: Layout, phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Phrases that are said as a fact: not as a charge, a rule, a warning or the words of somebody."""
    careful = subject.phrases(view, CODE, "save")
    for phrase in phrases:
        said = is_quoted(view.folded.text, phrase.start(), phrase.start())
        if not said and not beside(layout, phrase, careful, 60, _within):
            yield phrase


def _within(one: Phrase, other: Phrase) -> bool:
    return other.start() <= one.start() and one.end() <= other.end()


def _finding(view: View, phrase: Phrase, reason: str, matter: str = "") -> Finding:
    return Finding(CODE, GUIDELINES, LEVEL, reason, view.span(phrase.start(), phrase.end()), matter)
