"""How the table of rights is tried: every act, in every state of its thing, by everybody, in two ways.

A deed says how to bring about the thing, how the operation is called and how its page is asked. Whether it was done is
told by what only a deed that was done leaves: an entry of the trail, or for what is read, a page that opens.

Operations are tried in every cell. Pages are slower: everybody asks in a state that allows the act, and one who may
in every other state too; the `whole` table (`make bench`) in every cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.test import Client

from approvals.services import Refused
from cms.services.refusals import PostRefused
from publishing.domain.delivery import IllegalMove
from publishing.ground.models import AuditEntry, Court, Person
from publishing.ground.rights import ACTS, THINGS, Act
from publishing.ground.roles import Role, widened
from publishing.services import NotAllowed, ReleaseRefused
from tests.factories import make_account, make_court, make_person

REFUSALS = (PermissionDenied, ValidationError, NotAllowed, Refused, PostRefused, IllegalMove, ReleaseRefused)
COURT = "Court of Kanarek"
STRANGER, SUPERUSER, NOBODY = "of another court", "superuser", "without a role"


@dataclass
class World:
    """A court with one person a role who is tried; and another one, who brings things about: `helper(role)`."""

    court: Court
    people: dict[str, Person]
    clients: dict[str, Client]
    account: Any
    helpers: dict[str, Person]

    def helper(self, role: str) -> Person:
        return self.helpers[str(role)]


Page = tuple[str, dict[str, Any]]  # address, and what is sent by POST


@dataclass(frozen=True)
class Deed:
    """`arrange(world, state, person)` gives the thing; it is made anew for each person where it must be their `own`.

    `pick(thing, person)` makes of what was arranged for all what this person is tried on: their own seat, say.
    `serve(thing, person)` calls the operation, `ask(thing)` gives address and form of the page. `trace` are the acts on
    the trail of which one was written once it was done; without any, `ask` reads by GET a page on which `shows` stands.
    """

    arrange: Callable[[World, str, Person], Any]
    serve: Callable[[Any, Person], Any] | None = None
    ask: Callable[[Any], Page] | None = None
    trace: tuple[str, ...] = ()
    shows: str = ""
    own: bool = False
    pick: Callable[[Any, Person], Any] | None = None


def roles_in(court: Court, person: Person) -> set[str]:
    """The roles that the person holds there."""
    return set(person.memberships.filter(court=court).values_list("role", flat=True))


def make_world() -> World:
    court, other = make_court(name=COURT), make_court()
    people = {str(role): make_person(court, role) for role in Role}
    people[STRANGER] = make_person(other, *Role)
    people[SUPERUSER] = make_person(is_superuser=True, is_staff=True)
    people[NOBODY] = make_person()
    clients = {who: _signed_in(person) for who, person in people.items()}
    helpers = {str(role): make_person(court, role) for role in Role}
    return World(court, people, clients, make_account(court), helpers)


def _signed_in(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def wrong_cells(world: World, thing: str, deeds: Mapping[str, Deed], *, whole: bool = False) -> list[str]:
    """Each cell of the thing's table in which more or less happened than its row says, in words."""
    found: list[str] = []
    for name in THINGS[thing].acts:
        for state in _states(thing, deeds[name]):
            found += _tried(world, name, state, deeds[name], whole)
    return found


def _states(thing: str, deed: Deed) -> tuple[str, ...]:
    """Every state of the thing; for what is only read, the first one."""
    states = tuple(THINGS[thing].states) or ("",)
    return states if deed.trace else states[:1]


def _ways(act: Act, deed: Deed, state: str, who: str, whole: bool) -> Iterator[str]:
    if deed.serve is not None:
        yield "operation"
    allows = not act.states or state == act.states[0]
    if deed.ask is not None and (whole or allows or who == act.roles[0]):
        yield "page"


def _tried(world: World, name: str, state: str, deed: Deed, whole: bool) -> Iterator[str]:
    with _undone():
        shared = None if deed.own else deed.arrange(world, state, world.people[NOBODY])
        for who, person in world.people.items():
            wanted = expected(ACTS[name], state, who)
            for way in _ways(ACTS[name], deed, state, who, whole):
                with _undone():
                    thing = deed.arrange(world, state, person) if deed.own else _fresh(shared)
                    thing = deed.pick(thing, person) if deed.pick else thing
                    did = _served(world, deed, thing, person) if way == "operation" else _asked(world, deed, thing, who)
                if did != wanted:
                    yield f"{name}, {state or 'any state'}, {who}, {way}: {'done' if did else 'refused'}"


def expected(act: Act, state: str, who: str) -> bool:
    """What the row says of somebody who holds that role alone."""
    return who in widened(act.roles) and (not act.states or state in act.states)


def _served(world: World, deed: Deed, thing: Any, person: Person) -> bool:
    assert deed.serve is not None
    before = _traces(world, deed)
    try:
        with transaction.atomic():
            deed.serve(thing, Person.objects.get(pk=person.pk))
    except REFUSALS:
        pass
    return _traces(world, deed) > before


def _asked(world: World, deed: Deed, thing: Any, who: str) -> bool:
    assert deed.ask is not None
    address, form = deed.ask(thing)
    if not deed.trace:
        answer = world.clients[who].get(address)
        return answer.status_code == 200 and deed.shows in answer.content.decode()
    before = _traces(world, deed)
    answer = world.clients[who].post(address, form)
    assert answer.status_code < 500, f"{address} for {who}: {answer.status_code}"
    return _traces(world, deed) > before


def _traces(world: World, deed: Deed) -> int:
    return AuditEntry.objects.filter(court=world.court, act__in=deed.trace).count()


def _fresh(thing: Any) -> Any:
    """The row as it is in the database: what a refused try changed in memory is forgotten."""
    return type(thing)._base_manager.get(pk=thing.pk) if isinstance(thing, models.Model) else thing


@contextmanager
def _undone() -> Iterator[None]:
    """Whatever happens within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
