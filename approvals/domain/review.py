"""One review: every check over one draft in one context. A check that cannot run is a block, never silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from approvals.domain import packs
from approvals.domain.checks import ALL
from approvals.domain.findings import Context, Draft, Finding, Span
from approvals.domain.fold import fold
from approvals.domain.rulebook import Rulebook
from approvals.domain.severity import Severity
from approvals.domain.subject import MOST_FINDINGS, Run, Subject

ENGINE = "1"
RULES_VERSION = f"{ENGINE}-{packs.fingerprint()}"
FAILED = "check-failed"
TOO_LONG = "too-long"
TOO_MANY = "too-many"
MAY_BE = ("no-notice", "attack-answered", "legal-advice-rights")  # asked where they do not block
NEAR = 80  # characters
# What says nothing of whether a case was spoken of.
ASIDE = ("legal-advice", "commercial-promotion", "respond-to-attack")
CANNOT_RUN = Finding(FAILED, (), Severity.BLOCK, FAILED)
MOST_CHARACTERS = 16_000  # of all surfaces together, as written and as folded: what can be read in bounded time


@dataclass(frozen=True, slots=True)
class Check:
    """A rule: its code, the guidelines it serves, and what finds its breaches in a subject."""

    code: str
    guidelines: tuple[int, ...]
    run: Run
    level: Severity = Severity.BLOCK  # of its gravest usual finding


CHECKS: tuple[Check, ...] = tuple(Check(module.CODE, module.GUIDELINES, module.run, module.LEVEL) for module in ALL)
CODES = tuple(check.code for check in CHECKS)
LEVELS = {check.code: check.level for check in CHECKS}
NAMES = tuple(check for check in CHECKS if check.code == "restricted-identity")


def review(
    draft: Draft, context: Context, checks: tuple[Check, ...] = CHECKS, late: Callable[[], bool] = lambda: False
) -> list[Finding]:
    """All findings, sorted by place, overlapping ones of the same code and matter as one. Never raises.

    Once it is `late`, no further check begins, and a block says so. Nothing stops a check that has begun: a thread
    could not either, since a regular expression does not let go of the interpreter, and each would make all slower.
    """
    try:
        if too_long(draft):
            return [Finding(FAILED, (), Severity.BLOCK, TOO_LONG, params={"most": f"{MOST_CHARACTERS:,}"})]
        subject = Subject(draft, context)
    except Exception as error:
        return [_failed(check, error) for check in checks]
    findings = [finding for check in checks for finding in (_run(check, subject) if not late() else [CANNOT_RUN])]
    return tidied(answered([_weighed(finding, context.rules) for finding in findings]), draft)


def answered(findings: list[Finding]) -> list[Finding]:
    """Without the questions that only ask whether words may be amiss, beside what another check blocks."""
    blocked = {
        (row.span.surface, part)
        for row in findings
        if row.severity is Severity.BLOCK and row.code not in ASIDE and row.span
        for part in range(row.span.start // NEAR - 1, row.span.end // NEAR + 2)
    }
    return [row for row in findings if not _asks(row) or blocked.isdisjoint(_parts(row.span))]


def _asks(finding: Finding) -> bool:
    return finding.reason in MAY_BE and finding.severity is Severity.JUSTIFY


def _parts(span: Span | None) -> list[tuple[str, int]]:
    return [(span.surface, part) for part in range(span.start // NEAR, span.end // NEAR + 1)] if span else []


def _weighed(finding: Finding, rules: Rulebook) -> Finding:
    """The finding with the severity that the court gave its code."""
    if finding.code not in LEVELS:
        return finding
    severity = rules.severity(finding.code, finding.severity, LEVELS[finding.code])
    return finding if severity is finding.severity else replace(finding, severity=severity)


def too_long(draft: Draft) -> bool:
    """Whether the draft has more than the checks can read in bounded time. One character may fold to eighteen."""
    written = sum(len(surface.text) for surface in draft.surfaces)
    return written > MOST_CHARACTERS or sum(len(fold(row.text).text) for row in draft.surfaces) > MOST_CHARACTERS


def _run(check: Check, subject: Subject) -> list[Finding]:
    try:
        found = subject.found(check.run)
    except Exception as error:
        return [_failed(check, error)]
    if len(found) <= MOST_FINDINGS:
        return found
    return [
        *found[:MOST_FINDINGS],
        Finding(FAILED, check.guidelines, Severity.BLOCK, TOO_MANY, params={"check": check.code}),
    ]


def _failed(check: Check, error: Exception) -> Finding:
    """The block for a check that could not run. Only the kind of error is told: its words may hold a name."""
    params = {"check": check.code, "error": type(error).__name__}
    return Finding(FAILED, check.guidelines, Severity.BLOCK, FAILED, None, "", params)


def tidied(findings: Iterable[Finding], draft: Draft) -> list[Finding]:
    """Sorted by surface and place; overlapping spans of one code and matter merged."""
    order = {surface.name: number for number, surface in enumerate(draft.surfaces)}
    kept: list[Finding] = []
    newest: dict[tuple[str, str, str], int] = {}
    for finding in sorted(findings, key=lambda f: _key(f, order)):
        group = (finding.code, finding.matter, finding.span.surface if finding.span else "")
        at = newest.get(group)
        if at is not None and _same(kept[at], finding):
            kept[at] = _merged(kept[at], finding)
        elif finding.span is not None or finding not in kept:
            newest[group] = len(kept)
            kept.append(finding)
    return kept


def _key(finding: Finding, order: dict[str, int]) -> tuple[int, int, int, int, str, str, str]:
    span = finding.span or Span("", -1, -1)
    place = order.get(span.surface, len(order)) if finding.span else -1
    return place, span.start, span.end, -finding.severity.rank, finding.code, finding.matter, finding.reason


def _same(one: Finding, other: Finding) -> bool:
    if (one.code, one.matter) != (other.code, other.matter):
        return False
    if one.span is None or other.span is None:
        return one == other
    mine, theirs = one.span, other.span
    return mine.surface == theirs.surface and mine.start < theirs.end and theirs.start < mine.end


def _merged(one: Finding, other: Finding) -> Finding:
    if one.span is None or other.span is None:
        return one
    start, end = min(one.span.start, other.span.start), max(one.span.end, other.span.end)
    graver = one if one.severity.rank >= other.severity.rank else other
    return replace(graver, span=Span(one.span.surface, start, end))
