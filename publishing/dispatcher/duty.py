"""Who is told by e-mail when a delivery waits for a person. The mail says how many, never what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from publishing.domain.delivery import State
from publishing.ground import audit
from publishing.ground.confidence import only_named
from publishing.ground.models import Court
from publishing.ground.notices import tell
from publishing.ground.rights import roles_of
from publishing.models import Delivery
from publishing.watch.alerts import event

from .jobs import Kind, Outcome, Result

PROOFS = frozenset({Outcome.DONE, Outcome.PRESENT})
STOPPED = frozenset({State.CANCELLED, State.FAILED, State.HELD})


def call_people(waiting: list[Delivery]) -> None:
    """One e-mail a court to everyone who may act there, counting what they may know of."""
    for court in {row.court_id: row.court for row in waiting}.values():
        counts = _counts(court, [row for row in waiting if row.court_id == court.pk])
        for count in sorted(set(counts.values())):
            people = [person for person, mine in counts.items() if mine == count]
            tell("outbox-needs-person", court=court, people=people, facts={"count": count})


def call_about_strays(results: list[Result], rows: Mapping[int, Delivery], worker: str) -> None:
    """What a person stopped while it was in doubt, and what an answer now shows to be out. Each is told once."""
    answers = [one for one in results if one.outcome in PROOFS and one.job.kind is not Kind.WITHDRAW]
    proofs = [one for one in answers if rows[one.job.delivery.pk].state in STOPPED]
    for one in proofs:
        row = rows[one.job.delivery.pk]
        facts = {"attempt": one.job.attempt, "state": str(row.state)}
        audit.record(row.court_id, "out_after_all", actor=f"worker:{worker}", subject=f"delivery:{row.pk}", facts=facts)
    event([rows[one.job.delivery.pk] for one in proofs], "out-after-all")


def _counts(court: Court, rows: list[Delivery]) -> Counter[int]:
    """How many of `rows` concern each person (id)."""
    people = court.holders(*roles_of("delivery_release"))
    return Counter(person for row in rows for person in only_named(row.release.reference, people))
