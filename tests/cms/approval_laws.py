"""What must hold after every step, read from the rows and from what the network got, apart from the code that decides.

The seats are counted here by trying, not by `approvals.domain.seating`; who may take one is read from memberships and
delegations as they were at the vote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

from wagtail.models import Revision, WorkflowState

from approvals.domain.route_table import BENCH, SEATS
from approvals.models import Duty, MatterJudge, Part, Round, Vote
from cms.models import Post, PostReader, PostSeal
from publishing.dispatcher.claim import key_of
from publishing.dispatcher.jobs import Job
from publishing.domain.delivery import State
from publishing.domain.digest import digest, parse
from publishing.domain.timing import last_moment
from publishing.ground.models import AuditEntry
from publishing.ground.roles import widened
from publishing.models import Delivery, Pause, Release

from .approval_world import World, sending

ON_BENCH = {"judge", "president", "vice_president"}
MOVING = (State.SCHEDULED, State.SENDING)


class Broken(AssertionError):
    """A law of the product does not hold."""


def hold(true: object, law: str, *facts: object) -> None:
    if not true:
        raise Broken(f"{law}: {', '.join(str(one) for one in facts)}")


@dataclass
class Laws:
    """The laws for one world, and what they remember of it: who could do what when they voted, what was seen."""

    world: World
    capacity: dict[str, set[str]] = field(default_factory=dict)
    released: set[Any] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.world.network.seen = self.leaving

    def all(self) -> None:
        self.votes()
        self.releases()
        self.deliveries()
        self.posts()
        self.confidence()

    # --- votes -----------------------------------------------------------------------------------

    def votes(self) -> None:
        """2, 4: a vote stands on what its round says, by somebody else than its writers, in a role that they had."""
        for vote in Vote.objects.standing().filter(court=self.world.court).select_related("round"):
            self._remember(vote)
            hold(digest(vote.round.content) == vote.digest, "a vote stands on another text", vote.pk)
            if vote.round.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS:
                hold(vote.person_id not in authors(vote.round), "an author has a vote", vote.person_id)
        counts = Counter(Vote.objects.standing().filter(court=self.world.court).values_list("digest", "person"))
        hold(all(one == 1 for one in counts.values()), "a person counts twice", counts)

    def _remember(self, vote: Vote) -> None:
        if str(vote.pk) in self.capacity:
            return
        roles = self.world.roles_of(vote.person_id)
        stepped = vote.role in ON_BENCH and roles & ON_BENCH
        hold(vote.role in roles or stepped, "somebody voted in a role that is not theirs", vote.role, roles)
        aside = Part.objects.filter(subject=vote.subject, person=vote.person_id, duty=Duty.RECUSED)
        hold(not aside.exists(), "somebody voted who stood aside", vote.person_id)
        self.capacity[str(vote.pk)] = roles

    def filled(self, round: Round, votes: Iterable[Vote]) -> bool:
        """Whether the votes fill every seat that the round shows, each by one person in a role of that seat."""
        good = [vote for vote in votes if vote.duty == Duty.APPROVED and vote.person_id not in round.concerned]
        people = {vote.person_id: self.capacity.get(str(vote.pk), set()) for vote in good}
        return bool(round.seats) and any(_seated(slots, people) for slots in _slots(round.seats))

    def carried(self, release: Release) -> bool:
        """Whether votes that stand now carry the release."""
        round = Round.objects.filter(reference=release.reference, digest=release.digest).order_by("-pk").first()
        if round is None:
            return False
        votes = list(Vote.objects.standing().filter(round=round, digest=release.digest))
        return self.filled(round, votes) and not authors(round) & {vote.person_id for vote in votes}

    # --- releases --------------------------------------------------------------------------------

    def releases(self) -> None:
        """1, 8: each release is what a round says, cleared by complete votes, and never for this very moment."""
        for release in Release.objects.filter(court=self.world.court):
            same = digest(release.content) == release.digest == release.clearance.get("digest")
            hold(same, "a release is not what was cleared", release.pk)
            if release.pk not in self.released:
                self._cleared(release)
                self.released.add(release.pk)

    def _cleared(self, release: Release) -> None:
        told = AuditEntry.objects.filter(act="cleared", facts__release=str(release.pk))
        hold(told.exists(), "a release without clearance", release.pk)
        rounds = Round.objects.filter(reference=release.reference, digest=release.digest, content=release.content)
        hold(rounds.exists(), "a release says what no round said", release.pk)
        hold(self.carried(release), "a release without the votes of its route", release.pk, release.route)
        people = [one["person"] for one in release.clearance["approvals"]]
        hold(len(people) == len(set(people)), "a clearance counts a person twice", people)
        now = datetime.now(UTC)
        for row in release.deliveries.filter(state=State.SCHEDULED):
            soon = row.next_attempt_at is None or row.next_attempt_at < now + timedelta(seconds=60)
            hold(release.due_at > now or not soon, "a late approval is sent at once", row.pk)

    # --- deliveries ------------------------------------------------------------------------------

    def deliveries(self) -> None:
        """5, 6, and the revoked vote: nothing is lost, nothing is out twice, nothing may leave without its votes."""
        rows = list(Delivery.objects.filter(court=self.world.court).select_related("release", "court"))
        for row in rows:
            if row.state in (State.HELD, State.FAILED):
                hold(row.reason, "it waits for a person and does not say why", row.pk)
            if row.state == State.SCHEDULED:
                hold(row.next_attempt_at, "it is scheduled for no time", row.pk)
            if row.state == State.SENT:
                hold(self.world.network.has(key_of(row)), "it is called sent and is not out", row.pk)
            reviewed = row.release.reviewed_register_version == row.court.register_version
            if row.state == State.SENDING or (row.state == State.SCHEDULED and row.release.reviewed_at and reviewed):
                hold(self.carried(row.release), "it may leave though a vote is gone", row.pk, row.state)
        places = {key_of(row): (row.release.reference, row.account_id) for row in rows}
        out = Counter(places[key] for key, _text in self.world.network.published)
        hold(all(one == 1 for one in out.values()), "something is out twice", out)

    def claimed(self, jobs: list[Job]) -> None:
        """At the claim: votes complete, its time, and the route that the register of this moment calls for."""
        for job in filter(sending, jobs):
            row = Delivery.objects.select_related("release").get(pk=job.delivery.pk)
            release, now = row.release, datetime.now(UTC)
            hold(self.carried(release), "it was claimed though a vote is gone", row.pk)
            missed = parse(release.content).missed
            hold(now <= last_moment(release.due_at, missed, row.ordered_at), "it was claimed too late", row.pk)
            post = Post.objects.get(reference=release.reference)
            if post.matters.filter(jury=True).exists():
                votes = Vote.objects.standing().filter(digest=release.digest, duty=Duty.APPROVED)
                bench = any(self.capacity.get(str(vote.pk), set()) & ON_BENCH for vote in votes)
                hold(bench, "a jury matter goes out without the bench", row.pk)

    def leaving(self, key: str, text: str) -> None:
        """1, 6, 7: as the bytes leave. A fault is kept, since the thread that sends swallows what is raised."""
        (row,) = [one for one in Delivery.objects.filter(court=self.world.court, state=State.SENDING)
                  .select_related("release", "account") if key_of(one) == key] or (None,)  # fmt: skip
        self.faults = getattr(self, "faults", [])
        if row is None:
            self.faults.append("bytes leave for what is not being sent")
            return
        content = row.release.content
        words = {one.account: "\n".join(one.segments) for one in parse(content).messages}
        if words.get(str(row.account_id)) != text or digest(content) != row.release.digest:
            self.faults.append("what leaves is not what was approved")
        if not self.carried(row.release):
            self.faults.append("it leaves though a vote is gone")
        if self.world.network.has(key):
            self.faults.append("it leaves a second time")
        if paused(row):
            self.faults.append("it leaves while everything is paused")

    def left(self) -> None:
        hold(not getattr(self, "faults", []), "at the network", *getattr(self, "faults", []))

    # --- posts -----------------------------------------------------------------------------------

    def posts(self) -> None:
        """3: Wagtail publishes nothing."""
        live = Post.objects.filter(court=self.world.court).exclude(live=False, live_revision=None)
        hold(not live.exists(), "Wagtail published a post", list(live))

    def confidence(self) -> None:
        """13: another court finds nothing, and a sealed post is found by those alone who are named on it."""
        away = self.world.stranger
        for model in (Post, Round):
            found = model.objects.for_person(away).filter(court=self.world.court)
            hold(not found.exists(), "another court sees a post", model.__name__)
        for seal in PostSeal.objects.filter(post__court=self.world.court).select_related("post"):
            self._sealed(seal)

    def _sealed(self, seal: PostSeal) -> None:
        post = seal.post
        if Delivery.objects.filter(release__reference=post.reference, state__in=(State.SENT, State.WITHDRAWN)).exists():
            return
        named = {seal.by_id, *writers(post), *PostReader.objects.filter(post=post).values_list("person", flat=True)}
        named |= set(MatterJudge.objects.filter(matter__in=post.matters.all()).values_list("person", flat=True))
        for name in ("registrar", "root", "other"):
            person = self.world.people[name]
            if person.pk not in named:
                seen = Post.objects.for_person(person).filter(pk=post.pk).exists()
                seen = seen or Round.objects.for_person(person).filter(reference=post.reference).exists()
                hold(not seen, "somebody sees a sealed post", name)
        votes = Vote.objects.standing().filter(round__reference=post.reference, at__gt=seal.at)
        for vote in votes:
            hold(vote.person_id in named, "somebody decided who is not named", vote.person_id)


def writers(post: Post) -> set[int]:
    """The author and everyone whose name a revision bears."""
    return {post.author_id, *Revision.objects.for_instance(post).exclude(user=None).values_list("user", flat=True)}


def authors(round: Round) -> set[int]:
    post = Post.objects.get(reference=round.reference)
    asked = round.workflow_state.requested_by_id
    return writers(post) | ({asked} if asked else set())


def paused(row: Delivery) -> bool:
    """Whether a pause that stands covers the delivery."""
    return any(
        pause.court_id in (None, row.court_id)
        and pause.network in ("", row.account.network)
        and pause.account_id in (None, row.account_id)
        and not (pause.spares_emergencies and row.release.route == "E")
        for pause in Pause.objects.filter(lifted_at=None)
    )


def _slots(seats: list[list[Any]]) -> list[list[Collection[str]]]:
    """Each way to say which roles are wanted: one set of roles for each person."""
    ways: list[list[Collection[str]]] = [[]]
    for name, count in seats:
        seat = SEATS[name]
        one = [set(widened(seat.roles)) | (ON_BENCH if seat.step == BENCH else set())] * count
        parts = [[{*widened([role])} for role in roles] for roles in combinations(seat.roles, count)]
        ways = [way + part for way in ways for part in (parts if seat.apart else [one])]  # type: ignore[operator]
    return ways


def _seated(slots: list[Collection[str]], people: dict[int, set[str]]) -> bool:
    if not slots:
        return True
    first, *rest = slots
    takers = [person for person, roles in people.items() if roles & set(first)]
    return any(_seated(rest, {one: roles for one, roles in people.items() if one != taker}) for taker in takers)
