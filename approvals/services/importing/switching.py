"""The switch, which makes a whole import visible at once; the tidying after it; and taking an import back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.core import serializers
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from approvals.models import (
    Hearing,
    ImportState,
    Matter,
    NameEntry,
    NameTag,
    Party,
    RegisterImport,
    Restriction,
    StagedChange,
)
from approvals.services.index import index_renew
from publishing.ground import audit, vault
from publishing.ground.models import Court

from .whole import NOT_YET
from .writing import PROTECTS

BATCH = 500
CHANGES_MOST = 20_000  # of known matters in one import: they are written in one transaction
ROWS: dict[str, type[models.Model]] = {
    "matters": Matter,
    "parties": Party,
    "restrictions": Restriction,
    "hearings": Hearing,
}
Beat = Callable[[], None]


class Overtaken(Exception):
    """Somebody changed a matter while the import was being written."""


def missing_stage(job: RegisterImport, seen: Any) -> Iterator[StagedChange]:
    """A change without content for each open matter that the file does not have: the switch closes it."""
    open_ones = Matter.objects.settled().filter(court=job.court_id).exclude(status="closed")
    readable = open_ones.readable_by(job.by) if job.by else open_ones
    for key, docket, at in readable.values_list("pk", "docket", "changed_at").iterator(chunk_size=5000):
        if b"docket " + " ".join(docket.casefold().split()).encode() not in seen:
            yield StagedChange(register_import_id=job.pk, matter_id=key, seen_at=at, sealed=b"")


@transaction.atomic
def switch(job: RegisterImport) -> None:
    """Makes the new matters visible and writes the changes, all or nothing. Raises Overtaken."""
    Court.objects.select_for_update().get(pk=job.court_id)
    for changes in _chunks(StagedChange.objects.filter(register_import=job)):
        _write(job, changes)
    Court.objects.filter(pk=job.court_id).update(register_version=F("register_version") + 1)
    RegisterImport.objects.filter(pk=job.pk, state=ImportState.WRITING).update(state=ImportState.TIDYING)
    facts = {name: count for name, count in job.counts.items() if isinstance(count, int)}
    audit.record(
        job.court_id,
        "register_imported",
        actor=audit.actor_of(job.by),
        subject=f"import:{job.pk}",
        facts={"sha256": job.sha256, "size": job.size, **facts},
    )


def tidy(job: RegisterImport, beat: Beat) -> None:
    """Makes the tags of the changed matters exact again. May stop anywhere and begin again."""
    for changes in _chunks(StagedChange.objects.filter(register_import=job).select_related("matter")):
        with transaction.atomic():
            for change in changes:
                if change.sealed:
                    index_renew(change.matter)
            StagedChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
        beat()


def undo(job: RegisterImport, beat: Beat) -> None:
    """Takes back everything that an import wrote before its switch. May stop anywhere and begin again."""
    for changes in _chunks(StagedChange.objects.filter(register_import=job).select_related("matter")):
        with transaction.atomic():
            for change in changes:
                _undo_change(job, change)
            StagedChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
        beat()
    while keys := list(Matter.objects.filter(arrival=job).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            _delete(keys)
        beat()


def _chunks(rows: models.QuerySet[StagedChange]) -> Iterator[list[StagedChange]]:
    after = 0
    while changes := list(rows.filter(pk__gt=after).order_by("pk")[:BATCH]):
        yield changes
        after = changes[-1].pk


def _write(job: RegisterImport, changes: list[StagedChange]) -> None:
    _look(changes)
    opened = {change.matter_id: _opened(job, change) for change in changes if change.sealed}
    for name, model in ROWS.items():
        _upsert(model, [one.object for data in opened.values() for one in serializers.deserialize("json", data[name])])
    _protect({key: people for data in opened.values() for key, people in data["protects"].items()})
    closed = [change.matter_id for change in changes if not change.sealed]
    Matter.objects.filter(pk__in=closed).update(status="closed", changed_at=timezone.now())
    audit.record_many(
        audit.Row(
            court=job.court_id,
            act="matter_changed",
            actor=audit.actor_of(job.by),
            subject=f"matter:{change.matter_id}",
            facts={
                "what": "imported" if change.sealed else "closed",
                "import": str(job.pk),
                "fields": opened[change.matter_id]["fields"] if change.sealed else ["status"],
            },
        )
        for change in changes
    )


def _look(changes: list[StagedChange]) -> None:
    """Raises Overtaken where a matter is not as it was when its change was made."""
    now = dict(Matter.objects.filter(pk__in=[one.matter_id for one in changes]).values_list("pk", "changed_at"))
    if any(now.get(change.matter_id) != change.seen_at for change in changes):
        raise Overtaken


def _opened(job: RegisterImport, change: StagedChange) -> Any:
    return json.loads(vault.unseal(bytes(change.sealed), row=f"import:{job.pk}:{change.matter_id}"))


def _upsert(model: type[models.Model], rows: list[Any]) -> None:
    fields = [one.name for one in model._meta.concrete_fields if not one.primary_key and one.name != "created_at"]
    model._default_manager.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _protect(people: dict[str, list[str]]) -> None:
    through = PROTECTS._default_manager
    through.filter(restriction_id__in=[UUID(key) for key in people]).delete()
    through.bulk_create(
        PROTECTS(restriction_id=UUID(key), party_id=UUID(one)) for key, ones in people.items() for one in ones
    )


def _undo_change(job: RegisterImport, change: StagedChange) -> None:
    if not change.sealed:
        return
    fresh = [UUID(key) for key in _opened(job, change)["fresh"]]
    entries = NameEntry.objects.filter(party__in=fresh)
    NameTag.objects.filter(entry__in=entries).delete()
    entries.delete()
    Party.objects.filter(pk__in=fresh, removed_at=NOT_YET).delete()
    index_renew(change.matter)


def _delete(keys: list[UUID]) -> None:
    """The matters of an import and all that hangs on them, without asking each row what hangs on it."""
    entries = NameEntry.objects.filter(matter__in=keys)
    orders = Restriction.objects.filter(matter__in=keys)
    for rows in (
        NameTag.objects.filter(entry__in=entries),
        entries,
        PROTECTS._default_manager.filter(restriction__in=orders),
        orders,
        Hearing.objects.filter(matter__in=keys),
        Party.objects.filter(matter__in=keys),
        Matter.objects.filter(pk__in=keys),
    ):
        rows._raw_delete(rows.db)
