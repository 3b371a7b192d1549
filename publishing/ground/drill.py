"""The mark in the reference of what was written for a drill. Nothing that bears it ever becomes a Release."""

from __future__ import annotations

MARK = "-DRILL-"


def is_drill(reference: str) -> bool:
    """Whether the reference is that of a drill: such as NCA-DRILL-2026-0002."""
    return MARK in reference
