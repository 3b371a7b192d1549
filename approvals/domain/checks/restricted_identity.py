"""Nobody whom an order protects is named, in any spelling, on any surface (guidelines 15, 16, 34)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Finding, MatterFacts, Span
from approvals.domain.names import Match
from approvals.domain.references import means
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View

CODE = "restricted-identity"
GUIDELINES = (15, 16, 34)
LEVEL = Severity.BLOCK


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each place where a protected name is written; it carries the place and the matter, never the name."""
    for matter in subject.context.matters:
        allowed = [order.allowed_text for order in matter.restrictions if order.allowed_text]
        for known in subject.names[matter.code]:
            if not known.protected:
                continue
            for view in subject.views:
                hits = [match for match in subject.matches(view, known) if means(subject, view, match, known, False)]
                yield from (_finding(view, m, matter) for m in hits if not _permitted(view, m, allowed))


def _permitted(view: View, match: Match, allowed: list[str]) -> bool:
    """Whether the place lies inside a wording that the order itself allows."""
    for text in allowed:
        start = view.text.find(text)
        while start >= 0:
            if start <= match.start and match.end <= start + len(text):
                return True
            start = view.text.find(text, start + 1)
    return False


def _finding(view: View, match: Match, matter: MatterFacts) -> Finding:
    span = Span(view.name, match.start, match.end)
    return Finding(CODE, GUIDELINES, Severity.BLOCK, "protected-name", span, matter.code)
