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

from approvals.domain.route_table import BENCH, SEATS
from approvals.models import Duty, MatterJudge, Part, Round, Vote
from cms.models import Post, PostReader, PostSeal
from publishing.dispatcher.claim import key_of
from publishing.dispatcher.jobs import Job
from publishing.domain.delivery import State
from publishing.domain.digest import parse
from publishing.domain.timing import last_moment
from publishing.ground.models import AuditEntry
from publishing.ground.roles import widened
from publishing.models import Delivery, Release

from .approval_rows import SAID, Rows, digest_of, in_progress
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
    sent: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    seen_by: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        self.world.network.seen = self.leaving
        self.rows = self.fresh()

    def fresh(self) -> Rows:
        return Rows(self.world.court)

    def all(self) -> None:
        self.rows = self.fresh()
        self.votes(self.rows)
        self.releases(self.rows)
        self.deliveries(self.rows)
        self.posts(self.rows)
        if (now := self.rows.confidence()) != self.seen_by:
            self.confidence(self.rows)
            self.seen_by = now
        hold(not self.faults, "at the network", *self.faults)

    # --- votes -----------------------------------------------------------------------------------

    def votes(self, rows: Rows) -> None:
        """2, 4: a vote stands on what its round says, by somebody else than its writers, in a role that they had."""
        newest = {row.reference: row.digest for row in rows.rounds}
        for vote in rows.votes:
            self._remember(vote)
            hold(newest[vote.round.reference] == vote.digest, "a vote outlived its text", vote.pk)
            hold(digest_of(vote.round.content) == vote.digest, "a vote stands on another text", vote.pk)
            if in_progress(vote.round):
                hold(vote.person_id not in rows.authors(vote.round), "an author has a vote", vote.person_id)
        counts = Counter((vote.digest, vote.person_id) for vote in rows.votes)
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

    def carried(self, rows: Rows, release: Release) -> bool:
        """Whether votes that stand carry the release."""
        round = rows.round_of(release)
        if round is None:
            return False
        votes = [vote for vote in rows.votes if vote.round_id == round.pk and vote.digest == release.digest]
        return self.filled(round, votes) and not rows.authors(round) & {vote.person_id for vote in votes}

    # --- releases --------------------------------------------------------------------------------

    def releases(self, rows: Rows) -> None:
        """1, 8: each release is what a round says, cleared by complete votes, and never for this very moment."""
        for release in rows.releases:
            same = digest_of(release.content) == release.digest == release.clearance.get("digest")
            hold(same, "a release is not what was cleared", release.pk)
            if release.pk not in self.released:
                self._cleared(rows, release)
                self.released.add(release.pk)

    def _cleared(self, rows: Rows, release: Release) -> None:
        told = AuditEntry.objects.filter(act="cleared", facts__release=str(release.pk))
        hold(told.exists(), "a release without clearance", release.pk)
        rounds = Round.objects.filter(reference=release.reference, digest=release.digest, content=release.content)
        hold(rounds.exists(), "a release says what no round said", release.pk)
        hold(self.carried(rows, release), "a release without the votes of its route", release.pk, release.route)
        people = [one["person"] for one in release.clearance["approvals"]]
        hold(len(people) == len(set(people)), "a clearance counts a person twice", people)
        now = datetime.now(UTC)
        for row in release.deliveries.filter(state=State.SCHEDULED):
            soon = row.next_attempt_at is None or row.next_attempt_at < now + timedelta(seconds=60)
            hold(release.due_at > now or not soon, "a late approval is sent at once", row.pk)

    # --- deliveries ------------------------------------------------------------------------------

    def deliveries(self, rows: Rows) -> None:
        """5, 6, and the revoked vote: nothing is lost, nothing is out twice, nothing may leave without its votes."""
        for row in rows.deliveries:
            if row.state in (State.HELD, State.FAILED):
                hold(row.reason, "it waits for a person and does not say why", row.pk)
            if row.state == State.SCHEDULED:
                hold(row.next_attempt_at, "it is scheduled for no time", row.pk)
            if row.state == State.SENT:
                hold(self.world.network.has(key_of(row)), "it is called sent and is not out", row.pk)
            reviewed = row.release.reviewed_register_version == row.court.register_version
            if row.state == State.SENDING or (row.state == State.SCHEDULED and row.release.reviewed_at and reviewed):
                hold(self.carried(rows, row.release), "it may leave though a vote is gone", row.pk, row.state)
        still = {row.pk for row in rows.deliveries if row.state in (State.SENT, State.WITHDRAWING, State.WITHDRAWN)}
        hold(self.sent <= still, "what was sent is called unsent", self.sent - still)
        self.sent = still
        places = {key_of(row): (row.release.reference, row.account_id) for row in rows.deliveries}
        out = Counter(places[key] for key, _text in self.world.network.published)
        hold(all(one == 1 for one in out.values()), "something is out twice", out)

    def claimed(self, jobs: list[Job]) -> None:
        """At the claim: votes complete, its time, and the route that the register of this moment calls for."""
        for job in filter(sending, jobs):
            rows = self.fresh()
            (row,) = [one for one in rows.deliveries if one.pk == job.delivery.pk]
            hold(self.carried(rows, row.release), "it was claimed though a vote is gone", row.pk)
            missed = parse(row.release.content).missed
            last = last_moment(row.release.due_at, missed, row.ordered_at)
            hold(datetime.now(UTC) <= last, "it was claimed too late", row.pk)
            post = Post.objects.get(reference=row.release.reference)
            if post.matters.filter(jury=True).exists():
                votes = [one for one in rows.votes if one.digest == row.release.digest and one.duty == Duty.APPROVED]
                bench = any(self.capacity.get(str(one.pk), set()) & ON_BENCH for one in votes)
                hold(bench, "a jury matter goes out without the bench", row.pk)

    def leaving(self, key: str, text: str) -> None:
        """1, 6, 7: as the bytes leave. A fault is kept, since the thread that sends swallows what is raised."""
        rows = self.fresh()
        row = next((one for one in rows.deliveries if one.state == State.SENDING and key_of(one) == key), None)
        if row is None:
            self.faults.append("bytes leave for what is not being sent")
            return
        content = row.release.content
        words = {one.account: "\n".join(one.segments) for one in parse(content).messages}
        if words.get(str(row.account_id)) != text or digest_of(content) != row.release.digest:
            self.faults.append("what leaves is not what was approved")
        if not self.carried(rows, row.release):
            self.faults.append("it leaves though a vote is gone")
        if self.world.network.has(key):
            self.faults.append("it leaves a second time")
        if paused(rows, row):
            self.faults.append("it leaves while everything is paused")

    # --- posts -----------------------------------------------------------------------------------

    def posts(self, rows: Rows) -> None:
        """3: Wagtail publishes nothing."""
        live = [post.pk for post in rows.posts if post.live or post.live_revision_id]
        hold(not live, "Wagtail published a post", live)

    def confidence(self, rows: Rows) -> None:
        """13: another court finds nothing, and a sealed post is found by those alone who are named on it."""
        hold(not self.found_by(self.world.stranger), "another court sees a post")
        seals = list(PostSeal.objects.filter(post__court=self.world.court).select_related("post"))
        people = [self.world.people[name] for name in ("registrar", "root", "other")] if seals else []
        found = {person.pk: self.found_by(person) for person in people}
        for seal in seals:
            self._sealed(rows, seal, found)

    def found_by(self, person: Any) -> set[str]:
        """References of the court's posts that some list would show to the person."""
        lists = (model.objects.for_person(person).filter(court=self.world.court) for model in (Post, Round))
        return {reference for rows in lists for reference in rows.values_list("reference", flat=True)}

    def _sealed(self, rows: Rows, seal: PostSeal, found: dict[int, set[str]]) -> None:
        post = seal.post
        if any(row.release.reference == post.reference and row.state in SAID for row in rows.deliveries):
            return
        named = {seal.by_id, *rows.writers[post.reference]}
        named |= set(PostReader.objects.filter(post=post).values_list("person", flat=True))
        named |= set(MatterJudge.objects.filter(matter__in=post.matters.all()).values_list("person", flat=True))
        for person, references in found.items():
            hold(person in named or post.reference not in references, "somebody sees a sealed post", person)
        for vote in rows.votes:
            if vote.round.reference == post.reference and vote.at > seal.at:
                hold(vote.person_id in named, "somebody decided who is not named", vote.person_id)


def paused(rows: Rows, row: Delivery) -> bool:
    """Whether a pause that stands covers the delivery."""
    return any(
        pause.court_id in (None, row.court_id)
        and pause.network in ("", row.account.network)
        and pause.account_id in (None, row.account_id)
        and not (pause.spares_emergencies and row.release.route == "E")
        for pause in rows.pauses
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
