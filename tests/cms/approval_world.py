"""A court of many people, a clock, a network that keeps what reached it, and the acts that the machine mixes.

Every act goes through the operation that a page, a task or the dispatcher calls. `trying` counts a refusal as an
answer; anything else that an operation raises is a fault.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import TestCase

from approvals.gate import Recheck
from approvals.models import Delegation, Matter, Round, Vote
from approvals.services import Refused
from cms.models import Post
from cms.services import PostRefused
from publishing.dispatcher import upkeep
from publishing.dispatcher.claim import claim_due
from publishing.dispatcher.clock import Clock
from publishing.dispatcher.gatekeeper import Gatekeeper
from publishing.dispatcher.jobs import Job, Kind, Result
from publishing.dispatcher.lanes import Lanes
from publishing.dispatcher.pauses import Pauses
from publishing.dispatcher.perform import Performer
from publishing.dispatcher.settle import settle
from publishing.gate import Verdict
from publishing.ground.models import Court, Membership, Person
from publishing.models import Delivery, Release
from publishing.networks.base import OutcomeUnknown, Payload, Permanent, Receipt, Sighting, Transient
from publishing.services import IllegalMove, NotAllowed, ReleaseRefused, WordsRefused
from tests.factories import make_account, make_court, make_person

START = datetime(2031, 3, 4, 8, tzinfo=UTC)  # a Tuesday, nine o'clock in Zagreb
ANSWERS = (
    PostRefused, Refused, NotAllowed, IllegalMove, ReleaseRefused, WordsRefused, PermissionDenied, ValidationError,
)  # fmt: skip
PEOPLE: dict[str, tuple[str, ...]] = {
    "officer": ("press_officer",),
    "second": ("press_officer", "reviewer"),
    "reviewer": ("reviewer",),
    "registrar": ("registrar",),
    "many": ("press_officer", "reviewer", "registrar", "judge"),
    "judge": ("judge",),
    "other": ("judge",),
    "president": ("president",),
    "vice": ("vice_president",),
    "head": ("head_of_communications",),
    "deputy": ("deputy_registrar",),
    "security": ("security_lead",),
    "adviser": ("adviser",),
    "root": (),
}
WRITERS = ("officer", "second", "many", "head")
_courts = itertools.count(10_000)  # so that nothing that is remembered by key comes again


class Network:
    """Keeps the requests that it published, by key. `answer` is what the next sending comes to."""

    name = "sandbox"

    def __init__(self) -> None:
        self.answer, self.published = "ok", list[tuple[str, str]]()
        self.seen: Callable[[str, str], None] = lambda key, text: None

    def prepare(self, message: Any, key: str, now: Any) -> Payload:
        return Payload(key, {"text": "\n".join(message.segments)})

    def advance(self, payload: Payload, memo: Any, connection: Any) -> Receipt:
        self.seen(payload.key, payload.body["text"])
        if self.answer == "busy":
            raise Transient("Busy.")
        if self.answer == "refused":
            raise Permanent("Not accepted.")
        if self.answer == "lost before":
            raise OutcomeUnknown("No answer.")
        self.published.append((payload.key, payload.body["text"]))
        if self.answer == "lost after":
            raise OutcomeUnknown("No answer.")
        return _receipt(payload.key)

    def lookup(self, payload: Payload, memo: Any, since: Any, connection: Any) -> Sighting:
        there = any(key == payload.key for key, _text in self.published)
        return Sighting(there, _receipt(payload.key) if there else None)

    def has(self, key: str) -> bool:
        return any(one == key for one, _text in self.published)


def _receipt(key: str) -> Receipt:
    return Receipt(key[:8], f"https://social.example/{key[:8]}")


class Gate(Gatekeeper):
    """The gatekeeper without its thread."""

    def ask(self, release: Release) -> Verdict:
        try:
            return Recheck().recheck(release)
        except Exception:
            return Verdict(False, 0, "The last check before sending could not run.")


class Engine:
    """The dispatcher's parts without threads. `jobs` are claimed and under way, in no order."""

    def __init__(self, network: Network) -> None:
        self.network, self.clock, self.pauses = network, Clock(), Pauses()
        self.perform = Performer(self.clock, self.pauses, threading.Event(), find=lambda name: network)  # type: ignore[arg-type,return-value]
        self.lanes = Lanes(self.perform, slots=50)
        self.gate = Gate(self.clock, "test", lambda held: None)
        self.jobs: list[Job] = []
        self.results: list[Result] = []

    def claim(self) -> list[Job]:
        self.pauses.read()
        with transaction.atomic():
            found = claim_due(self.clock.now(), self.pauses, self.lanes, "test").jobs
        self.jobs += found
        return found

    def do(self, place: int) -> None:
        self.pauses.read()
        self.results.append(self.perform(self.jobs.pop(place % len(self.jobs)), None))  # type: ignore[arg-type]

    def settle(self) -> None:
        results, self.results = self.results, []
        with transaction.atomic():
            self.jobs += settle(results, self.clock.now(), "test").jobs

    def upkeep(self) -> None:
        now = self.clock.now()
        upkeep.expire(now, "test")
        upkeep.hold_missed(now, "test")
        upkeep.hold_unconnected(now, "test")
        self.jobs += upkeep.claim_lookups(now, self.lanes, "test").jobs


class World:
    """One court from its first minute, thrown away by `end`."""

    def __init__(self) -> None:
        cache.clear()
        self.clock = time_machine.travel(START, tick=False)
        self.now = self.clock.start()
        self.block = transaction.atomic()
        self.block.__enter__()
        number = next(_courts)
        self.court: Court = make_court(pk=number, training_waived_until=START + timedelta(days=9999))
        self.people = {name: make_person(self.court, *roles, first_name=name.title(), last_name="Maravel")
                       for name, roles in PEOPLE.items()}  # fmt: skip
        Person.objects.filter(pk__in=[self.people[name].pk for name in ("root", "many")]).update(is_superuser=True)
        away = make_court(pk=next(_courts))
        self.stranger = make_person(away, "press_officer", "reviewer", "registrar", "judge", "president")
        self.accounts = [make_account(self.court), make_account(self.court)]
        self.matter = Matter.objects.create(court=self.court, code="M-1", docket="No. 31-0001")
        self.network = Network()
        self.engine = Engine(self.network)
        self.refused, self.done = 0, 0

    def end(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        self.clock.stop()

    def person(self, name: str) -> Person:
        return Person.objects.get(pk=self.people[name].pk)

    def trying(self, act: Callable[[], Any]) -> Any:
        """What `act` returns, with what it does on commit; None when it was refused.

        Each act has a moment of its own, so that "the newest" is the same one whenever the same acts are done again.
        """
        self.now.shift(0.001)
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                found = act()
        except ANSWERS:
            self.refused += 1
            return None
        self.done += 1
        return found

    def posts(self) -> list[Post]:
        return list(Post.objects.filter(court=self.court).order_by("pk"))

    def roles_of(self, person: int) -> set[str]:
        """What somebody holds or acts in at this moment, read from the rows alone."""
        held = set(Membership.objects.filter(court=self.court, person=person).values_list("role", flat=True))
        now = datetime.now(UTC)
        rows = Delegation.objects.filter(court=self.court, to=person, starts_at__lte=now, ends_at__gt=now)
        for row in rows.filter(ended_at=None):
            if Membership.objects.filter(court=self.court, person=row.of, role=row.role).exists():
                held.add(row.role)
        return held


def round_of(post: Post) -> Round | None:
    return Round.objects.filter(subject=subject(post)).order_by("-pk").first()


def subject(post: Post) -> str:
    found = Round.objects.filter(reference=post.reference).values_list("subject", flat=True).first()
    return found or ""


def standing(post: Post) -> list[Vote]:
    return list(Vote.objects.standing().filter(round__reference=post.reference).order_by("at"))


def sending(job: Job) -> bool:
    return job.kind is Kind.SEND


__all__ = ["Delivery", "Engine", "Network", "World", "round_of", "sending", "standing", "subject"]
