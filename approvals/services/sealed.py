"""Opening what the vault holds of the register, in memory, for one review or one registrar."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from approvals.domain import findings as values
from approvals.models import Matter, Party, Restriction
from publishing.ground import vault


@dataclass(frozen=True, slots=True)
class Named:
    """The words of one party: name, further spellings, handle."""

    name: str
    forms: tuple[str, ...]
    handle: str

    def as_json(self) -> str:
        return json.dumps({"name": self.name, "forms": list(self.forms), "handle": self.handle}, ensure_ascii=False)


def party_named(party: Party) -> Named:
    """The words of `party`, opened when protected. Raises when the vault cannot open them."""
    if not party.protected:
        return Named(party.name, tuple(party.forms), party.handle)
    data = json.loads(vault.unseal(bytes(party.sealed or b""), row=f"party:{party.pk}:name"))
    return Named(data["name"], tuple(data["forms"]), data["handle"])


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


def facts_of(matters: Iterable[Matter]) -> tuple[values.MatterFacts, ...]:
    """Everything the checks may know of `matters`, opened. Held in memory for one review, never logged."""
    return tuple(matter_facts(matter, matter.parties.all(), matter.restrictions.all()) for matter in matters)


def matter_facts(matter: Matter, people: Iterable[Party], orders: Iterable[Restriction]) -> values.MatterFacts:
    """What the checks may know of one matter, and of these of its people and orders."""
    parties = tuple(_party(party) for party in people if party.removed_at is None)
    protects = tuple(party.name for party in parties if party.protected)
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
        parties=parties,
        restrictions=tuple(_order(order, protects) for order in orders if order.in_force),
    )


def _party(party: Party) -> values.Party:
    named = party_named(party)
    return values.Party(named.name, party.role, party.kind, named.forms, named.handle, party.protected)


def _order(order: Restriction, protects: tuple[str, ...]) -> values.Restriction:
    details = order_of(order)["details"]
    return values.Restriction(
        type=order.type,
        protects=protects,
        details=tuple(details) if isinstance(details, list) else (),
        until=order.until,
        allowed_text=order.allowed_text,
    )


def _open(token: bytes | memoryview | None, row: str) -> str:
    return vault.unseal(bytes(token), row=row).decode() if token else ""
