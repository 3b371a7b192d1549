"""Entries of the register of matters. Each one bumps the court's register version and is audited without names."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.models import Matter, NameEntry, Party, Restriction
from publishing.ground import audit, vault
from publishing.ground.models import Court, Person, Role

from .index import index_renew
from .refusals import Invalid, NotAllowed
from .sealed import Named, party_named
from .tags import leaking_fields

NOT_ENTERED = ("sealed", "title_sealed", "outcome_sealed", "removed_at", "lifted_at")  # written by the services alone


@dataclass(frozen=True, slots=True)
class MatterEntry:
    """What a registrar enters about a matter. `embargo_until` is aware; `title` and `outcome` are sealed.

    `title` None leaves the sealed title as it is.
    """

    code: str
    docket: str
    public_title: str = ""
    title: str | None = None
    status: str = "pending"
    jury: bool = False
    embargo_until: datetime | None = None
    handdown_notice_public: bool = False
    outcome: str = ""
    citations: Sequence[str] = ()
    aliases: Sequence[str] = ()
    judges: Sequence[str] = ()
    livestream: bool = False


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """What a registrar enters about someone named in a matter. A protected name is sealed on entry."""

    name: str
    kind: str = "party"
    role: str = ""
    forms: Sequence[str] = ()
    handle: str = ""
    protected: bool = False


@dataclass(frozen=True, slots=True)
class RestrictionEntry:
    """An order. `until` is aware, None means until further order; `details` and `text` are sealed."""

    type: str
    made_on: date | None = None
    until: datetime | None = None
    allowed_text: str = ""
    details: Sequence[str] = ()
    text: str = ""


@transaction.atomic
def matter_save(*, court: Court, entry: MatterEntry, by: Person, matter: Matter | None = None) -> Matter:
    """Enters a matter, or changes the one given. Raises Invalid naming the field, NotAllowed for non-registrars."""
    _registrar(court, by)
    if matter is not None and matter.court_id != court.pk:
        raise NotAllowed(_("This matter belongs to another court."))
    matter = matter or Matter(court=court)
    for name in (
        "code",
        "docket",
        "public_title",
        "status",
        "jury",
        "embargo_until",
        "handdown_notice_public",
        "livestream",
    ):
        setattr(matter, name, getattr(entry, name))
    for name in ("citations", "aliases", "judges"):
        setattr(matter, name, [item.strip() for item in getattr(entry, name) if item.strip()])
    if entry.title is not None:
        matter.title_sealed = _seal(entry.title, f"matter:{matter.pk}:title")
    matter.outcome_sealed = _seal(entry.outcome, f"matter:{matter.pk}:outcome")
    _check_matter(matter)
    matter.save()
    _changed(matter, by, "saved")
    return matter


@transaction.atomic
def party_add(*, matter: Matter, entry: PartyEntry, by: Person) -> Party:
    """Names someone in a matter. Raises Invalid when a protected name stands in clear elsewhere on the register."""
    _registrar(matter.court, by)
    if not entry.name.strip():
        raise Invalid({"name": _("Enter the name.")})
    party = Party(court=matter.court, matter=matter, kind=entry.kind, role=entry.role, protected=entry.protected)
    _fill(party, Named(entry.name.strip(), tuple(f.strip() for f in entry.forms if f.strip()), entry.handle.strip()))
    _clean(party, exclude=["matter", "court"])
    party.save()
    _changed(matter, by, "party_added", party=str(party.pk), protected=party.protected)
    return party


@transaction.atomic
def party_protect(*, party: Party, by: Person, protected: bool) -> Party:
    """Seals a name that stood in clear, or opens one. Raises Invalid like `party_add`."""
    _registrar(party.court, by)
    named, party.protected = party_named(party), protected
    _fill(party, named)
    party.save()
    _changed(party.matter, by, "party_protected" if protected else "party_opened", party=str(party.pk))
    return party


@transaction.atomic
def party_remove(*, party: Party, by: Person) -> None:
    """Takes someone off the matter: name and tags are destroyed, the row stays for the audit trail."""
    _registrar(party.court, by)
    party.removed_at = timezone.now()
    _fill(party, Named("", (), ""))
    party.save()
    NameEntry.objects.filter(party=party).delete()
    _changed(party.matter, by, "party_removed", party=str(party.pk))


def party_reveal(*, party: Party, by: Person) -> Named:
    """One protected name, for one registrar, on the audit trail. Raises NotAllowed for everybody else."""
    _registrar(party.court, by)
    audit.record(
        party.court,
        "revealed",
        actor=audit.actor_of(by),
        subject=f"matter:{party.matter.code}",
        facts={"party": str(party.pk)},
    )
    return party_named(party)


@transaction.atomic
def restriction_add(*, matter: Matter, entry: RestrictionEntry, by: Person) -> Restriction:
    """Enters an order. Raises Invalid naming the field."""
    _registrar(matter.court, by)
    order = Restriction(
        court=matter.court,
        matter=matter,
        type=entry.type,
        made_on=entry.made_on,
        until=entry.until,
        allowed_text=entry.allowed_text.strip(),
    )
    hidden = {"details": [item.strip() for item in entry.details if item.strip()], "text": entry.text.strip()}
    order.sealed = _seal(json.dumps(hidden, ensure_ascii=False), f"restriction:{order.pk}:order")
    _clean(order, exclude=["matter", "court"])
    order.save()
    _changed(matter, by, "restriction_added", restriction=str(order.pk), type=order.type)
    return order


@transaction.atomic
def restriction_lift(*, restriction: Restriction, by: Person) -> None:
    """Ends an order today."""
    _registrar(restriction.court, by)
    restriction.lifted_at = timezone.now()
    restriction.save(update_fields=["lifted_at"])
    _changed(restriction.matter, by, "restriction_lifted", restriction=str(restriction.pk))


def _registrar(court: Court, person: Person) -> None:
    if not Court.objects.for_person(person, Role.REGISTRAR).filter(pk=court.pk).exists():
        raise NotAllowed(_("Only a registrar of this court keeps its register of matters."))


def _seal(text: str, row: str) -> bytes | None:
    return vault.seal(text.encode(), row=row) if text else None


def _fill(party: Party, named: Named) -> None:
    party.name, party.forms, party.handle, party.sealed = named.name, list(named.forms), named.handle, None
    if party.protected:
        party.sealed = vault.seal(named.as_json().encode(), row=f"party:{party.pk}:name")
        party.name, party.forms, party.handle = "", [], ""


def _clean(row: Any, exclude: list[str]) -> None:
    try:
        row.full_clean(exclude=[*exclude, *NOT_ENTERED])
    except ValidationError as error:
        raise Invalid({field: " ".join(words) for field, words in error.message_dict.items()}) from None


def _check_matter(matter: Matter) -> None:
    _clean(matter, exclude=["court"])
    if Matter.objects.filter(court=matter.court, code__iexact=matter.code).exclude(pk=matter.pk).exists():
        raise Invalid({"code": _("Another matter has this code. Choose another one.")})
    if matter.status == "embargoed" and matter.embargo_until is None:
        raise Invalid({"embargo_until": _("Enter until when the judgment is under embargo.")})


def _changed(matter: Matter, by: Person, what: str, **facts: Any) -> None:
    """One tail for every entry: tags, the look for leaks, the version, the audit entry."""
    index_renew(matter)
    if leaks := leaking_fields(matter):
        words = _("This may name someone protected in this matter. Write it without the name.")
        raise Invalid(dict.fromkeys(leaks, words))
    Court.objects.filter(pk=matter.court_id).update(register_version=F("register_version") + 1)
    audit.record(
        matter.court,
        "matter_changed",
        actor=audit.actor_of(by),
        subject=f"matter:{matter.code}",
        facts={"what": what, "matter": str(matter.pk), "embargo": matter.under_embargo, **facts},
    )


def new_code(docket: str) -> str:
    """A code made from a docket number, for forms that leave it out."""
    kept = "".join(char if char.isalnum() and char.isascii() else "-" for char in docket).strip("-")
    return kept[:40] or uuid.uuid4().hex[:8]
