"""What its author sees before submission: the way that a draft would take, and who could decide. Stores nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from approvals.domain.reviewable import Reviewable
from approvals.domain.route_table import Seat
from approvals.domain.routes import Reason
from approvals.models import Round
from publishing.domain.digest import parse

from .reviews import Result, subject_of
from .routing import Way, rows_of, way_of
from .seats import Room


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`people` says how many could take each seat today; the writers are not among them.

    `unnamed` are the seats of a sealed post for which too few are named on it.
    """

    route: str
    seats: tuple[Seat, ...]
    reasons: tuple[Reason, ...]
    people: tuple[int, ...]
    unnamed: tuple[Seat, ...] = ()


def route_foreseen(reviewable: Reviewable, result: Result, writers: Iterable[int]) -> Foreseen:
    """The way of a draft by what its checks found; `writers` are ids of those who cannot decide on it."""
    way = way_of(reviewable, parse(result.content), rows_of(result))
    room = _room(reviewable, result, way, set(writers))
    chosen = way.chosen
    counts = tuple(_count(room, seat) for seat in chosen.seats)
    unnamed = room.unfilled(chosen.seats) if room.named is not None else ()
    return Foreseen(str(chosen.route), chosen.seats, chosen.reasons, counts, unnamed)


def _room(reviewable: Reviewable, result: Result, way: Way, writers: set[int]) -> Room:
    round = Round(
        court=reviewable.court,
        subject=subject_of(reviewable),
        reference=reviewable.reference,
        digest=result.digest,
        content=result.content,
        concerned=sorted(way.concerned),
    )
    return Room(round, writers, way.codes)


def _count(room: Room, seat: Seat) -> int:
    return len({person for people in room.takers(seat).values() for person in people})
