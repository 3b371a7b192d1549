"""On an account of the court the court speaks, and no person in their own name (guidelines 10, 12 to 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from approvals.domain.findings import Finding, Span
from approvals.domain.sentences import Place, number_at, within
from approvals.domain.severity import Severity
from approvals.domain.stretches import Speech, inside, stretches
from approvals.domain.subject import Subject, View

CODE = "personal-voice"
GUIDELINES = (10, 12, 13, 14)
LEVEL = Severity.JUSTIFY
TITLE = re.compile(r"[:?？؟：]")  # "I am a juror: what now?" is the reader's voice, not the court's
JOINED = (".", "-", "/")  # an initial, or a letter of a number
SPELT = re.compile(r"(?<!\w)(?:[^\W\d_]\s{1,3}){4,}[^\W\d_](?!\w)")  # a word in letters set apart
QUESTION = ("?", "？", "؟")
INITIALS = re.compile(r"(?<!\S)\^[A-Z]{1,3}\s*\Z")  # as staff mark their posts
DASHED = re.compile(r"(?:\n|[.!?…]\s)\s*[—–-]\s?[^\W\d_a-z]\w+(?:\s[^\W\d_a-z]\w+)?\.?\s*\Z")
OFFICE = re.compile(
    r"court|regist|office|press|tribunal|greffe|juzgado|secretar|canceller|cartor|forum|gericht|суд|adliye"
)


def run(subject: Subject) -> Iterator[Finding]:
    """A question for an own view, a first person, a snapshot and a signature, unless somebody is quoted."""
    for view in subject.views:
        speech = Speech(view.folded.text)
        for reason, place in (*_views(subject, view), *_firsts(subject, view), *_marks(subject, view)):
            if not speech.holds(*place):
                yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(*place))
        if view.name.startswith("text") and not speech.marks[0]:
            yield from _signed(view)


def _views(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    found = subject.phrases(view, CODE, "opinion")
    rows = stretches(view.folded.text) if found else []
    for match in found:
        if not _asked(view.folded.text, rows, match.start()):
            yield "personal-opinion", match.span()


def _firsts(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    """First persons outside titles and questions, which speak for the reader."""
    found = subject.phrases(view, CODE, "first") if subject.draft.kind != "education" else []
    numbers = {match.end() for match in subject.phrases(view, CODE, "numbered")} if found else set()
    text = view.folded.text
    rows = stretches(text) if found else []
    views = [match.span() for match in subject.phrases(view, CODE, "opinion")] if found else []
    views += [match.span() for match in SPELT.finditer(text)] if found else []
    for match in found:
        if within(views, *match.span()) or text[max(0, match.start() - 1) : match.start()] in JOINED:
            continue
        end = rows[number_at(rows, match.start())][1]
        titled = TITLE.search(text, match.end(), end)
        if (
            numbers.isdisjoint((match.start() + 1, match.end()))
            and not titled
            and not _asked(text, rows, match.start())
        ):
            yield "personal-voice", match.span()


def _asked(text: str, rows: Sequence[Place], at: int) -> bool:
    """Whether the sentence or the one behind it is a question: so readers' own words are told."""
    number = number_at(rows, at)
    return any(text[slice(*row)].rstrip(" \"')").endswith(QUESTION) for row in rows[number : number + 2])


def _marks(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    snaps = subject.phrases(view, CODE, "selfie")
    barred = subject.phrases(view, CODE, "barred") if snaps else []
    rows = stretches(view.folded.text) if snaps else []
    for match in snaps:
        if not inside(barred, rows[number_at(rows, match.start())]):
            yield "personal-selfie", match.span()
    for match in subject.phrases(view, CODE, "signature"):
        yield "personal-signature", match.span()


def _signed(view: View) -> Iterator[Finding]:
    for mark in (INITIALS, DASHED):
        match = mark.search(view.text)
        if match and not OFFICE.search(match[0].casefold()):
            start = match.start() + len(match[0]) - len(match[0].lstrip(" \n.!?…"))
            span = Span(view.name, start, len(view.text.rstrip()))
            yield Finding(CODE, GUIDELINES, LEVEL, "personal-signature", span)
