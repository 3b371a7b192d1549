"""Who is suspended, for those who look after it, and who still works in a court at all."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from . import notices
from .models import Court, Membership, Role, Suspension
from .suspension import SuspensionQuerySet, suspended


def suspensions_of(court: Court) -> dict[int, Suspension]:
    """{id of the person: their suspension}, of those that nobody has ended."""
    rows = Suspension.objects.standing().filter(court=court).select_related("by")
    return {row.person_id: row for row in rows}


def still_here(court: Court, people: Iterable[int]) -> set[int]:
    """Those of `people` (ids) who hold a role in the court, may sign in, and are not suspended there."""
    held = Membership.objects.filter(~suspended(), court=court, person__in=set(people), person__is_active=True)
    return set(held.values_list("person", flat=True))


def suspensions_tell() -> int:
    """Reminds the administrators of each suspension once, on the day that was chosen. Returns how many."""
    return sum(_tell(court) for court in Court.objects.filter(suspensions__in=_untold()).distinct())


def _untold() -> SuspensionQuerySet:
    return Suspension.objects.standing().filter(told_at=None, look_on__isnull=False)


def _tell(court: Court) -> int:
    now = timezone.now()
    today, told = now.astimezone(court.zone).date(), 0
    for row in _untold().filter(court=court, look_on__lte=today).select_related("person"):
        with transaction.atomic():
            if not _untold().filter(pk=row.pk).update(told_at=now):
                continue
            told += 1
            facts = {"person": row.person, "court": court.name}
            notices.tell("suspension-look", court=court, people=court.holders(Role.ADMINISTRATOR), facts=facts)
    return told
