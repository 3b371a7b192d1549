"""What takes two people, done by two."""

from __future__ import annotations

from typing import Any

from publishing.ground.models import Court, Person, Proposal
from publishing.ground.proposals import proposal_confirm
from publishing.ground.services import membership_grant
from publishing.models import Pause
from publishing.services import pause_lift_ask


def confirm(proposal: Any, by: Person) -> Proposal:
    """The yes of somebody who has read the page."""
    return proposal_confirm(proposal=proposal, digest=proposal.digest, by=by)


def grant(court: Court, person: Person, role: str, *, by: Person, and_by: Person) -> Proposal:
    """One of the roles that two people give."""
    return confirm(membership_grant(court=court, person=person, role=role, by=by), and_by)


def lift(pause: Pause, *, by: Person, and_by: Person) -> Proposal:
    """The pause ends."""
    return confirm(pause_lift_ask(pause, by=by, reason="The threat is over."), and_by)
