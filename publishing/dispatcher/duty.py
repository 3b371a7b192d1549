"""Who is told by e-mail when a delivery waits for a person. The mail says how many, never what."""

from __future__ import annotations

from collections import Counter

from publishing.ground.notices import tell
from publishing.models import Delivery
from publishing.services.rights import OUTBOX_ROLES


def call_people(waiting: list[Delivery]) -> None:
    """One e-mail a court to everyone who may act there."""
    courts = {row.court_id: row.court for row in waiting}
    for court, count in Counter(row.court_id for row in waiting).items():
        people = courts[court].holders(*OUTBOX_ROLES)
        tell("outbox-needs-person", court=courts[court], people=people, facts={"count": count})
