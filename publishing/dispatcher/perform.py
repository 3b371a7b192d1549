"""One step at a network, in a thread of the pool: no database here, and nothing leaves that was not approved."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from publishing.accounts import connection
from publishing.domain.digest import digest
from publishing.ground import door
from publishing.ground.saying import said, told
from publishing.ground.vault import VaultRefused
from publishing.media import MediumLost
from publishing.networks.base import Adapter, Connection, OutcomeUnknown, Permanent, Receipt, Sighting, Transient
from publishing.networks.registry import adapter

from .clock import Clock
from .faults import fault
from .jobs import Job, Kind, Outcome, Result
from .pauses import Pauses

log = logging.getLogger(__name__)


class Performer:
    """Does jobs. One for all threads: it holds nothing that changes."""

    def __init__(
        self, clock: Clock, pauses: Pauses, stop: threading.Event, find: Callable[[str], Adapter] = adapter
    ) -> None:
        self.clock, self.pauses, self.stop, self.find = clock, pauses, stop, find

    def __call__(self, job: Job, http: door.Session) -> Result:
        """Never raises: whatever goes wrong in a way that nobody foresaw may have been published."""
        started = self.clock.now()
        try:
            return self._perform(job, http, started)
        except Exception as error:
            log.error("%s of delivery %s: %s", job.kind, job.delivery.pk, fault(error))
            return self._result(
                job, Outcome.UNKNOWN, started, reason=said(_("Something went wrong here, at our side."))
            )

    def _perform(self, job: Job, http: door.Session, started: datetime) -> Result:
        if job.kind is Kind.SEND:
            if not self._may_begin(job):
                return self._result(job, Outcome.NOT_SENT, started)
            if not is_approved(job):
                return self._result(
                    job, Outcome.CHANGED, started, reason=said(_("It is not what was approved any more."))
                )
            started = self.clock.now()
        try:
            opened = connection(job.delivery.account, http)
        except VaultRefused:
            words = said(_("The secret of this account cannot be opened. Connect the account again."))
            return self._result(job, Outcome.PERMANENT, started, reason=words, refused=True)
        result = self._speak(job, opened, started)
        result.renewed, result.news = dict(opened.renewed), opened.news
        return result

    def _may_begin(self, job: Job) -> bool:
        """Sleeps to the instant. False when a pause, a drain or an old claim says that nothing may leave."""
        wait = (job.at - self.clock.now()).total_seconds()
        if self.stop.wait(max(wait, 0.0)) if wait > 0 else self.stop.is_set():
            return False
        return not self.pauses.blocks(job.delivery) and self.clock.now() < min(job.until, job.begin_by)

    def _speak(self, job: Job, opened: Connection, started: datetime) -> Result:
        network = self.find(job.delivery.account.network)
        steps = {Kind.SEND: self._send, Kind.LOOKUP: self._look, Kind.WITHDRAW: self._withdraw}
        try:
            found = steps[job.kind](job, network, opened)
        except Transient as error:
            found = {"outcome": Outcome.TRANSIENT, "reason": told(error), "retry_after": error.retry_after}
        except Permanent as error:
            refused = error.mend == "secret"
            found = {"outcome": Outcome.PERMANENT, "reason": told(error), "refused": refused}
        except MediumLost as error:
            found = {"outcome": Outcome.PERMANENT, "reason": told(error)}
        except OutcomeUnknown as error:
            found = {"outcome": Outcome.UNKNOWN, "reason": told(error)}
        return self._result(job, started=started, **found)

    def _send(self, job: Job, network: Adapter, opened: Connection) -> dict[str, Any]:
        step = network.advance(job.payload, job.memos[0] if job.memos else {}, opened)
        if isinstance(step, Receipt):
            return _receipt(step, Outcome.DONE)
        return {"outcome": Outcome.CONTINUE, "memo": step.memo, "after": step.after}

    def _look(self, job: Job, network: Adapter, opened: Connection) -> dict[str, Any]:
        """Each earlier try may have left other pictures there, so each one's memo is looked for."""
        sighting = Sighting(present=False)
        for memo in job.memos or [{}]:
            sighting = network.lookup(job.payload, memo, job.since, opened)
            if sighting.present is not False:
                break
        if sighting.present and sighting.receipt:
            found = _receipt(sighting.receipt, Outcome.PRESENT)
            return found | {"evidence": sighting.evidence} if "receipt" in found else found
        outcome = Outcome.ABSENT if sighting.present is False else Outcome.UNDECIDED
        return {"outcome": outcome, "evidence": sighting.evidence}

    def _withdraw(self, job: Job, network: Adapter, opened: Connection) -> dict[str, Any]:
        remote_id = job.delivery.remote_id
        if not job.delivery.number_known:  # a server that knows no such number would seem to have deleted it
            raise Permanent(said(_("A person gave its address, and its number at the network is not known.")))
        try:
            network.withdraw(remote_id, opened)
        except OutcomeUnknown:
            if network.exists(remote_id, opened):
                raise
        return {"outcome": Outcome.DONE}

    def _result(self, job: Job, outcome: Outcome, started: datetime, **facts: Any) -> Result:
        return Result(job, outcome, started, self.clock.now(), **facts)


def is_approved(job: Job) -> bool:
    """Whether the stored content is what Release and clearance say was approved."""
    release = job.delivery.release
    return bool(digest(release.content) == release.digest == release.clearance.get("digest"))


def _receipt(receipt: Receipt, outcome: Outcome) -> dict[str, Any]:
    if not (receipt.remote_id and receipt.remote_id.isprintable()):  # what no database can keep names nothing
        return {"outcome": Outcome.UNKNOWN, "reason": said(_("The server took it without naming it."))}
    return {"outcome": outcome, "receipt": receipt}
