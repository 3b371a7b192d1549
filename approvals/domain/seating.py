"""Which vote fills which seat. A vote fills one; they are placed so that as many seats as possible are filled."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import replace
from itertools import combinations, product
from typing import TypeVar

from approvals.domain.route_table import Seat

Vote = TypeVar("Vote", bound=Hashable)
Place = tuple[str, int]  # what a vote must fit, and which of several


def fit(seat: Seat, role: str) -> str:
    """The key of a place of `seat` that somebody in `role` can take."""
    return f"{seat.name}:{role}" if seat.apart else seat.name


def placed(seats: Iterable[Seat], votes: Mapping[Vote, Collection[str]]) -> dict[Vote, str]:
    """The key that each vote fills, for the votes that fill a seat. `votes` are the keys that each can fill."""
    best: dict[Vote, str] = {}
    for places in _variants(list(seats)):
        found = _matched(places, votes)
        best = found if len(found) > len(best) else best
    return best


def missing(seats: Iterable[Seat], votes: Mapping[Vote, Collection[str]]) -> tuple[Seat, ...]:
    """The seats that stay empty, each with how many people it lacks."""
    seats = list(seats)
    filled = [key.partition(":")[0] for key in placed(seats, votes).values()]
    left = (replace(seat, count=seat.count - filled.count(seat.name)) for seat in seats)
    return tuple(seat for seat in left if seat.count > 0)


def helps(seats: Iterable[Seat], votes: Mapping[Vote, Collection[str]], other: Collection[str]) -> bool:
    """Whether one more vote that fits `other` fills a seat that is empty without it."""
    seats = list(seats)
    standing = dict[Hashable, Collection[str]](votes.items())
    return len(placed(seats, standing | {object(): other})) > len(placed(seats, standing))


def _variants(seats: list[Seat]) -> Iterable[list[Place]]:
    """Every way to say which places there are: where no two people have the same role, which roles they have."""
    return ([place for part in parts for place in part] for parts in product(*(_places(seat) for seat in seats)))


def _places(seat: Seat) -> list[list[Place]]:
    if seat.apart:
        return [[(fit(seat, role), 0) for role in roles] for roles in combinations(seat.roles, seat.count)]
    return [[(seat.name, number) for number in range(seat.count)]]


def _matched(places: list[Place], votes: Mapping[Vote, Collection[str]]) -> dict[Vote, str]:
    """As many votes in places as possible: each vote in turn takes one, moving others to a further one they fit."""
    taken: dict[Place, Vote] = {}

    def take(vote: Vote, tried: set[Place]) -> bool:
        for place in places:
            if place[0] in votes[vote] and place not in tried:
                tried.add(place)
                if place not in taken or take(taken[place], tried):
                    taken[place] = vote
                    return True
        return False

    for vote in votes:
        take(vote, set())
    return {vote: place[0] for place, vote in taken.items()}
