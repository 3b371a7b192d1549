"""Orders of a matter, and the order itself as a file, which is kept sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain.order_files import LARGEST, media_type, plain_name
from approvals.models import Matter, OrderFile, Party, Restriction
from publishing.ground import audit, vault
from publishing.ground.models import Person

from .entries import RestrictionEntry
from .keeping import changed, clean, differing, keeper_check, listed
from .refusals import Invalid
from .sealed import order_of

PLAIN = ("type", "made_on", "until", "allowed_text")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was given: its name, media type and bytes."""

    name: str
    type: str
    data: bytes


@transaction.atomic
def restriction_add(*, matter: Matter, entry: RestrictionEntry, by: Person) -> Restriction:
    """Enters an order. Raises Invalid naming the field."""
    keeper_check(matter, by)
    order = Restriction(court=matter.court, matter=matter)
    _fill(order, entry, _hidden(entry))
    clean(order)
    order.save()
    order.protects.set(_people(matter, entry.protects))
    changed(matter, by, "restriction_added", restriction=str(order.pk), type=order.type)
    return order


@transaction.atomic
def restriction_change(*, restriction: Restriction, entry: RestrictionEntry, by: Person) -> Restriction:
    """Corrects an order. Details and text that the entry leaves empty stay. Raises Invalid naming the field."""
    keeper_check(restriction.matter, by)
    before = {name: getattr(restriction, name) for name in PLAIN}
    whom = set(restriction.protects.values_list("pk", flat=True))
    hidden = order_of(restriction)
    new = hidden | {name: words for name, words in _hidden(entry).items() if words}
    _fill(restriction, entry, new)
    clean(restriction)
    restriction.save()
    restriction.protects.set(_people(restriction.matter, entry.protects))
    fields = [*differing(restriction, before), *(name for name in new if new[name] != hidden[name])]
    fields += ["protects"] if whom != set(entry.protects) else []
    changed(restriction.matter, by, "restriction_changed", restriction=str(restriction.pk), fields=fields)
    return restriction


@transaction.atomic
def restriction_lift(*, restriction: Restriction, by: Person) -> None:
    """Ends an order today."""
    keeper_check(restriction.matter, by)
    restriction.lifted_at = timezone.now()
    restriction.save(update_fields=["lifted_at"])
    changed(restriction.matter, by, "restriction_lifted", restriction=str(restriction.pk))


@transaction.atomic
def order_file_attach(*, restriction: Restriction, name: str, data: bytes, by: Person) -> OrderFile:
    """Keeps the order itself, in place of an earlier file. Raises Invalid for what is too large or of no known kind."""
    keeper_check(restriction.matter, by)
    kind = media_type(data) if 0 < len(data) <= LARGEST else ""
    if not kind:
        raise Invalid({"file": _("Give a PDF, a picture or a text of at most 5 MB.")})
    OrderFile.objects.filter(order=restriction).delete()
    file = OrderFile(court=restriction.court, order=restriction, type=kind, size=len(data), added_by=by)
    file.sealed = vault.seal(data, row=f"orderfile:{file.pk}:bytes")
    file.name_sealed = vault.seal(plain_name(name, kind).encode(), row=f"orderfile:{file.pk}:name")
    file.save()
    facts = {"restriction": str(restriction.pk), "type": kind, "size": len(data)}
    changed(restriction.matter, by, "order_file_attached", names=False, **facts)
    return file


def order_file_open(*, file: OrderFile, by: Person) -> Opened:
    """The order itself, for one registrar who may read the matter; each time on the audit trail."""
    matter = file.order.matter
    keeper_check(matter, by)
    name = vault.unseal(bytes(file.name_sealed), row=f"orderfile:{file.pk}:name").decode()
    data = vault.unseal(bytes(file.sealed), row=f"orderfile:{file.pk}:bytes")
    audit.record(
        file.court,
        "order_file_opened",
        actor=audit.actor_of(by),
        subject=matter.subject,
        facts={"restriction": str(file.order_id)},
    )
    return Opened(name, file.type, data)


def _fill(order: Restriction, entry: RestrictionEntry, hidden: dict[str, object]) -> None:
    order.type, order.made_on, order.until = entry.type, entry.made_on, entry.until
    order.allowed_text = entry.allowed_text.strip()
    plain = json.dumps(hidden, ensure_ascii=False).encode()
    order.sealed = vault.seal(plain, row=f"restriction:{order.pk}:order")


def _hidden(entry: RestrictionEntry) -> dict[str, object]:
    return {"details": listed(entry.details), "text": entry.text.strip()}


def _people(matter: Matter, chosen: Iterable[UUID]) -> list[Party]:
    wanted = set(chosen)
    people = list(matter.parties.filter(pk__in=wanted, removed_at=None))
    if len(people) != len(wanted):
        raise Invalid({"protects": _("Choose people who are entered in this matter.")})
    return people
