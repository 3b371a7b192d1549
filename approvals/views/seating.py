"""The route on the decision page: its reasons, and each seat with who fills it or who could."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.domain.route_table import SEATS, Seat
from approvals.domain.routes import rank
from approvals.domain.seating import placed
from approvals.models import Duty, Part, Round, Vote
from approvals.services.routes import reasons_of
from approvals.services.seats import Capacity, Room, missing_seats, seats_of, votes_of
from approvals.wordings.routes import SEATS as WORDS
from approvals.wordings.routes import reason_words, route_name, seat_words
from publishing.ground.models import Person

FEW = 3  # people who are named; of more, how many they are


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One place: who must decide, and the vote that fills it, or who could cast one."""

    words: str
    vote: Vote | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class RouteView:
    """What the page shows of the route."""

    code: str
    name: str
    reasons: tuple[str, ...]
    rows: tuple[SeatRow, ...]
    recused: tuple[Part, ...]
    concerned: tuple[str, ...]


def route_view(round: Round, room: Room, digest: str) -> RouteView:
    """The route of a round with the votes on `digest`."""
    people = Person.objects.in_bulk(round.concerned)
    return RouteView(
        code=round.route,
        name=route_name(round.route),
        reasons=tuple(reason_words(reason) for reason in reasons_of(round) if rank(reason.route) > 0),
        rows=(*_filled(round, digest), *(_empty(room, seat) for seat in missing_seats(round, digest))),
        recused=_recused(round),
        concerned=tuple(str(people[key]) for key in round.concerned if key in people),
    )


def _recused(round: Round) -> tuple[Part, ...]:
    """Who stood aside, once each, with their first words."""
    parts = Part.objects.filter(court=round.court, subject=round.subject, duty=Duty.RECUSED).select_related("person")
    first: dict[int, Part] = {}
    for part in parts.order_by("at"):
        first.setdefault(part.person_id, part)
    return tuple(first.values())


def _filled(round: Round, digest: str) -> list[SeatRow]:
    votes = {str(vote.pk): vote for vote in _votes(round, digest)}
    where = placed(seats_of(round), votes_of(round, digest))
    return [SeatRow(seat_words(SEATS[key.partition(":")[0]]), votes[vote]) for vote, key in where.items()]


def _votes(round: Round, digest: str) -> list[Vote]:
    votes = Vote.objects.standing().filter(round=round, digest=digest, duty=Duty.APPROVED)
    return list(votes.select_related("person", "on_behalf_of"))


def _empty(room: Room, seat: Seat) -> SeatRow:
    takers: dict[int, Capacity] = {key: one for people in room.takers(seat).values() for key, one in people.items()}
    voted = set(Part.objects.filter(digest=room.round.digest, voided_at=None).values_list("person", flat=True))
    left = {key: one for key, one in takers.items() if key not in voted}
    stepped = bool(left) and all(one.stepped_in for one in left.values())
    return SeatRow(str(WORDS["next"]) if stepped else seat_words(seat), who=_who(left))


def _who(takers: dict[int, Capacity]) -> str:
    if not takers:
        return _("nobody can at present; an administrator names people for roles")
    if len(takers) > FEW:
        return ngettext("any one of %(count)d", "any one of %(count)d", len(takers)) % {"count": len(takers)}
    people = Person.objects.in_bulk({*takers, *(one.on_behalf_of for one in takers.values() if one.on_behalf_of)})
    return _(" or ").join(_named(people, key, one) for key, one in takers.items())


def _named(people: dict[int, Person], key: int, one: Capacity) -> str:
    if one.on_behalf_of is None:
        return str(people[key])
    return _("%(person)s on behalf of %(other)s") % {"person": people[key], "other": people[one.on_behalf_of]}
