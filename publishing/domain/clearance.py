"""The proof that a digest was approved. approvals issues it; publishing stores it with the Release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """One vote that counted: who (person id), in which role, when (aware)."""

    person: int
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClearedFinding:
    """A finding that stood at approval, by code and severity, and whether the author answered for it."""

    code: str
    severity: str
    justified: bool


@dataclass(frozen=True, slots=True)
class Clearance:
    """What was approved (`digest`), by whom, with which findings, under which rules and register version."""

    digest: str
    route: str
    approvals: tuple[Approval, ...]
    findings: tuple[ClearedFinding, ...]
    rules_version: str
    register_version: int
    submitted_at: datetime
    cleared_at: datetime
    answers: tuple[str, ...] = ()  # ids of the author's answers that the approvers read
    solo: int | None = None  # who released an emergency with one signature (person id)
