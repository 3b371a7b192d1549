"""Writes planned matters: new ones in bulk and out of sight, changes of known ones sealed until the switch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core import serializers
from django.db import connection, models, transaction
from django.utils import timezone

from approvals.models import Matter, NameEntry, NameTag, Party, RegisterImport, Restriction, StagedChange
from approvals.services.index import Weighed, case_forms, party_forms
from approvals.services.keeping import sealed_text
from approvals.services.nametags import tags_of
from approvals.services.sealed import Named
from publishing.ground import vault

from .planning import Planned
from .whole import NOT_YET, Human, Order, Whole

TAGS_SORTED = 500_000  # in memory, some 30 MB, before they are written in the order of the index
TAGS_AT_ONCE = 50_000  # in one transaction
CACHE_KIB = 65_536  # of this connection's pages of the index, on SQLite
WEIGHT_BITS, ENTRY_BITS = 5, 44
WEIGHT_MASK, ENTRY_MASK = (1 << WEIGHT_BITS) - 1, (1 << ENTRY_BITS) - 1
INTO = f"INSERT INTO {NameTag._meta.db_table} (tag, weight, entry_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"  # noqa: S608
PROTECTS: type[models.Model] = Restriction.protects.through


class Writer:
    """Writes what a Planner plans. Each batch is a short transaction of its own."""

    def __init__(self, job: RegisterImport) -> None:
        self.job = job
        self.tags: list[int] = []

    def __enter__(self) -> Writer:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        return self

    def __exit__(self, kind: Any, *args: object) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA cache_size = -2000")

    def write(self, batch: list[Planned]) -> None:
        """New matters as they will stand; for known ones, what the switch will write."""
        with transaction.atomic():
            self._new([planned for planned in batch if not planned.known])
            for planned in batch:
                if planned.known:
                    self._stage(planned)
        if len(self.tags) >= TAGS_SORTED:
            self.flush()

    def flush(self) -> None:
        """Writes the tags in the order of the index, so that each of its pages is touched once."""
        self.tags.sort()
        for start in range(0, len(self.tags), TAGS_AT_ONCE):
            rows = [_unpacked(one) for one in self.tags[start : start + TAGS_AT_ONCE]]
            with transaction.atomic(), connection.cursor() as cursor:
                _insert(cursor, rows)
        self.tags.clear()

    def _new(self, batch: list[Planned]) -> None:
        for planned in batch:
            seal_matter(planned.whole)
            planned.whole.matter.arrival, planned.whole.matter.row_hash = self.job, planned.hash
        wholes = [planned.whole for planned in batch]
        insert(Matter, [whole.matter for whole in wholes])
        insert(Party, [sealed_party(human) for whole in wholes for human in whole.people])
        orders = [order for whole in wholes for order in whole.orders]
        Restriction.objects.bulk_create(sealed_order(order) for order in orders)
        PROTECTS._default_manager.bulk_create(_protects(orders))
        for whole in wholes:
            for sitting in whole.sittings:
                sitting.hearing.save(force_insert=True)
        self._index_new(batch)

    def _index_new(self, batch: list[Planned]) -> None:
        entries, forms = [], []
        for planned in batch:
            matter, shielded = planned.whole.matter, planned.whole.shielded
            entries.append(NameEntry(matter=matter, party=None))
            forms.append(case_forms(matter, planned.whole.title))
            for human in planned.whole.people:
                entries.append(NameEntry(matter=matter, party=human.party))
                known = planned.forms.get(human.party.pk)
                forms.append(known or party_forms(human.named, shielded=human.party.pk in shielded))
        for entry, weighed in zip(NameEntry.objects.bulk_create(entries), forms, strict=True):
            self._tag(entry.pk, weighed)

    def _tag(self, entry: int, weighed: Weighed) -> None:
        for tag, weight in zip(tags_of(self.job.court_id, weighed), weighed.values(), strict=True):
            self.tags.append(_packed(tag, weight, entry))

    def _stage(self, planned: Planned) -> None:
        """Keeps the change sealed. New people get their rows now, out of sight, so that their tags are there first."""
        whole = planned.whole
        seen_at = whole.matter.changed_at
        fresh = [human for human in whole.people if human.state == "fresh"]
        payload = _payload(planned)
        row = f"import:{self.job.pk}:{whole.matter.pk}"
        StagedChange.objects.create(
            register_import=self.job,
            matter_id=whole.matter.pk,
            seen_at=seen_at,
            sealed=vault.seal(json.dumps(payload).encode(), row=row),
        )
        for human in fresh:
            human.party.removed_at = NOT_YET
        Party.objects.bulk_create(human.party for human in fresh)
        self._index_change(whole, fresh)

    def _index_change(self, whole: Whole, fresh: list[Human]) -> None:
        entries = {entry.party_id: entry for entry in NameEntry.objects.filter(matter=whole.matter)}
        new = [NameEntry(matter=whole.matter, party=human.party) for human in fresh]
        if None not in entries:
            new.append(NameEntry(matter=whole.matter, party=None))
        entries |= {entry.party_id: entry for entry in NameEntry.objects.bulk_create(new)}
        self._tag(entries[None].pk, case_forms(whole.matter, whole.title))
        shielded = whole.shielded
        for human in whole.people:
            key = human.party.pk
            if key in entries and (human.state in ("fresh", "changed") or key in shielded):
                self._tag(entries[key].pk, party_forms(human.named, shielded=key in shielded))


def insert(model: type[models.Model], rows: list[Any]) -> None:
    """New rows of `model`, in a third of the time that `bulk_create` takes."""
    fields = model._meta.concrete_fields
    columns, marks = ", ".join(str(one.column) for one in fields), ", ".join(["%s"] * len(fields))
    values = [[one.get_db_prep_save(one.pre_save(row, True), connection) for one in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})", values)  # noqa: S608


def seal_matter(whole: Whole) -> None:
    """Puts the title and the outcome into their sealed columns."""
    matter = whole.matter
    matter.title_sealed = sealed_text(whole.title, f"matter:{matter.pk}:title")
    matter.outcome_sealed = sealed_text(whole.outcome, f"matter:{matter.pk}:outcome")


def sealed_party(human: Human) -> Party:
    """The row of someone named, with the words where they belong."""
    party, named = human.party, human.named
    if human.state == "gone":
        named, party.removed_at = Named("", (), ()), timezone.now()
    party.name, party.forms, party.handles, party.sealed = named.name, list(named.forms), list(named.handles), None
    if party.protected:
        party.sealed = vault.seal(named.as_json().encode(), row=f"party:{party.pk}:name")
        party.name, party.forms, party.handles = "", [], []
    return party


def sealed_order(order: Order) -> Restriction:
    """The row of an order, with its text and details sealed."""
    row = order.order
    row.sealed = vault.seal(json.dumps(order.hidden, ensure_ascii=False).encode(), row=f"restriction:{row.pk}:order")
    return row


def _payload(planned: Planned) -> dict[str, Any]:
    """What the switch writes, in the form of Django's serializer, and what the audit trail says of it."""
    whole = planned.whole
    seal_matter(whole)
    matter, orders = whole.matter, [order for order in whole.orders if order.state != "kept"]
    matter.row_hash = planned.hash
    people = [sealed_party(human) for human in whole.people if human.state != "kept"]
    sittings = [sitting.hearing for sitting in whole.sittings if sitting.state != "kept"]
    rows: dict[str, list[Any]] = {
        "matters": [matter],
        "parties": people,
        "restrictions": [sealed_order(order) for order in orders],
        "hearings": sittings,
    }
    protects = {str(o.order.pk): [str(key) for key in o.protects] for o in orders if o.protects is not None}
    fields = [*whole.fields, *(name for name in ("parties", "restrictions", "hearings") if rows[name])]
    return {name: serializers.serialize("json", kept) for name, kept in rows.items()} | {
        "protects": protects,
        "fields": fields,
        "fresh": [str(human.party.pk) for human in whole.people if human.state == "fresh"],
    }


def _protects(orders: Iterable[Order]) -> Iterator[models.Model]:
    for order in orders:
        for key in dict.fromkeys(order.protects or ()):
            yield PROTECTS(restriction_id=order.order.pk, party_id=key)


def _packed(tag: int, weight: int, entry: int) -> int:
    """One number that sorts as the index does: a list of a million of them is small."""
    return ((tag << WEIGHT_BITS | weight) << ENTRY_BITS) | entry


def _unpacked(number: int) -> tuple[int, int, int]:
    head = number >> ENTRY_BITS
    return head >> WEIGHT_BITS, head & WEIGHT_MASK, number & ENTRY_MASK


def _insert(cursor: Any, rows: list[tuple[int, int, int]]) -> None:
    cursor.executemany(INTO, rows)
