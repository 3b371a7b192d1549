"""One matter as it will stand after an import: from nothing, or from what the register knows. Held in memory only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from approvals.domain.registerfile import Problem
from approvals.domain.registerrow import SEALED, Entry, MatterRow
from approvals.models import Hearing, Matter, Party, Restriction
from approvals.services.register import new_code
from approvals.services.sealed import Named, order_of, outcome_of, party_named, title_of
from publishing.ground.models import Court

NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)  # removed_at of people who come with the switch
PLAIN = (
    "code", "public_title", "status", "jury", "embargo_until", "handdown_notice_public", "citations", "aliases",
    "judges", "nature", "livestream",
)  # fmt: skip
CODE_KEEPS = re.compile(r"[\w ./\-]*", re.ASCII)


@dataclass(slots=True)
class Human:
    """Someone named, with the words in clear. `state`: kept, fresh, changed or gone."""

    party: Party
    named: Named
    state: str = "kept"


@dataclass(slots=True)
class Order:
    """An order with what it seals, and whom it protects (None: as it is)."""

    order: Restriction
    hidden: dict[str, Any]
    protects: list[UUID] | None
    state: str = "kept"

    @property
    def protected(self) -> set[UUID]:
        """Whom it protects on the register."""
        return {party.pk for party in self.order.protects.all()}


@dataclass(slots=True)
class Sitting:
    """A hearing of the matter, and whether the file keeps, changes or adds it, or it is gone."""

    hearing: Hearing
    state: str = "kept"


@dataclass(slots=True)
class Whole:
    """A matter with everything that belongs to it. `fields` names what of the matter itself changes."""

    row: int
    matter: Matter
    title: str
    outcome: str
    people: list[Human] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def present(self) -> list[Human]:
        return [human for human in self.people if human.state != "gone"]

    @property
    def shielded(self) -> set[UUID]:
        """Ids of those whom the law or an order protects."""
        orders = [order for order in self.orders if order.order.lifted_at is None]
        whom = {key for order in orders for key in (order.protected if order.protects is None else order.protects)}
        return whom | {human.party.pk for human in self.people if human.party.protected}

    @property
    def differs(self) -> bool:
        parts: list[Human | Order | Sitting] = [*self.people, *self.orders, *self.sittings]
        return bool(self.fields) or any(part.state != "kept" for part in parts)

    def warn(self, row: int, where: str, code: str) -> None:
        self.warnings.append(Problem(row, where, code))


class Unfit(Exception):
    """What the file says does not fit what the register holds."""

    def __init__(self, row: int, where: str, code: str) -> None:
        super().__init__(code)
        self.problem = Problem(row, where, code)


def code_for(row: MatterRow) -> str:
    """The code of a new matter: that of the file, or one made from the docket, told apart where signs are lost."""
    if row.given.get("code"):
        return str(row.given["code"])
    code = new_code(row.docket)
    lossless = CODE_KEEPS.fullmatch(row.docket) and len(row.docket) <= 40 and code[:1].isalnum()
    return code if lossless else f"{code[:33]}-{hashlib.sha256(row.docket.encode()).hexdigest()[:6]}".lstrip("-._/")


def made(court: Court, row: MatterRow) -> Whole:
    """A matter that is new to the register. Raises Unfit."""
    matter = Matter(court_id=court.pk, docket=row.docket)
    whole = Whole(row.row, matter, "", "")
    _fill(whole, row, code_for(row))
    _people(whole, row.parties or ())
    _orders(whole, row.restrictions or (), [human.party.pk for human in whole.people])
    _sittings(whole, row.hearings or ())
    return whole


def merged(matter: Matter, row: MatterRow) -> Whole:
    """A matter that the register knows, with what the file says of it. Raises Unfit."""
    whole = Whole(row.row, matter, title_of(matter), outcome_of(matter))
    whole.people = [Human(one, party_named(one)) for one in matter.parties.all() if one.removed_at is None]
    whole.orders = [Order(one, dict(order_of(one)), None) for one in matter.restrictions.all() if not one.lifted_at]
    whole.sittings = [Sitting(one) for one in matter.hearings.all() if not one.cancelled_at]
    _fill(whole, row, row.given.get("code") or matter.code)
    listed = _people(whole, row.parties) if row.parties is not None else []
    if row.restrictions is not None:
        _orders(whole, row.restrictions, listed)
    if row.hearings is not None:
        _sittings(whole, row.hearings)
    return whole


def _fill(whole: Whole, row: MatterRow, code: str) -> None:
    matter, given = whole.matter, {**row.given, "code": code}
    if _named_sealed(given, "citations", "aliases", "judges"):
        raise Unfit(row.row, "docket", "sealed_nothing")
    for name in PLAIN:
        if name in given and getattr(matter, name) != given[name]:
            setattr(matter, name, given[name])
            whole.fields.append(name)
    for name in ("title", "outcome"):
        if name in given and given[name] not in (SEALED, getattr(whole, name)):
            setattr(whole, name, given[name])
            whole.fields.append(name)
    if matter.status == "embargoed" and matter.embargo_until is None:
        raise Unfit(row.row, "embargo_until", "embargo")


def _named_sealed(given: dict[str, Any], *names: str) -> bool:
    return any(given.get(name) == SEALED for name in names)


# --- people ----------------------------------------------------------------------------------


def _people(whole: Whole, entries: Iterable[Entry]) -> list[UUID]:
    """Puts the people of the file in, and gives their ids in the order of the file."""
    known = {human.party.pk: human for human in whole.people}
    by_name = {(human.named.name, human.party.kind): human for human in reversed(whole.people)}
    found: list[Human] = []
    for entry in entries:
        human = _known(entry, known, by_name)
        if human is None or any(human is one for one in found):
            human = _fresh(whole, entry)
            whole.people.append(human)
        else:
            _change(whole, human, entry)
        found.append(human)
    for human in whole.people:
        if not any(human is one for one in found):
            human.state = "gone"
            if human.party.protected:
                whole.warn(whole.row, "parties", "protected_gone")
    return [human.party.pk for human in found]


def _known(entry: Entry, known: dict[UUID, Human], by_name: dict[tuple[str, str], Human]) -> Human | None:
    key, name = entry.given.get("id"), entry.given["name"]
    if key and key not in known:
        raise Unfit(entry.row, "parties.id", "id_unknown")
    if key:
        return known[key]
    if name == SEALED:
        raise Unfit(entry.row, "parties.id", "id_missing")
    return by_name.get((name, entry.given.get("kind", "party")))


def _fresh(whole: Whole, entry: Entry) -> Human:
    given = entry.given
    if _named_sealed(dict(given), "forms", "handles"):
        raise Unfit(entry.row, "parties.id", "id_missing")
    party = Party(
        court_id=whole.matter.court_id,
        matter_id=whole.matter.pk,
        kind=given.get("kind", "party"),
        role=given.get("role", ""),
        protected=given.get("protected", False),
    )
    return Human(party, Named(given["name"], tuple(given.get("forms", ())), tuple(given.get("handles", ()))), "fresh")


def _change(whole: Whole, human: Human, entry: Entry) -> None:
    given, party, named = entry.given, human.party, human.named
    words = {name: given.get(name, SEALED) for name in Named.FIELDS}
    new = Named(
        named.name if words["name"] == SEALED else words["name"],
        named.forms if words["forms"] == SEALED else tuple(words["forms"]),
        named.handles if words["handles"] == SEALED else tuple(words["handles"]),
    )
    protected = given.get("protected", party.protected)
    if party.protected and not protected:  # only a registrar opens a name
        whole.warn(entry.row, "parties.protected", "stays_protected")
        protected = True
    said = (given.get("kind", party.kind), given.get("role", party.role), protected)
    if new != named or said != (party.kind, party.role, party.protected):
        party.kind, party.role, party.protected = said
        human.named, human.state = new, "changed"


# --- orders and hearings ---------------------------------------------------------------------


def _orders(whole: Whole, entries: Iterable[Entry], people: list[UUID]) -> None:
    found: list[Order] = []
    for entry in entries:
        order = _known_order(whole, entry, found)
        if order is None:
            row = Restriction(court_id=whole.matter.court_id, matter_id=whole.matter.pk)
            order = Order(row, {"details": [], "text": ""}, [], "fresh")
            whole.orders.append(order)
        _fill_order(order, entry, people)
        found.append(order)
    for order in whole.orders:
        if not any(order is one for one in found):
            order.state, order.order.lifted_at = "changed", timezone.now()
            whole.warn(whole.row, "restrictions", "order_lifted")


def _known_order(whole: Whole, entry: Entry, found: list[Order]) -> Order | None:
    key, given = entry.given.get("id"), entry.given
    left = [order for order in whole.orders if not any(order is one for one in found)]
    if key:
        same = [order for order in left if order.order.pk == key]
        if not same:
            raise Unfit(entry.row, "restrictions.id", "id_unknown")
        return same[0]
    if SEALED in (given.get("details"), given.get("text")):
        raise Unfit(entry.row, "restrictions.id", "id_missing")
    alike = [o for o in left if (o.order.type, o.order.made_on) == (given["type"], given.get("made_on"))]
    return alike[0] if alike else None


def _fill_order(order: Order, entry: Entry, people: list[UUID]) -> None:
    row, given = order.order, entry.given
    before = (row.type, row.made_on, row.until, row.allowed_text, dict(order.hidden))
    for name in ("type", "made_on", "until", "allowed_text"):
        setattr(row, name, given.get(name, getattr(row, name)))
    for name in ("details", "text"):
        if name in given and given[name] != SEALED:
            order.hidden[name] = given[name]
    if "protects" in given and people:
        order.protects = [people[place - 1] for place in given["protects"]]
    whom = order.protects is not None and order.state == "kept" and set(order.protects) != order.protected
    same = before == (row.type, row.made_on, row.until, row.allowed_text, order.hidden)
    if order.state == "kept" and (whom or not same):
        order.state = "changed"


def _sittings(whole: Whole, entries: Iterable[Entry]) -> None:
    at = {sitting.hearing.at: sitting for sitting in whole.sittings}
    listed = set()
    for entry in entries:
        sitting = at.get(entry.given["at"])
        if sitting is None:
            sitting = Sitting(Hearing(court_id=whole.matter.court_id, matter_id=whole.matter.pk), "fresh")
            whole.sittings.append(sitting)
        listed.add(entry.given["at"])
        for name, value in entry.given.items():
            if getattr(sitting.hearing, name) != value:
                setattr(sitting.hearing, name, value)
                sitting.state = "changed" if sitting.state == "kept" else sitting.state
    for sitting in whole.sittings:
        if sitting.hearing.at not in listed and sitting.hearing.at > timezone.now():
            sitting.hearing.cancelled_at, sitting.state = timezone.now(), "changed"
