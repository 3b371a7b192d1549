"""No contact with the people of a live matter, their lawyers or witnesses, nor thanks or praise (guidelines 17, 30)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.doubts import someone_else
from approvals.domain.findings import Finding, MatterFacts, Party, Span
from approvals.domain.names import Strength
from approvals.domain.personal import handles
from approvals.domain.personal.clauses import Clauses, Words
from approvals.domain.references import means, references
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Known, Subject, View

CODE = "party-contact"
GUIDELINES = (17, 30)
LEVEL = Severity.BLOCK
OVER = ("closed",)
DIRECTED = ("reply-to", "repost-of")  # surfaces that are a handle
NEAR = 24  # characters between words of address and a name
QUIET = (*LISTING, "obituary", "judgment")  # kinds that tell whom a court supports by its result
COMMA = re.compile("[,،，、]")
Row = tuple[str, Span | None]


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each handle of and word to somebody in a live matter. Whoever is on the allow-list is left out."""
    allowed = handles.known(subject.context)
    for matter in subject.context.matters:
        if matter.status not in OVER:
            for reason, span in _contacts(subject, matter, allowed):
                yield Finding(CODE, GUIDELINES, LEVEL, reason, span, matter.code, about="" if span else reason)


def _contacts(subject: Subject, matter: MatterFacts, allowed: frozenset[str]) -> Iterator[Row]:
    theirs = handles.keys(handle for party in matter.parties for handle in party.handles) - allowed
    named = frozenset(
        name for party in matter.parties if _reachable(party, allowed) for name in handles.names_of(party)
    )
    draft = subject.draft
    for handle in filter(None, (draft.reply_to, draft.repost_of)):
        if _is_theirs(handles.key_of(handle), theirs, named, allowed):
            yield "party-contact-reply", None
    for view in subject.views:
        if view.name not in DIRECTED:
            for mention in handles.mentions(view.folded.text):
                if _is_theirs(mention.key, theirs, named, allowed):
                    yield "party-contact-mention", view.span(mention.start, mention.end)
            yield from _addressed(subject, view, matter, allowed)


def _reachable(party: Party, allowed: frozenset[str]) -> bool:
    """Whether contact with a party would be one: a body on the allow-list is in hundreds of cases."""
    return not handles.keys(party.handles) & allowed


def _is_theirs(key: str, theirs: frozenset[str], named: frozenset[str], allowed: frozenset[str]) -> bool:
    if handles.belongs(key, allowed):
        return False
    return handles.belongs(key, theirs) or any(key.startswith(name) for name in named)


def _addressed(subject: Subject, view: View, matter: MatterFacts, allowed: frozenset[str]) -> Iterator[Row]:
    """Names right behind "thank you", "well done" or "dear". Those of protected people have a check of their own."""
    text = Clauses(subject, view, CODE)
    if subject.draft.kind in QUIET or not (text.words("address") or text.words("called")):
        return
    titles = [row for row in references(subject, view, matter) if row.how == "title"]
    for known in subject.names[matter.code]:
        if not known.protected and _reachable(known.party, allowed):
            for start, end in _named(subject, view, known):
                if any(row.span.start <= start and end <= row.span.end for row in titles):
                    continue
                before = any(_beside(subject, view, word, start) for word in text.words("address"))
                if before or any(_behind(view, word, end) for word in text.words("called")):
                    yield "party-contact-named", Span(view.name, start, end)


def _named(subject: Subject, view: View, known: Known) -> Iterator[tuple[int, int]]:
    for match in subject.matches(view, known):
        if someone_else(subject, view, match, known):
            continue
        bare = match.strength is Strength.HANDLE and view.text[max(0, match.start - 1) : match.start] in ("", " ")
        if bare or (match.strength is not Strength.HANDLE and means(subject, view, match, known, docket_near=True)):
            yield match.start, match.end


def _behind(view: View, word: Words, end: int) -> bool:
    """Whether such words follow a name, but for what only joins them: a comma, an ending, a few words."""
    first = view.folded.span(word.start(), word.end())[0]
    between = view.text[end:first]
    return end <= first and len(between) <= NEAR and not any(sign in between for sign in ".!?;:。！？；")


def _beside(subject: Subject, view: View, word: Words, start: int) -> bool:
    first, last = view.folded.span(word.start(), word.end())
    between = view.text[last:start]
    if first >= start or len(between) > NEAR or any(sign in between for sign in ".!?;:。！？；"):
        return False
    return not COMMA.search(between) or not _of_the_case(subject, view, last, start)


def _of_the_case(subject: Subject, view: View, start: int, end: int) -> bool:
    """Whether a word for a case stands between: "Well done, everybody: the claim of X" addresses somebody else."""
    found = (view.folded.span(*word.span())[0] for word in subject.phrases(view, "cases", "case"))
    return any(start <= at < end for at in found)
