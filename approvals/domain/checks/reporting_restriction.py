"""What an order withholds is not published: the matter itself, its picture or its stream (guidelines 15, 17)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.casetalk import TEACHING, Layout, beside, talks
from approvals.domain.findings import Finding, MatterFacts, Restriction, Span
from approvals.domain.references import references
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Reference, Subject, View

CODE = "reporting-restriction"
GUIDELINES = (15, 17)
LEVEL = Severity.BLOCK
SILENT = {"no-publication": "sealed-matter", "private": "private-matter", "postponement": "postponed-matter"}
NEAR = 60  # characters between a stream and the closed hearing that it is of


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each mention of a matter that may not be reported, and each picture or stream that is barred."""
    for matter in subject.context.matters:
        orders = {order.type: order for order in matter.restrictions if subject.in_force(order)}
        yield from _mentioned(subject, matter, [orders[name] for name in SILENT if name in orders])
        yield from _shown(subject, matter, orders)
        yield from _streamed(subject, matter, orders)
    if subject.draft.kind not in TEACHING:
        for view in subject.views:
            yield from _closed_stream(subject, view)


def _mentioned(subject: Subject, matter: MatterFacts, orders: list[Restriction]) -> Iterator[Finding]:
    allowed = [order.allowed_text for order in matter.restrictions if order.allowed_text]
    for view in subject.views if orders else ():
        for row in references(subject, view, matter):
            if not _within(view, row.span, allowed) and not _listed(subject, matter, row, orders):
                yield Finding(CODE, GUIDELINES, LEVEL, SILENT[orders[0].type], row.span, matter.code)


def _within(view: View, span: Span, allowed: list[str]) -> bool:
    """Whether a mention lies inside a wording that an order itself allows."""
    for text in allowed:
        start = view.text.find(text)
        while start >= 0:
            if start <= span.start and span.end <= start + len(text):
                return True
            start = view.text.find(text, start + 1)
    return False


def _listed(subject: Subject, matter: MatterFacts, row: Reference, orders: list[Restriction]) -> bool:
    """Whether a list gives the number or public title of a hearing that is private, and of no other order."""
    private = all(order.type == "private" for order in orders)
    return private and bool(matter.public_title) and subject.draft.kind in LISTING and row.how in ("docket", "title")


def _shown(subject: Subject, matter: MatterFacts, orders: dict[str, Restriction]) -> Iterator[Finding]:
    """A picture of a matter of which none may be shown: one that is attached, or one that is promised."""
    if "no-image" not in orders:
        return
    for talk in talks(subject, matter):
        pictures = subject.phrases(talk.view, CODE, "picture")
        refused = subject.phrases(talk.view, CODE, "refused") if pictures else []
        for phrase in pictures:
            if talk.reaches(phrase.start()) and not beside(talk.layout, phrase, refused, NEAR):
                yield _barred(talk.view.span(phrase.start(), phrase.end()), "image-barred", matter)
        if subject.draft.pictures and talk.mentions:
            yield _barred(talk.mentions[0].span, "image-barred", matter)


def _streamed(subject: Subject, matter: MatterFacts, orders: dict[str, Restriction]) -> Iterator[Finding]:
    """A stream of a matter where an order bars it, or where the register knows of none."""
    known = matter.livestream or any(hearing.stream for hearing in matter.hearings)
    if "stream-barred" not in orders and known:
        return
    reason = "stream-barred" if "stream-barred" in orders else "stream-unknown"
    for talk in talks(subject, matter):
        streams = subject.phrases(talk.view, CODE, "stream")
        refused = subject.phrases(talk.view, CODE, "refused") if streams else []
        for phrase in streams:
            if talk.reaches(phrase.start()) and not beside(talk.layout, phrase, refused, NEAR):
                yield _barred(talk.view.span(phrase.start(), phrase.end()), reason, matter)
        if subject.draft.kind == "livestream" and talk.mentions and not streams:
            yield _barred(talk.mentions[0].span, reason, matter)


def _closed_stream(subject: Subject, view: View) -> Iterator[Finding]:
    """A stream promised of a hearing that the public may not see, whatever its matter."""
    streams = subject.phrases(view, CODE, "stream")
    closed = subject.phrases(view, CODE, "closed") if streams else []
    if not closed or subject.phrases(view, "cases", "teaching"):
        return
    layout, refused = Layout(view.folded.text), subject.phrases(view, CODE, "refused")
    for phrase in streams:
        if beside(layout, phrase, closed, NEAR) and not beside(layout, phrase, refused, NEAR):
            yield Finding(CODE, GUIDELINES, LEVEL, "stream-closed", view.span(phrase.start(), phrase.end()))


def _barred(span: Span, reason: str, matter: MatterFacts) -> Finding:
    return Finding(CODE, GUIDELINES, LEVEL, reason, span, matter.code)
