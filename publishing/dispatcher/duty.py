"""Who is told by e-mail when a delivery waits for a person. The mail says how many, never what."""

from __future__ import annotations

from collections import Counter

from publishing.ground.confidence import only_named
from publishing.ground.models import Court
from publishing.ground.notices import tell
from publishing.ground.rights import roles_of
from publishing.models import Delivery


def call_people(waiting: list[Delivery]) -> None:
    """One e-mail a court to everyone who may act there, counting what they may know of."""
    for court in {row.court_id: row.court for row in waiting}.values():
        counts = _counts(court, [row for row in waiting if row.court_id == court.pk])
        for count in sorted(set(counts.values())):
            people = [person for person, mine in counts.items() if mine == count]
            tell("outbox-needs-person", court=court, people=people, facts={"count": count})


def _counts(court: Court, rows: list[Delivery]) -> Counter[int]:
    """How many of `rows` concern each person (id)."""
    people = court.holders(*roles_of("delivery_release"))
    return Counter(person for row in rows for person in only_named(row.release.reference, people))
