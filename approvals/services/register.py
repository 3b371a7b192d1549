"""Matters on the register. Each change bumps the court's register version and is audited without names."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.domain.search_keys import search_key
from approvals.models import Matter
from publishing.ground.models import Court, Membership, Person
from publishing.ground.rights import roles_of

from .entries import MatterEntry
from .keeping import changed, clean, differing, keeper_check, listed, registrar_check, sealed_text
from .refusals import Invalid, NotAllowed
from .sealed import outcome_of, title_of

PLAIN = ("code", "docket", "public_title", "status", "jury", "embargo_until", "handdown_notice_public", "livestream")
LISTS = ("citations", "aliases", "judges", "nature")


@transaction.atomic
def matter_save(*, court: Court, entry: MatterEntry, by: Person, matter: Matter | None = None) -> Matter:
    """Enters a matter, or changes the one given. Raises Invalid naming the field, NotAllowed for non-registrars."""
    registrar_check(court, by)
    if matter is not None and matter.court_id != court.pk:
        raise NotAllowed(_("This matter belongs to another court."))
    if matter is None:
        matter = Matter(court=court, sealed=entry.sealed)
    else:
        keeper_check(matter, by)
    fields = _fill(matter, entry)
    _check(matter)
    new = matter._state.adding
    matter.save()
    if new and matter.sealed:
        matter.readers.set([by])
    changed(matter, by, "entered" if new else "saved", fields=[] if new else fields)
    return matter


@transaction.atomic
def matter_seal(*, matter: Matter, readers: Iterable[Person], by: Person) -> None:
    """Seals a matter to `readers`, or changes who they are. Raises Invalid: all are of the court, one a registrar."""
    keeper_check(matter, by)
    chosen = {reader.pk for reader in readers}
    here = Membership.objects.filter(court=matter.court, person__in=chosen, person__is_active=True)
    if set(here.values_list("person", flat=True)) != chosen:
        raise Invalid({"readers": _("Choose people who work at this court.")})
    if not here.holding(*roles_of("matter_save")).exists():
        raise Invalid({"readers": _("Choose at least one registrar, or nobody could keep this matter any more.")})
    matter.sealed = True
    matter.save(update_fields=["sealed"])
    matter.readers.set(chosen)
    changed(matter, by, "sealed", names=False, readers=sorted(chosen))


@transaction.atomic
def matter_unseal(*, matter: Matter, by: Person) -> None:
    """Opens a sealed matter to the court again."""
    keeper_check(matter, by)
    matter.sealed = False
    matter.save(update_fields=["sealed"])
    matter.readers.clear()
    changed(matter, by, "unsealed", names=False)


def _fill(matter: Matter, entry: MatterEntry) -> list[str]:
    """Puts the entry into the row. The names of the fields that are other than before."""
    before = {name: getattr(matter, name) for name in (*PLAIN, *LISTS)}
    for name in PLAIN:
        setattr(matter, name, getattr(entry, name))
    for name in LISTS:
        setattr(matter, name, listed(getattr(entry, name)))
    fields = differing(matter, before)
    if entry.title is not None and entry.title != title_of(matter):
        matter.title_sealed = sealed_text(entry.title, f"matter:{matter.pk}:title")
        fields.append("title")
    if entry.outcome != outcome_of(matter):
        matter.outcome_sealed = sealed_text(entry.outcome, f"matter:{matter.pk}:outcome")
        fields.append("outcome")
    return fields


def _check(matter: Matter) -> None:
    clean(matter)
    same = Matter.objects.filter(court=matter.court, code_key=search_key(matter.code)).exclude(pk=matter.pk)
    if same.exists():
        raise Invalid({"code": _("Another matter has this code. Choose another one.")})
    if matter.status == "embargoed" and matter.embargo_until is None:
        raise Invalid({"embargo_until": _("Enter until when the judgment is under embargo.")})


def new_code(docket: str) -> str:
    """A code made from a docket number, for forms that leave it out."""
    kept = "".join(char if char.isalnum() and char.isascii() else "-" for char in docket).strip("-")
    return kept[:40] or uuid.uuid4().hex[:8]
