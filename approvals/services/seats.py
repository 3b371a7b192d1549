"""Who may take which seat of a round: by role, by matter, by duty, and for whom they stand. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain.reviewable import Reviewable
from approvals.domain.route_table import BENCH, DUTY, MATTER, ON_DUTY, SEATS, Seat
from approvals.domain.seating import fit, missing
from approvals.models import Delegation, Duty, Part, Review, Round, SoloRelease, Vote
from publishing.domain.digest import parse
from publishing.ground.confidence import named_on
from publishing.ground.models import Court, Membership, Person
from publishing.ground.roles import Role, widened

from .roster import on_duty, stands_for
from .routing import judiciary, matter_codes, presiding


@dataclass(frozen=True, slots=True)
class Capacity:
    """In which role somebody takes a seat, and in whose stead (an id); `stepped_in`: as the next in seniority."""

    role: str
    on_behalf_of: int | None = None
    stepped_in: bool = False


class Room:
    """One round at one moment: who is shut out of it, and who may take its seats."""

    def __init__(self, round: Round, writers: set[int], codes: Iterable[str] | None = None) -> None:
        self.round, self.court, self.writers = round, round.court, writers
        self.now, self._given = timezone.now(), codes
        self._known: dict[Seat, dict[str, dict[int, Capacity]]] = {}

    @cached_property
    def codes(self) -> set[str]:
        """Codes of the matters that the post names or speaks of."""
        return _codes(self.round) if self._given is None else set(self._given)

    @cached_property
    def recused(self) -> set[int]:
        return recused(self.round)

    @cached_property
    def shut(self) -> set[int]:
        """Ids of those who take no seat: they wrote or asked, stood aside, or it concerns them."""
        return self.writers | self.recused | set(self.round.concerned)

    @cached_property
    def named(self) -> frozenset[int] | None:
        """Ids of those who alone may take a seat, as the post is sealed; None where it is not."""
        return named_on(self.round.reference)

    def unfilled(self, seats: Iterable[Seat]) -> tuple[Seat, ...]:
        """Those of `seats` for which there are not enough people, each with how many it lacks."""
        seats, people = list(seats), dict[int, set[str]]()
        for seat in seats:
            for key, takers in self.takers(seat).items():
                for person in takers:
                    people.setdefault(person, set()).add(key)
        return missing(seats, people)

    def takers(self, seat: Seat) -> dict[str, dict[int, Capacity]]:
        """For each place of the seat (see domain.seating.fit) who may take it."""
        if seat not in self._known:
            roles = [(role,) for role in seat.roles] if seat.apart else [seat.roles]
            self._known[seat] = {fit(seat, group[0]): self._takers(seat, group) for group in roles}
        return self._known[seat]

    def fits(self, person: Person, seats: Iterable[Seat]) -> dict[str, Capacity]:
        """The places of `seats` that `person` may take, with the capacity in which they would."""
        found: dict[str, Capacity] = {}
        for seat in seats:
            found |= {key: people[person.pk] for key, people in self.takers(seat).items() if person.pk in people}
        return found

    def _takers(self, seat: Seat, roles: tuple[str, ...]) -> dict[int, Capacity]:
        owners = self._owners(seat, roles)
        left = {key: one for key, one in owners.items() if key not in self.shut}
        if not left and seat.step == BENCH:
            left = self._next()
        found = self._delegates(left, roles) | left
        return {key: one for key, one in found.items() if self.named is None or key in self.named}

    def _owners(self, seat: Seat, roles: tuple[str, ...]) -> dict[int, Capacity]:
        held = self._holders(roles)
        if seat.scope == DUTY:
            called = {key for role in roles for key in on_duty(self.court, role, self.now)}
            return {key: one for key, one in held.items() if key in called} or held
        if seat.scope == MATTER and self._presiding:
            return {key: held.get(key, Capacity("judge")) for key in self._presiding}
        return held

    def _holders(self, roles: tuple[str, ...]) -> dict[int, Capacity]:
        """Who holds one of `roles`, or one that covers it, in the first of them that they hold."""
        order = widened(roles)
        rows = sorted((row for row in self._held if row[0] in order), key=lambda row: order.index(row[0]), reverse=True)
        return {person: Capacity(role) for role, person in rows}

    @cached_property
    def _held(self) -> list[tuple[str, int]]:
        """Asked once, since every seat needs some."""
        return held_in(self.court)

    @cached_property
    def _presiding(self) -> set[int]:
        return presiding(self.court, self.codes)

    def _next(self) -> dict[int, Capacity]:
        """Whoever is the most senior of those who are not shut out."""
        for key in judiciary(self.court):
            if key not in self.shut:
                role = Membership.objects.holding("judge", "president").filter(court=self.court, person=key).first()
                return {key: Capacity(str(role.role) if role else "judge", stepped_in=True)}
        return {}

    def _delegates(self, owners: dict[int, Capacity], roles: tuple[str, ...]) -> dict[int, Capacity]:
        found: dict[int, Capacity] = {}
        for person in self._named_delegates:
            for role in roles:
                for of in stands_for(person, self.court, role, self.codes, self.now) & set(owners):
                    found[person.pk] = replace(owners[of], on_behalf_of=of)
        return {key: one for key, one in found.items() if key not in self.shut}

    @cached_property
    def _named_delegates(self) -> list[Person]:
        keys = Delegation.objects.filter(court=self.court).at(self.now).values("to")
        return list(Person.objects.filter(pk__in=keys))


def all_seats(step: str) -> tuple[Seat, ...]:
    """The seats of a step on any route."""
    return tuple(seat for seat in SEATS.values() if seat.step == step)


def room_of(round: Round, reviewable: Reviewable) -> Room:
    """The round at this moment, with those who wrote or asked."""
    return Room(round, excluded(reviewable, round))


def naming_refusal(round: Round, reviewable: Reviewable) -> str:
    """That a sealed post lacks people who are named on it and could decide; nothing when it lacks none."""
    room = room_of(round, reviewable)
    if room.named is None or not room.unfilled(seats_of(round)):
        return ""
    return _("It is sealed, and too few of those who would decide are named on it. Name them, then submit it again.")


def excluded(reviewable: Reviewable, round: Round) -> set[int]:
    """Everyone who wrote or asked for approval: they never decide on it."""
    asked = round.workflow_state.requested_by_id
    return reviewable.writers() | ({asked} if asked else set())


def recused(round: Round) -> set[int]:
    """Ids of those who stood aside from this post, in this round or an earlier one."""
    parts = Part.objects.filter(court=round.court_id, subject=round.subject, duty=Duty.RECUSED)
    return set(parts.values_list("person", flat=True))


def held_in(court: Court) -> list[tuple[str, int]]:
    """Every role that counts in the court, with the id of who holds it."""
    return list(Membership.objects.holding(*Role).filter(court=court).values_list("role", "person"))


def seats_of(round: Round, step: str = "") -> tuple[Seat, ...]:
    """The seats that people see, those of one step where one is named."""
    seats = (replace(SEATS[name], count=count) for name, count in round.seats)
    return tuple(seat for seat in seats if step in ("", seat.step))


def votes_of(round: Round, digest: str = "") -> dict[str, list[str]]:
    """The standing approvals of a digest (that of the round): {vote id: places that it can fill}.

    One of a judge whom the post is found to concern afterwards fills none.
    """
    votes = Vote.objects.standing().filter(round=round, digest=digest or round.digest, duty=Duty.APPROVED)
    votes = votes.exclude(person__in=round.concerned)
    return {str(key): fits for key, fits in votes.order_by("at").values_list("pk", "fits")}


def missing_seats(round: Round, digest: str = "", step: str = "") -> tuple[Seat, ...]:
    """The seats that are still to be filled on `digest`."""
    return still_missing(round, seats_of(round, step), digest)


def still_missing(round: Round, seats: Iterable[Seat], digest: str = "") -> tuple[Seat, ...]:
    """Which of `seats` no vote on `digest` fills and no emergency release leaves out."""
    left = missing(seats, votes_of(round, digest))
    spared = _spared(round, digest or round.digest) if left else 0
    return tuple(seat for seat in left if seat.name != ON_DUTY.name or seat.count > spared)


def _spared(round: Round, digest: str) -> int:
    """How many signatures of those on duty an emergency release leaves out: the second, or both of a template's."""
    solo = SoloRelease.objects.filter(round=round, digest=digest).first()
    if solo is None:
        return 0
    if solo.template:
        return ON_DUTY.count
    votes = Vote.objects.standing().filter(round=round, digest=digest, person=solo.person_id, duty=Duty.APPROVED)
    return 1 if votes.exists() else 0


def _codes(round: Round) -> set[str]:
    if not round.content:
        return set()
    found = Review.objects.filter(court=round.court_id, subject=round.subject, digest=round.digest)
    review = found.order_by("-ran_at").first()
    return matter_codes(round.court, parse(round.content), review.findings if review else ())
