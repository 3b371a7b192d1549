"""Sealed posts: who may know that one is there. Where posts are kept says it; every list and letter below asks here.

A post is named by its reference, which is unique. Whoever is not named on a sealed one finds nothing of it: rows that
speak of it are left out, as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

from django.db.models import Q

if TYPE_CHECKING:
    from .models import Person


class Keeper(Protocol):
    """What is known of posts where they are kept."""

    def hidden_from(self, person: Person) -> Iterable[str]:
        """References of the sealed posts of the person's courts on which they are not named."""
        ...

    def named_on(self, reference: str) -> frozenset[int] | None:
        """Ids of those who are named on a sealed post; None where it is not sealed."""
        ...

    def read_by(self, reference: str, person: Person) -> None:
        """Keeps that the person has read the post, once a day, where it is sealed."""
        ...


_KEEPERS: list[Keeper] = []
_REMEMBERED: ContextVar[dict[int | None, tuple[str, ...]] | None] = ContextVar("hidden", default=None)


def keeper_set(keeper: Keeper) -> None:
    """Let `keeper` answer from now on."""
    _KEEPERS[:] = [keeper]


def hidden_from(person: Person) -> tuple[str, ...]:
    """References of what the person must not find. They are few: what is sealed and not out yet.

    Read at once, for as one more query within others they are nested deeper than SQLite can read.
    """
    remembered = _REMEMBERED.get()
    if remembered is None:
        return _hidden_from(person)
    if person.pk not in remembered:
        remembered[person.pk] = _hidden_from(person)
    return remembered[person.pk]


def _hidden_from(person: Person) -> tuple[str, ...]:
    return tuple(_KEEPERS[0].hidden_from(person)) if _KEEPERS else ()


@contextmanager
def remembering() -> Iterator[None]:
    """Asks what is hidden from a person once meanwhile. For whoever only reads: an act asks anew each time."""
    token = _REMEMBERED.set({})
    try:
        yield
    finally:
        _REMEMBERED.reset(token)


def speaks_of_hidden(person: Person, *fields: str) -> Q:
    """Rows one of whose text `fields` names a post that is hidden from the person."""
    found = Q(pk=None)
    for reference in hidden_from(person):
        for field in fields:
            found |= Q(**{f"{field}__contains": reference})
    return found


def named_on(reference: str) -> frozenset[int] | None:
    """Ids of those who may know of the post; None where it is not sealed."""
    return _KEEPERS[0].named_on(reference) if _KEEPERS and reference else None


def only_named(reference: str, people: Iterable[int]) -> set[int]:
    """Those of `people` (ids) who may know of the post."""
    named = named_on(reference)
    return set(people) if named is None else set(people) & named


def read_by(reference: str, person: Person) -> None:
    """Keeps that the person has read the post, where it is sealed."""
    if _KEEPERS:
        _KEEPERS[0].read_by(reference, person)
