"""The order within a role: who steps in first, and who is told first. Nobody has a hand in an order they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import audit
from .models import Court, Membership, Person
from .rights import may
from .roles import RANKED, Role

MOST = 999
LAST = 10**6  # where whoever has no number stands, by appointment


def ranked(court: Court) -> list[tuple[Role, list[Membership]]]:
    """For each role with an order that somebody holds, those who do, in the order that counts now."""
    rows = list(Membership.objects.filter(court=court, person__is_active=True).select_related("person"))
    groups = [(Role(role), sorted((row for row in rows if row.role == role), key=place)) for role in RANKED]
    return [(role, group) for role, group in groups if group]


def place(row: Membership) -> tuple[int, datetime, int]:
    """What to sort by: the number, then the appointment."""
    return row.seniority or LAST, row.created_at, row.pk


def may_rank(court: Court, role: str, person: Person) -> bool:
    """Whether `person` may set the order of `role`: an administrator who does not hold it."""
    leads = may("seniority_set", person, court)
    return leads and not Membership.objects.filter(court=court, role=role, person=person).exists()


@transaction.atomic
def seniority_set(*, court: Court, places: Mapping[int, int | None], by: Person) -> int:
    """Gives memberships (by id) their number, None for none; whom `places` leaves out stays. Returns how many changed.

    Raises PermissionDenied, also where `by` holds a role whose order would change, and ValidationError naming the
    ids: a number twice in a role, out of range, or somebody who holds no such role here any more.
    """
    Court.objects.select_for_update(no_key=True).get(pk=court.pk)
    if not may("seniority_set", by, court):
        raise PermissionDenied(_("Only an administrator of this court may do this."))
    held = {row.pk: row for row in Membership.objects.filter(court=court, role__in=RANKED).select_related("person")}
    if unknown := [key for key in places if key not in held]:
        raise ValidationError({str(key): _("The people changed meanwhile. Open the page again.") for key in unknown})
    changed = [held[key] for key, number in places.items() if held[key].seniority != number]
    for role in {row.role for row in changed}:
        if not may_rank(court, role, by):
            raise PermissionDenied(_("You hold this role yourself. Ask another administrator to set its order."))
    for row in changed:
        row.seniority = places[row.pk]
    _check(held.values(), changed)
    for row in changed:
        row.save(update_fields=["seniority"])
        facts = {"role": row.role, "place": row.seniority}
        audit.record(court, "seniority_set", actor=audit.actor_of(by), subject=audit.actor_of(row.person), facts=facts)
    return len(changed)


def _check(rows: Iterable[Membership], changed: Iterable[Membership]) -> None:
    """Each number of the roles that change stands once, from 1 to MOST. People who cannot sign in count, too."""
    wrong: dict[str, str] = {}
    taken: dict[tuple[str, int], Membership] = {}
    roles = {row.role for row in changed}
    for row in (one for one in rows if one.role in roles and one.seniority is not None):
        other = taken.setdefault((row.role, row.seniority or 0), row)
        if not 1 <= (row.seniority or 0) <= MOST:
            wrong[str(row.pk)] = _("Enter a whole number from 1 to %(most)d, or none.") % {"most": MOST}
        elif other is not row:
            words = _("%(person)s has this number too. Give each one of their own.")
            wrong[str(row.pk)] = words % {"person": other.person}
            wrong.setdefault(str(other.pk), words % {"person": row.person})
    if wrong:
        raise ValidationError(wrong)
