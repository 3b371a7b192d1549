"""What a machine made says so, and shows nobody who exists (guideline 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.findings import Finding, Picture
from approvals.domain.people import real
from approvals.domain.sentences import around, is_quoted, sentence_of
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View

CODE = "ai-disclosure"
GUIDELINES = (3,)
LEVEL = Severity.JUSTIFY
TEACHING = ("education", "scam-warning", "judgment", "repost")


def run(subject: Subject) -> Iterator[Finding]:
    """A question for a made picture without its label and for an unread machine's text; a block for made people."""
    for number, picture in enumerate(subject.draft.pictures):
        if picture.is_synthetic:
            yield from _of_picture(number, picture)
    for view in subject.views if subject.draft.kind not in TEACHING else ():
        for start, end in _unread(subject, view):
            yield Finding(CODE, GUIDELINES, LEVEL, "ai-unread", view.span(start, end))


def _of_picture(number: int, picture: Picture) -> Iterator[Finding]:
    params = {"number": str(number + 1)}
    if real(picture):
        yield Finding(CODE, GUIDELINES, Severity.BLOCK, "ai-person", None, "", params, f"made:{picture.alt}")
    elif not picture.is_labelled:
        yield Finding(CODE, GUIDELINES, LEVEL, "ai-unlabelled", None, "", params, f"unlabelled:{picture.alt}")


def _unread(subject: Subject, view: View) -> Iterator[tuple[int, int]]:
    """Where a text says that a machine made it and that nobody has checked it."""
    unread = subject.phrases(view, CODE, "unread")
    makers = subject.phrases(view, CODE, "generator") if unread else []
    made = subject.phrases(view, CODE, "made") if makers else []
    if not made:
        return
    against = subject.phrases(view, CODE, "against")
    for maker in makers:
        first, last = around(view.folded.text, maker.start())
        if _among(made, first, last) and _among(unread, first, last) and not _told(view, maker, against):
            yield maker.span()
            return


def _among(rows: list[re.Match[str]], first: int, last: int) -> bool:
    return any(first <= row.start() < last for row in rows)


def _told(view: View, maker: re.Match[str], against: list[re.Match[str]]) -> bool:
    """Whether it is told of others, forbidden or quoted."""
    first, last = sentence_of(view.folded.text, maker.start())
    return _among(against, first, last) or is_quoted(view.folded.text, *maker.span())
