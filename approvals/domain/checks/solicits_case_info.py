"""The court asks nobody for details of themselves or of a case on a network (guidelines 11, 17, 34)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from approvals.domain.checks import link_safety
from approvals.domain.findings import Finding
from approvals.domain.personal.clauses import Clause, Clauses, Words, nearest, together
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View

CODE = "solicits-case-info"
GUIDELINES = (11, 17, 34)
LEVEL = Severity.BLOCK
APART = 110  # characters between what is asked and the word that asks
REFUSED = 12  # characters between "never" and where it is not to be sent: "never in the comments"
Row = tuple[str, int, int]


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each sentence that asks for them in public, in a message, or in a reply that names no safe way."""
    for view in subject.views:
        for reason, start, end in _asked(subject, view):
            yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end))


def _asked(subject: Subject, view: View) -> Iterator[Row]:
    text = Clauses(subject, view, CODE)
    yield from _stories(text)
    if subject.draft.kind == "reply" and not text.words("safe"):
        yield from (("solicits-reply", *word.span()) for word in text.words("which")[:1])
    if text.lack("details") or not (text.words("ask") or text.words("entered")):
        return
    doubtful = _doubtful(subject, view)
    rows = text.each("details", "ask", "entered", "channel", "safe", "posting", "reported", "refused", "urged")
    for number, clause in enumerate(rows):
        asking = _asking(text, clause, ("ask", "entered") if doubtful else ("ask",))
        if asking is None:
            continue
        near = rows[max(0, number - 1) : number + 2]
        reason = _through(asking, doubtful) or _reason(subject, clause, near, asking)
        if reason:
            yield reason, *together(*asking)


def _doubtful(subject: Subject, view: View) -> list[int]:
    """Folded places of addresses that are unsafe or pretend: what is asked for there is asked for in public."""
    blocked = (row.span for row in subject.found(link_safety.run) if row.severity is link_safety.LEVEL)
    return [bisect_left(view.folded.offsets, span.start) for span in blocked if span and span.surface == view.name]


def _through(asking: tuple[Words, Words], doubtful: Sequence[int]) -> str:
    start, end = together(*asking)
    near = any(start - APART <= place <= end + APART for place in doubtful)
    return "solicits-public" if near else ""


def _stories(text: Clauses) -> Iterator[Row]:
    """Calls to tell what one saw or suffered, where this sentence or the one before names an accident or a wrong."""
    if text.lack("incident", "story"):
        return
    before: Clause | None = None
    for clause in text.each("incident", "story", "safe", "refused", "reported"):
        near = clause.has("incident") or (before is not None and before.has("incident"))
        for word in clause.of("story")[:1] if near and not clause.any("safe", "reported") else ():
            if not text.is_quoted(word) and not clause.denied(*word.span()):
                yield "solicits-public", *word.span()
        before = clause


def _asking(text: Clauses, clause: Clause, tables: Sequence[str]) -> tuple[Words, Words] | None:
    """A word of `tables` that asks and what it asks for, unless the sentence refuses it or tells it of others."""
    if not clause.has("details") or clause.has("reported"):
        return None
    for ask in clause.of(*tables):
        wanted = [word for word in clause.of("details") if not word.start() <= ask.start() < word.end()]
        word = nearest(ask, wanted)
        if word is None or abs(word.start() - ask.end()) > APART or text.is_quoted(ask):
            continue
        if text.subject.draft.kind == "scam-warning" and text.is_quoted(word):
            continue  # what the swindlers write
        first, last = together(ask, word)
        listed = [row.start() for row in clause.of("details") if first - APART <= row.start() < first]
        if not clause.denied(min([first, *listed]), last):
            return ask, word
    return None


def _reason(subject: Subject, clause: Clause, near: Sequence[Clause], asking: tuple[Words, Words]) -> str:
    """In public or by message: always. Else only where one person is answered and no safe way is named nearby."""
    if _in_public(clause, asking) or _in_next(clause, near):
        return "solicits-public"
    safe = any(row.has("safe") for row in near)
    if clause.has("posting") and not safe:
        return "solicits-public"
    return "solicits-reply" if subject.draft.kind == "reply" and not safe else ""


def _in_public(clause: Clause, asking: tuple[Words, Words]) -> bool:
    start, end = together(*asking)
    near = [word for word in clause.of("channel") if start - APART <= word.start() <= end + APART]
    refused = [word.end() for word in clause.of("refused") if end <= word.start()]
    return any(not any(0 <= word.start() - stop <= REFUSED for stop in refused) for word in near)


def _in_next(clause: Clause, near: Sequence[Clause]) -> bool:
    """Whether the sentence behind says where, such as: "We need your case number. The comments are open"."""
    behind = [row for row in near if row.start >= clause.end]
    said = any(row.has("channel") and not row.any("refused", "safe") for row in behind)
    return said and not clause.has("safe")
