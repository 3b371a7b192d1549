"""A matter that is not decided may be announced, never commented on: its mention is routed (guidelines 15, 17, 21)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.casetalk import decided
from approvals.domain.findings import Finding
from approvals.domain.references import references
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Subject

CODE = "pending-case"
GUIDELINES = (15, 17, 21)
LEVEL = Severity.JUSTIFY


def run(subject: Subject) -> Iterator[Finding]:
    """Advice for lists and notices, a question for everything else, at each mention of an undecided matter."""
    listing = subject.draft.kind in LISTING
    severity = Severity.ADVISE if listing else Severity.JUSTIFY
    for matter in subject.context.matters:
        if decided(subject, matter):
            continue
        for view in subject.views:
            for reference in references(subject, view, matter):
                if reference.how != "protected":
                    reason = "pending-listed" if listing else f"pending-{reference.how}"
                    yield Finding(CODE, GUIDELINES, severity, reason, reference.span, matter.code)
