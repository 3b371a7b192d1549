"""Who may do what, and in which state of the thing: one row an operation, under the operation's own name.

Each app adds what it owns to THINGS. Operations ask here, and the page, docs/rights.md and the tests are made from the
same rows. What is in no row, nobody may do. A row says who may at most: that nobody decides on what they wrote, or
changes their own rights, is asked besides and told in `also`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .models import Court, CourtQuerySet, Person
from .roles import Role, widened

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Act:
    """One operation: its words, whose holders may do it, and in which states of the thing (none named: in every one).

    With `second`, it takes effect once another person who holds one of these agrees.
    """

    label: Text
    roles: tuple[Role, ...]
    states: tuple[str, ...] = ()
    second: tuple[Role, ...] = ()
    also: Text = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """What acts are done to: its words, its states with theirs, and the acts by the name of the operation."""

    label: Text
    acts: Mapping[str, Act]
    states: Mapping[Any, Text] = field(default_factory=dict)


THINGS: dict[str, Thing] = {}
ACTS: dict[str, Act] = {}


def things_add(things: Mapping[str, Thing]) -> None:
    """Adds what an app owns. Raises ValueError for a name that is there, an act of nobody, or a state unknown."""
    for key, thing in things.items():
        if key in THINGS or (taken := thing.acts.keys() & ACTS.keys()):
            raise ValueError(f"twice: {key} {sorted(taken) if key not in THINGS else ''}")
        for name, act in thing.acts.items():
            if not act.roles or not set(act.states) <= set(thing.states):
                raise ValueError(f"{name} is done by nobody, or in a state that {key} does not have")
        THINGS[key] = thing
        ACTS.update(thing.acts)


def roles_of(name: str) -> tuple[Role, ...]:
    """Whose holders may do it; a role that covers one of these may too (see `roles.COVERED_BY`)."""
    return ACTS[name].roles


def may(name: str, person: Person, court: Court) -> bool:
    """Whether `person` holds a role in `court` that may do it. Superusers get no more."""
    return open_to(name, person).filter(pk=court.pk).exists()


def open_to(name: str, person: Person) -> CourtQuerySet:
    """The courts in which `person` may do it."""
    return Court.objects.for_person(person, *roles_of(name))


def anywhere(name: str, person: Person) -> bool:
    """Whether `person` may do it in some court."""
    return open_to(name, person).exists()


def courts_by_act(names: Iterable[str], person: Person) -> dict[str, set[int]]:
    """For each act the ids of the courts in which `person` may do it; asked once for acts of the same roles."""
    found: dict[tuple[Role, ...], set[int]] = {}
    for name in names:
        if roles_of(name) not in found:
            found[roles_of(name)] = set(open_to(name, person).values_list("pk", flat=True))
    return {name: found[roles_of(name)] for name in names}


def require(name: str, person: Person, court: Court) -> None:
    """Raises PermissionDenied, naming the roles, unless `person` may do it in `court`."""
    if not may(name, person, court):
        raise PermissionDenied(refusal(name))


def refusal(name: str) -> str:
    """What somebody is told who may not."""
    return _("Only these may do this in this court: %(roles)s.") % {"roles": words(roles_of(name))}


def words(roles: Iterable[str]) -> str:
    """The roles as people read them, with those that cover them."""
    return ", ".join(str(Role(role).label) for role in widened(roles))


def rows() -> Iterator[tuple[Thing, str, Act]]:
    """Every act with its thing and its name, in the order in which they are shown."""
    for thing in THINGS.values():
        for name, act in thing.acts.items():
            yield thing, name, act
