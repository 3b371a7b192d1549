"""Parties, counsel and witnesses of a matter. What is protected is sealed, and comes back by `party_reveal` alone."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.models import Matter, NameEntry, Party
from publishing.ground import audit, vault
from publishing.ground.models import Person

from .entries import PartyEntry
from .keeping import changed, clean, differing, keeper_check, listed
from .refusals import Invalid
from .sealed import Named, party_named


@transaction.atomic
def party_add(*, matter: Matter, entry: PartyEntry, by: Person) -> Party:
    """Names someone in a matter. Raises Invalid when a protected name stands in clear elsewhere on the register."""
    keeper_check(matter, by)
    if not entry.name.strip():
        raise Invalid({"name": _("Enter the name.")})
    party = Party(court=matter.court, matter=matter, kind=entry.kind, role=entry.role, protected=entry.protected)
    _fill(party, _entered(entry))
    clean(party)
    party.save()
    changed(matter, by, "party_added", party=str(party.pk), protected=party.protected)
    return party


@transaction.atomic
def party_change(*, party: Party, entry: PartyEntry, by: Person, drop: Collection[str] = ()) -> Party:
    """Corrects an entry; whether it is protected stays as it is. Raises Invalid like `party_add`.

    Of a protected one, what the entry leaves empty stays as it was, since nobody sees it; `drop` names what of
    "forms" and "handles" goes.
    """
    keeper_check(party.matter, by)
    before, new = party_named(party), _entered(entry)
    if party.protected:
        new = _kept(before, new, drop)
    if not new.name:
        raise Invalid({"name": _("Enter the name.")})
    said = {"kind": party.kind, "role": party.role}
    party.kind, party.role = entry.kind, entry.role
    fields = [*differing(party, said), *(name for name in Named.FIELDS if getattr(before, name) != getattr(new, name))]
    _fill(party, new)
    clean(party)
    party.save()
    changed(party.matter, by, "party_changed", party=str(party.pk), fields=fields)
    return party


@transaction.atomic
def party_protect(*, party: Party, by: Person, protected: bool) -> Party:
    """Seals a name that stood in clear, or opens one. Raises Invalid like `party_add`."""
    keeper_check(party.matter, by)
    named, party.protected = party_named(party), protected
    _fill(party, named)
    party.save()
    changed(party.matter, by, "party_protected" if protected else "party_opened", party=str(party.pk))
    return party


@transaction.atomic
def party_remove(*, party: Party, by: Person) -> None:
    """Takes someone off the matter: name and tags are destroyed, the row stays for the audit trail."""
    keeper_check(party.matter, by)
    party.removed_at = timezone.now()
    _fill(party, Named("", (), ()))
    party.save()
    NameEntry.objects.filter(party=party).delete()
    changed(party.matter, by, "party_removed", party=str(party.pk))


def party_reveal(*, party: Party, by: Person) -> Named:
    """One protected name, for one registrar, on the audit trail. Raises NotAllowed for everybody else."""
    keeper_check(party.matter, by)
    audit.record(
        party.court,
        "revealed",
        actor=audit.actor_of(by),
        subject=party.matter.subject,
        facts={"party": str(party.pk)},
    )
    return party_named(party)


def _entered(entry: PartyEntry) -> Named:
    return Named(entry.name.strip(), tuple(listed(entry.forms)), tuple(listed(entry.handles)))


def _kept(before: Named, new: Named, drop: Collection[str]) -> Named:
    """The new words, and the old ones where there are no new ones and they are not dropped."""
    forms = new.forms or (() if "forms" in drop else before.forms)
    handles = new.handles or (() if "handles" in drop else before.handles)
    return Named(new.name or before.name, forms, handles)


def _fill(party: Party, named: Named) -> None:
    party.name, party.forms, party.handles, party.sealed = named.name, list(named.forms), list(named.handles), None
    if party.protected:
        party.sealed = vault.seal(named.as_json().encode(), row=f"party:{party.pk}:name")
        party.name, party.forms, party.handles = "", [], []
