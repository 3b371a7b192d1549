"""The register of a court as a file. Where something is protected stands `sealed`, which keeps it on import."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from approvals.domain.registerfile import COLUMNS, LIST_SIGN, MATTER_COLUMNS, RECORDS
from approvals.domain.registerrow import SEALED
from approvals.models import Matter, Party, Restriction
from publishing.ground import audit
from publishing.ground.export import csv_lines
from publishing.ground.models import Court, Person
from publishing.ground.rights import roles_of

from .keeping import registrar_check

CHUNK = 500  # matters in memory
CSV, JSON = "csv", "jsonl"
PLAIN = (
    "docket", "code", "public_title", "status", "jury", "handdown_notice_public", "citations", "aliases", "judges",
    "nature",
)  # fmt: skip
Record = dict[str, Any]


def register_export(*, court: Court, by: Person, form: str) -> Iterator[str]:
    """The pieces of the file, `form` CSV or JSON (one matter a line). Raises NotAllowed before the first piece.

    Sealed matters that `by` may not read are left out.
    """
    registrar_check(court, by)
    with transaction.atomic():
        audit.record(
            court, "register_exported", actor=audit.actor_of(by), subject=f"court:{court.pk}", facts={"form": form}
        )
    return csv_lines(_sheet(_records(court, by))) if form == CSV else _lines(_records(court, by))


def _records(court: Court, by: Person) -> Iterator[Record]:
    rows = Matter.objects.for_person(by, *roles_of("register_export")).filter(court=court).order_by("pk")
    related = ("parties", "restrictions__protects", "hearings")
    for matter in rows.prefetch_related(*related).iterator(chunk_size=CHUNK):
        yield record_of(matter)


def record_of(matter: Matter) -> Record:
    """One matter as the import reads it."""
    people = [party for party in matter.parties.all() if party.removed_at is None]
    orders = [order for order in matter.restrictions.all() if order.lifted_at is None]
    places = {party.pk: place for place, party in enumerate(people, start=1)}
    shielded = {party.pk for order in orders if order.in_force for party in order.protects.all()}
    return {
        **{name: getattr(matter, name) for name in PLAIN},
        "title": SEALED if matter.title_sealed else "",
        "embargo_until": _moment(matter.embargo_until),
        "outcome": SEALED if matter.outcome_sealed else "",
        "livestream": matter.livestream,
        "parties": [_party(party, party.protected or party.pk in shielded) for party in people],
        "restrictions": [_order(order, places) for order in orders],
        "hearings": [
            {"at": _moment(one.at), "room": one.room, "public": one.public, "stream": one.stream}
            for one in matter.hearings.all()
            if one.cancelled_at is None
        ],
    }


def _party(party: Party, hidden: bool) -> Record:
    words = {"name": party.name, "forms": party.forms, "handles": party.handles}
    shown = dict.fromkeys(words, SEALED) if hidden else words
    return {"id": str(party.pk), "kind": party.kind, "role": party.role, "protected": party.protected, **shown}


def _order(order: Restriction, places: dict[Any, int]) -> Record:
    return {
        "id": str(order.pk),
        "type": order.type,
        "made_on": order.made_on.isoformat() if order.made_on else "",
        "until": _moment(order.until),
        "allowed_text": order.allowed_text,
        "details": SEALED,
        "text": SEALED,
        "protects": sorted(places[party.pk] for party in order.protects.all() if party.pk in places),
    }


def _moment(at: Any) -> str:
    return at.isoformat() if at else ""


def _lines(records: Iterator[Record]) -> Iterator[str]:
    for record in records:
        yield json.dumps(record, ensure_ascii=False) + "\n"


def _sheet(records: Iterator[Record]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for record in records:
        yield _cells({"record": "matter", **{name: record[name] for name in MATTER_COLUMNS if name in record}})
        for kind, name in RECORDS.items():
            for entry in record[name]:
                yield _cells({"docket": record["docket"], "record": kind, **entry})


def _cells(values: Record) -> list[str]:
    return [_cell(values.get(name, "")) for name in COLUMNS]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return f" {LIST_SIGN} ".join(str(item).replace(LIST_SIGN, "¦") for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
