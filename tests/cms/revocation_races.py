"""Races of a vote that is taken back against the dispatchers that take what it carries.

Threads with connections of their own race on the database of this process. The rows of one approved post are put back
after each race as they were before it.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from django.db import connection

from approvals.models import Vote
from approvals.services import Refused, digest_of, vote_cast, vote_take_back
from cms.models import Post
from cms.services import post_submit
from publishing.models import Attempt, Delivery, Release
from tests.factories import make_account, make_court, make_person, make_post

from .approval_world import Engine, Gate, Network

BOTH = 2  # deliveries of the post, to two accounts
DISPATCHERS = 2
STEP = 0.0004  # seconds: who lost gets so much of a head start more in the next race


class Course:
    """One post that is approved and about to be sent. `race` lets both sides go and says who was first."""

    def __init__(self, seed: int = 0) -> None:
        self.dice, self.lead, self.network = random.Random(seed), 0.0, Network()
        self.court = make_court()
        author = make_person(self.court, "press_officer")
        accounts = [make_account(self.court) for _ in range(BOTH)]
        self.reviewer = make_person(self.court, "reviewer")
        self.post = make_post(self.court, author, *accounts)
        self._approve(author)
        self.pool = ThreadPoolExecutor(1 + DISPATCHERS)

    def _approve(self, author: Any) -> None:
        post_submit(post=self.post, by=author)
        now = Post.objects.get(pk=self.post.pk)
        facts = {"task_state": now.current_workflow_task_state, "digest": digest_of(now)}
        self.vote = vote_cast(**facts, person=self.reviewer, decision="approve")
        release = Release.objects.get(court=self.court)
        Gate(At(release.due_at), "test", lambda held: None).review(release)
        self.release = Release.objects.get(pk=release.pk)
        self.before = {
            model: [(row.pk, self._columns(row)) for row in model.objects.filter(**where)]
            for model, where in (
                (Delivery, {"court": self.court}),
                (Vote, {"pk": self.vote.pk}),
                (Post, {"pk": now.pk}),
            )
        }

    @staticmethod
    def _columns(row: Any) -> dict[str, Any]:
        return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}

    def put_back(self) -> None:
        Attempt.objects.filter(delivery__court=self.court).delete()
        for model, rows in self.before.items():
            for key, columns in rows:
                model.objects.filter(pk=key).update(**columns)
        self.network.published.clear()

    def close(self) -> None:
        self._at_once(*[hang_up] * (1 + DISPATCHERS))
        self.pool.shutdown()

    # --- one race --------------------------------------------------------------------------------

    def race(self) -> str:
        """Who was first, by what is in the rows afterwards. Raises AssertionError when both were, or nobody."""
        dispatchers = [Dispatcher(self) for _ in range(self.dice.randint(1, DISPATCHERS))]
        refused, *found = self._at_once(self._take_back, *(each.claim for each in dispatchers))
        for each in dispatchers:
            each.send()
        winner = self._held(refused, found) if not refused else self._left(refused, found)
        self.lead += STEP * (1 if winner == "claimed" else -1) * self.dice.random() * 4
        self.put_back()
        return winner

    def _at_once(self, *acts: Callable[[], Any]) -> list[Any]:
        gate = threading.Barrier(len(acts))

        def run(act: Callable[[], Any], late: float) -> Any:
            gate.wait()
            threading.Event().wait(late)
            return act()

        late = [max(0.0, -self.lead), *[max(0.0, self.lead)] * (len(acts) - 1)]
        return [one.result() for one in [self.pool.submit(run, *given) for given in zip(acts, late, strict=True)]]

    def _take_back(self) -> str:
        """Why it was refused; nothing when the vote is gone."""
        try:
            vote_take_back(vote=self.vote, person=self.reviewer)
        except Refused as refusal:
            return str(refusal)
        return ""

    def _held(self, refused: str, found: list[list[Any]]) -> str:
        """The vote is gone: everything is held with a reason, nothing was begun and nothing left."""
        rows, gone = self._rows()
        assert gone, "taken back, and the vote stands"
        assert [row.state for row in rows] == ["held"] * BOTH, [row.state for row in rows]
        assert all(row.reason for row in rows), "held without a reason"
        assert not any(found), "claimed though the vote is gone"
        assert not any(row.attempts.exists() for row in rows), "begun though the vote is gone"
        assert self.network.published == [], "it left though the vote is gone"
        return "taken back"

    def _left(self, refused: str, found: list[list[Any]]) -> str:
        """It was claimed first: the vote stands, whoever came too late is told so, and each delivery left once."""
        rows, gone = self._rows()
        claimed = [job.delivery.pk for jobs in found for job in jobs]
        assert not gone, "refused, and the vote is gone"
        assert "on its way" in refused, refused
        assert claimed, "refused, and nothing was claimed"
        assert len(claimed) == len(set(claimed)) == len(self.network.published), "a delivery was claimed twice"
        assert {row.state for row in rows if row.pk in claimed} == {"sent"}
        assert {row.state for row in rows if row.pk not in claimed} <= {"scheduled"}
        return "claimed"

    def _rows(self) -> tuple[list[Any], bool]:
        rows = list(Delivery.objects.filter(court=self.court).order_by("pk"))
        return rows, not Vote.objects.standing().filter(pk=self.vote.pk).exists()


def hang_up() -> None:
    connection.close()  # that of the thread that calls


class At:
    """A clock that stands."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


class Dispatcher:
    """One dispatcher's claim and what follows it, at the time of the post."""

    def __init__(self, course: Course) -> None:
        self.engine = Engine(course.network)
        self.engine.clock = self.engine.perform.clock = At(course.release.due_at)  # type: ignore[assignment]

    def claim(self) -> list[Any]:
        return list(self.engine.claim())

    def send(self) -> None:
        while self.engine.jobs:
            self.engine.do(0)
        self.engine.settle()


def races(count: int, seed: int = 0) -> Counter[str]:
    """How so many races ended. Raises AssertionError with what was broken."""
    course = Course(seed)
    try:
        return Counter(course.race() for _ in range(count))
    finally:
        course.close()
