"""Opening what the vault holds of the register, in memory, for one review or one registrar."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from approvals.domain import findings as values
from approvals.models import Hearing, Matter, Party, Restriction
from publishing.ground import vault


@dataclass(frozen=True, slots=True)
class Named:
    """The words of one party: name, further spellings, handles on networks."""

    FIELDS: ClassVar[tuple[str, ...]] = ("name", "forms", "handles")

    name: str
    forms: tuple[str, ...]
    handles: tuple[str, ...]

    def as_json(self) -> str:
        words = {"name": self.name, "forms": list(self.forms), "handles": list(self.handles)}
        return json.dumps(words, ensure_ascii=False)


def party_named(party: Party) -> Named:
    """The words of `party`, opened when protected. Raises when the vault cannot open them."""
    if not party.protected:
        return Named(party.name, tuple(party.forms), tuple(party.handles))
    data = json.loads(vault.unseal(bytes(party.sealed or b""), row=f"party:{party.pk}:name"))
    # sealed before a person could have several handles
    handles = data["handles"] if "handles" in data else filter(None, [data["handle"]])
    return Named(data["name"], tuple(data["forms"]), tuple(handles))


def title_of(matter: Matter) -> str:
    """The title on the file, or nothing."""
    return _open(matter.title_sealed, f"matter:{matter.pk}:title")


def outcome_of(matter: Matter) -> str:
    """The outcome as entered, or nothing."""
    return _open(matter.outcome_sealed, f"matter:{matter.pk}:outcome")


def order_of(order: Restriction) -> dict[str, object]:
    """`details` (list) and `text` of one order."""
    text = _open(order.sealed, f"restriction:{order.pk}:order")
    return dict(json.loads(text)) if text else {"details": [], "text": ""}


def matter_facts(
    matter: Matter, people: Iterable[Party], orders: Iterable[Restriction], hearings: Iterable[Hearing] = ()
) -> values.MatterFacts:
    """What the checks may know of one matter, and of these of its people, orders and hearings."""
    parties = {party.pk: _party(party) for party in people if party.removed_at is None}
    return values.MatterFacts(
        code=matter.code,
        docket=matter.docket,
        title=title_of(matter),
        public_title=matter.public_title,
        status=matter.status,
        jury=matter.jury,
        citations=tuple(matter.citations),
        aliases=tuple(matter.aliases),
        judges=tuple(matter.judges),
        embargo_until=matter.embargo_until,
        handdown_notice_public=matter.handdown_notice_public,
        outcome=outcome_of(matter),
        livestream=matter.livestream,
        parties=tuple(parties.values()),
        restrictions=tuple(_order(order, parties) for order in orders if order.in_force),
        hearings=tuple(_hearing(hearing) for hearing in hearings),
    )


def _party(party: Party) -> values.Party:
    named = party_named(party)
    return values.Party(named.name, party.role, party.kind, named.forms, named.handles, party.protected)


def _order(order: Restriction, parties: Mapping[UUID, values.Party]) -> values.Restriction:
    """An order with the names of those of `parties` whom it protects; where it names none, of all protected ones."""
    details = order_of(order)["details"]
    chosen = {party.pk for party in order.protects.all()}
    protects = [party.name for key, party in parties.items() if (key in chosen if chosen else party.protected)]
    return values.Restriction(
        type=order.type,
        protects=tuple(protects),
        details=tuple(details) if isinstance(details, list) else (),
        until=order.until,
        allowed_text=order.allowed_text,
    )


def _hearing(hearing: Hearing) -> values.Hearing:
    return values.Hearing(hearing.at, hearing.room, hearing.public, hearing.stream, hearing.cancelled_at is not None)


def _open(token: bytes | memoryview | None, row: str) -> str:
    return vault.unseal(bytes(token), row=row).decode() if token else ""
