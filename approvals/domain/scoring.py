"""How well the checks do on labelled posts. Codes of checks that are not built are left out of every count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from approvals.domain.findings import Finding
from approvals.domain.labelled import Row
from approvals.domain.review import CHECKS, CODES, FAILED, review
from approvals.domain.rulebook import PLAIN, Rulebook
from approvals.domain.severity import Severity

BLOCKING = frozenset(check.code for check in CHECKS if check.level is Severity.BLOCK)
COUNTED = ("expected", "fired", "missed", "must_not", "noise")


@dataclass(frozen=True, slots=True)
class Judged:
    """One row beside what fired on it."""

    row: Row
    fired: frozenset[str]
    blocked: bool
    weights: Mapping[str, Severity] = field(default_factory=dict)  # the gravest of each code that fired

    @property
    def expected(self) -> frozenset[str]:
        return frozenset(self.row.expected) & frozenset(CODES)

    @property
    def missed(self) -> frozenset[str]:
        return self.expected - self.fired

    @property
    def forbidden(self) -> frozenset[str]:
        return self.fired & frozenset(self.row.must_not)

    @property
    def noise(self) -> frozenset[str]:
        return self.fired - frozenset(self.row.expected) - frozenset(self.row.allowed)

    @property
    def clean(self) -> bool:
        """Whether the labels say that nothing may block this post."""
        return self.row.severity is not Severity.BLOCK


@dataclass(frozen=True, slots=True)
class Rules:
    """What is laid over each row's own context."""

    rules: Rulebook = PLAIN
    domains: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()


BASE = Rules()


def judge(row: Row, over: Rules = BASE) -> Judged:
    """Runs every check on one row in its own context, with the rules of a court or without."""
    context = replace(
        row.context,
        rules=over.rules,
        official_domains=(*row.context.official_domains, *over.domains),
        allow_handles=(*row.context.allow_handles, *over.handles),
    )
    findings: list[Finding] = review(row.draft, context)
    weights: dict[str, Severity] = {}
    for finding in sorted(findings, key=lambda one: one.severity.rank):
        weights[finding.code] = finding.severity
    return Judged(row, frozenset(weights), Severity.BLOCK in weights.values(), weights)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one row gets under two rulebooks: by code the weight before and after, None where it did not fire."""

    line: int
    codes: tuple[tuple[str, Severity | None, Severity | None], ...]
    better: bool | None  # nearer to its labels, further from them, or neither


def differences(before: Iterable[Judged], after: Iterable[Judged]) -> list[Difference]:
    """The rows whose result changes; both in the same order."""
    return [found for old, new in zip(before, after, strict=True) if (found := _difference(old, new)).codes]


def _difference(old: Judged, new: Judged) -> Difference:
    codes = sorted({*old.weights, *new.weights})
    changed = [(code, old.weights.get(code), new.weights.get(code)) for code in codes]
    faults = [len(one.missed) + len(one.noise | one.forbidden) + (one.clean and one.blocked) for one in (old, new)]
    better = None if faults[0] == faults[1] else faults[1] < faults[0]
    return Difference(old.row.line, tuple(row for row in changed if row[1] is not row[2]), better)


def scores(judged: Iterable[Judged]) -> dict[str, Any]:
    """The figures of one file. A recall is None where nothing was expected."""
    all_rows = list(judged)
    clean = [one for one in all_rows if one.clean]
    return {
        "rows": len(all_rows),
        "block_recall": _recall(all_rows, BLOCKING),
        "code_recall": _recall(all_rows, frozenset(CODES)),
        "clean_rows": len(clean),
        "clean_blocked": sum(one.blocked for one in clean),
        "must_not": sum(len(one.forbidden) for one in all_rows),
        "noise_rows": sum(bool(one.noise) for one in all_rows),
        "missed": [one.row.id for one in all_rows if one.missed],
        "wrong": [one.row.id for one in all_rows if one.noise or one.forbidden or (one.clean and one.blocked)],
        "by_code": {code: _by_code(all_rows, code) for code in _codes(all_rows)},
        "by_language": _by_language(all_rows),
    }


def _recall(rows: list[Judged], codes: frozenset[str]) -> float | None:
    expected = sum(len(one.expected & codes) for one in rows)
    hit = sum(len(one.expected & codes & one.fired) for one in rows)
    return round(hit / expected, 4) if expected else None


def _codes(rows: list[Judged]) -> list[str]:
    return [*CODES, *([FAILED] if any(FAILED in one.fired for one in rows) else [])]


def _by_code(rows: list[Judged], code: str) -> dict[str, int]:
    return {
        "expected": sum(code in one.expected for one in rows),
        "fired": sum(code in one.expected & one.fired for one in rows),
        "missed": sum(code in one.missed for one in rows),
        "must_not": sum(code in one.forbidden for one in rows),
        "noise": sum(code in one.noise for one in rows),
    }


def _by_language(rows: list[Judged]) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = {}
    for one in rows:
        count = found.setdefault(one.row.language, Counter(rows=0, **dict.fromkeys(COUNTED, 0)))
        count["rows"] += 1
        count["expected"] += len(one.expected)
        count["fired"] += len(one.expected & one.fired)
        count["missed"] += len(one.missed)
        count["must_not"] += len(one.forbidden)
        count["noise"] += len(one.noise)
    return {language: dict(found[language]) for language in sorted(found)}
