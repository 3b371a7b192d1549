"""The routes as data: their seats and times, and which fact calls for which. `docs/routes.md` is made from this file.

Roles are those of publishing.ground; whoever covers a role (a deputy registrar, a vice-president) takes its seats too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

DESK, BENCH = "desk", "bench"
COURT, MATTER, DUTY = "court", "matter", "duty"


class Code(StrEnum):
    """The routes, from the lowest to the highest."""

    R0 = "R0"
    R1 = "R1"
    E = "E"
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"
    R5 = "R5"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place that votes fill: `count` people of one of `roles`; with `apart`, no two of them in the same role.

    `scope` says whom of them: anybody of the court, who presides in the matter, or who is on duty.
    """

    name: str
    step: str
    roles: tuple[str, ...]
    count: int = 1
    scope: str = COURT
    apart: bool = False


COLLEAGUE = Seat("colleague", DESK, ("press_officer", "reviewer"))
REVIEWER = Seat("reviewer", DESK, ("reviewer", "head_of_communications"))
REGISTRAR = Seat("registrar", DESK, ("registrar",))
HEAD = Seat("head", DESK, ("head_of_communications",))
ON_DUTY = Seat("duty", DESK, ("press_officer", "registrar", "security_lead"), 2, DUTY, apart=True)
PRESIDING = Seat("presiding", BENCH, ("judge", "president"), scope=MATTER)
PRESIDENT = Seat("president", BENCH, ("president",))
SEATS = {seat.name: seat for seat in (COLLEAGUE, REVIEWER, REGISTRAR, HEAD, ON_DUTY, PRESIDING, PRESIDENT)}


@dataclass(frozen=True, slots=True)
class Route:
    """Who decides, and within which time. `working`: the target counts hours in which a court works.

    `urgent` is the target of a post that goes out within a day. Past the target the holders of `escalates` are told;
    time never decides.
    """

    seats: tuple[Seat, ...]
    target: timedelta
    escalates: str
    working: bool = False
    urgent: timedelta | None = None


HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# From the lowest to the highest. E stands below R2, so that no post about a case is hurried past the registrar by
# being called an emergency.
ROUTES: dict[Code, Route] = {
    Code.R0: Route((COLLEAGUE,), HOUR / 2, "press_officer"),
    Code.R1: Route((REVIEWER,), 4 * HOUR, "head_of_communications", working=True),
    Code.E: Route((ON_DUTY,), HOUR / 6, "president"),
    Code.R2: Route((REVIEWER, REGISTRAR), 4 * HOUR, "deputy_registrar"),
    Code.R3: Route((REVIEWER, REGISTRAR, PRESIDING), DAY, "president"),
    Code.R4: Route((HEAD, PRESIDENT), DAY, "vice_president", urgent=HOUR),
    Code.R5: Route((HEAD, PRESIDENT), DAY, "vice_president", urgent=HOUR),  # seats: those of the route beneath
}


@dataclass(frozen=True, slots=True)
class Ways:
    """The route for a post in its author's words, and for one whose every word a locked template made."""

    own: Code
    template: Code


def always(route: Code) -> Ways:
    """The same route, whoever wrote the words."""
    return Ways(route, route)


R0, R1, R2, R3, R4 = (always(code) for code in (Code.R0, Code.R1, Code.R2, Code.R3, Code.R4))
UNKNOWN = R4  # what nobody has decided on, the head of communications and the president decide

KINDS: dict[str, Ways] = {
    "hearing-list": Ways(Code.R2, Code.R0),
    "closure": Ways(Code.R1, Code.R0),
    "vacancy": Ways(Code.R1, Code.R0),
    "livestream": R2,
    "handdown-notice": R2,
    "judgment": Ways(Code.R3, Code.R2),  # from a template: citation and link, no summary
    "emergency": always(Code.E),
    "service-update": R1,
    "education": R1,
    "statistics": R1,
    "appointment": R1,
    "event": R1,
    "correction": R1,  # what it changes decides: see MEANING
    "scam-warning": R1,
    "obituary": R1,
    "reply": R1,
    "repost": R1,
}


# The traits of the matters that a post names or speaks of. What a template takes from the register's public card has
# been read by whoever entered it.
MATTERS: dict[str, Ways] = {
    "linked": Ways(Code.R2, Code.R0),
    "embargo": R2,
    "sealed": R3,
    "jury": Ways(Code.R3, Code.R0),
    "youth": Ways(Code.R3, Code.R0),
    "family": Ways(Code.R3, Code.R0),
    "sexual-offence": Ways(Code.R3, Code.R0),
    "public-interest": Ways(Code.R3, Code.R0),
    "anonymity": Ways(Code.R3, Code.R0),
    "private": Ways(Code.R3, Code.R0),
    "no-image": Ways(Code.R3, Code.R0),
    "stream-barred": Ways(Code.R3, Code.R0),
    "no-publication": R3,
    "postponement": R3,
}


@dataclass(frozen=True, slots=True)
class Levels:
    """What a finding calls for as advice, and above it: answered by the author, overridden, or still to be mended."""

    advise: Ways
    justify: Ways


def graded(advise: Ways, justify: Ways) -> Levels:
    """One way where a check advises, another where it asks for a reason or blocks."""
    return Levels(advise, justify)


CHECKS: dict[str, Levels] = {
    "pending-case": graded(Ways(Code.R2, Code.R0), R2),
    "merits-comment": graded(R2, R4),
    "fair-trial": graded(R2, R3),
    "embargo": graded(R2, R3),
    "restricted-identity": graded(R2, R3),
    "jigsaw-identification": graded(R2, R2),
    "reporting-restriction": graded(R2, R3),
    "outcome-mismatch": graded(R2, R2),
    "deliberation-leak": graded(R2, R3),
    "unknown-docket": graded(R2, R2),
    "party-contact": graded(R2, R2),
    "reply-debate": graded(R1, R4),
    "legal-advice": graded(R1, R2),
    "solicits-case-info": graded(R1, R2),
    "third-party-amplification": graded(R1, R1),
    "political-endorsement": graded(R1, R4),
    "policy-opinion": graded(R1, R4),
    "derogatory": graded(R1, R4),
    "respond-to-attack": graded(R1, R4),
    "commercial-promotion": graded(R1, R4),
    "personal-voice": graded(R0, R1),
    "tone": graded(R0, R1),
    "judge-privacy": graded(R1, R4),
    "geolocation": graded(R1, R2),
    "personal-data": graded(R1, R2),
    "image-consent": graded(R1, R1),
    "link-safety": graded(R0, R1),
    "social-login": graded(R0, R1),
    "hidden-text": graded(R0, R1),
    "quiet-period": graded(R0, R4),
    "date-mismatch": graded(R0, R1),
    "accessible-media": graded(R0, R1),
    "language-parity": graded(R0, R1),
    "plain-language": graded(R0, R1),
    "ai-disclosure": graded(R0, R1),
    "check-failed": graded(R4, R4),
}

# Blocks that a written reason may override: ⊕ of the checks. Every other block has no way out.
OVERRIDABLE = frozenset({"political-endorsement", "policy-opinion", "respond-to-attack", "language-parity"})
