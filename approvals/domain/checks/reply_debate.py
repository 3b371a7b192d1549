"""Answers point to a form, a page or an office: a court does not debate on a network (guidelines 18, 22)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.answering import answers_person
from approvals.domain.findings import Finding
from approvals.domain.sentences import Place, sentences
from approvals.domain.severity import Severity
from approvals.domain.stretches import Speech, inside
from approvals.domain.subject import Subject, View

CODE = "reply-debate"
GUIDELINES = (18, 22)
LEVEL = Severity.JUSTIFY
ANSWERS = ("reply", "repost")
TEACHING = ("education", "scam-warning", "correction", "judgment")
HANDLE = re.compile(r"@[\w.@-]+")
LETTER = re.compile(r"[^\W\d_]")


def run(subject: Subject) -> Iterator[Finding]:
    """A question where words argue, and where an answer to a person does more than point somewhere politely."""
    for view in subject.views:
        if view.name != "text" and not view.name.startswith("text:"):
            continue
        argued = list(_arguments(subject, view))
        beyond = [] if argued or not answers_person(subject) else _beyond(subject, view)
        for reason, places in (("reply-argues", argued), ("reply-beyond-pointer", beyond[:1])):
            for start, end in places:
                yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end))


def _arguments(subject: Subject, view: View) -> Iterator[Place]:
    draft = subject.draft
    answers = bool(draft.reply_to or draft.repost_of) or draft.kind in ANSWERS
    speech = Speech(view.folded.text)
    for table in ("taunt", *(("rebuttal",) if answers else ())):
        for match in subject.phrases(view, CODE, table):
            told = draft.kind in TEACHING or speech.holds(*match.span())
            if answers or not told:
                yield match.span()


def _beyond(subject: Subject, view: View) -> list[Place]:
    """Sentences that neither point anywhere nor are mere politeness."""
    text = view.folded.text
    helps = [subject.phrases(view, CODE, table) for table in ("pointer", "courtesy")]
    rows = [place for place in sentences(text) if LETTER.search(HANDLE.sub("", text[slice(*place)]))]
    return [_trimmed(text, place) for place in rows if not any(inside(found, place) for found in helps)]


def _trimmed(text: str, place: Place) -> Place:
    piece = text[slice(*place)]
    return place[0] + len(piece) - len(piece.lstrip()), place[1] - len(piece) + len(piece.rstrip())
