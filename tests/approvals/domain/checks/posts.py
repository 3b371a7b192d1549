"""One text under one check: what it found, as pairs of its reason and the author's own words."""

from datetime import UTC, datetime

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.review import CHECKS, MOST_CHARACTERS, review

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday


def found(code, language, text, kind="service-update", context=None, surface="text", **draft):
    """The findings of check `code` alone."""
    checks = tuple(check for check in CHECKS if check.code == code)
    rows = review(Draft(language, kind, (Surface(surface, text),), **draft), context or Context(NOW), checks)
    assert {row.code for row in rows} <= {code}
    return rows


def filled(unit):
    """`unit` again and again, as long as a text may be that is read."""
    return unit * (MOST_CHARACTERS // len(unit))


def words(text, findings):
    return [text[row.span.start : row.span.end] for row in findings if row.span]
