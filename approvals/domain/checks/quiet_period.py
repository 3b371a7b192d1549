"""In an election, in mourning, in the vacation or under threat a court says only what cannot wait (9, 15, 16)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Context, Finding, QuietFacts
from approvals.domain.quiet import ALWAYS_EXEMPT
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject

CODE = "quiet-period"
GUIDELINES = (9, 15, 16)
LEVEL = Severity.JUSTIFY
INSIDE, LATE = "quiet", "quiet-late"


def run(subject: Subject) -> Iterator[Finding]:
    """One finding for each quiet period in which the post would go out: a question, or a block when it is strict."""
    kind, context = subject.draft.kind, subject.context
    for period in context.quiet_periods:
        reason = "" if kind in (*ALWAYS_EXEMPT, *period.exempt) else touched(period, context)
        covered = [name for name in context.accounts if name in period.accounts]
        if reason and (covered or not period.accounts):
            severity = Severity.BLOCK if period.strict else Severity.JUSTIFY
            some = bool(covered) and len(covered) < len(context.accounts)
            params = {"period": period.name, "until": period.ends.isoformat(), "accounts": ", ".join(covered)}
            yield Finding(CODE, GUIDELINES, severity, _worded(reason, period, some), None, "", params, period.key)


def touched(period: QuietFacts, context: Context) -> str:
    """How the time of publication meets the period: in it, only when it comes late, or not at all ("")."""
    if period.starts <= context.publish_at < period.ends:
        return INSIDE
    latest = context.publish_until or context.publish_at
    return LATE if context.publish_at < period.starts <= latest else ""


def _worded(reason: str, period: QuietFacts, some: bool) -> str:
    if reason == LATE:
        return LATE
    return reason + ("-strict" if period.strict else "") + ("-accounts" if some else "")
