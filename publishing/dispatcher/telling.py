"""What the log says of each step at a network: ids and codes, never a word of what was sent."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from publishing.ground import door
from publishing.ground.logs import about
from publishing.models import Delivery

from .jobs import Job, Outcome, Result

WELL = frozenset({Outcome.DONE, Outcome.CONTINUE, Outcome.PRESENT, Outcome.NOT_SENT})
log = logging.getLogger(__name__)


def told(perform: Callable[[Job, door.Session], Result]) -> Callable[[Job, door.Session], Result]:
    """The same, with every line that is logged meanwhile saying of which delivery."""

    def run(job: Job, http: door.Session) -> Result:
        with about(**facts_of(job)):
            return perform(job, http)

    return run


def report(results: list[Result], rows: Mapping[int, Delivery]) -> None:
    """One line for each step that was written down, with the state that `rows` came to by it."""
    for result in results:
        row = rows[result.job.delivery.pk]
        facts = facts_of(result.job) | {"outcome": result.outcome.name.lower(), "state": str(row.state)}
        facts["seconds"] = (result.ended_at - result.started_at).total_seconds()
        log.log(logging.INFO if result.outcome in WELL else logging.WARNING, "a step is written down", extra=facts)


def facts_of(job: Job) -> dict[str, Any]:
    row = job.delivery
    return {
        "delivery": row.pk,
        "release": row.release_id,
        "court": row.court_id,
        "account": row.account_id,
        "network": row.account.network,
        "attempt": job.attempt,
        "purpose": str(job.kind),
    }
