"""One page of a long list of matters: filtered, the newest first, from where the page before it ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.models import Hearing, Matter, Restriction
from approvals.models.register import Status
from publishing.ground.models import Court

PER_PAGE = 50

Rows = QuerySet[Matter]


def _with_order(rows: Rows, court: Court) -> Rows:
    return rows.filter(pk__in=Restriction.objects.filter(court=court).in_force().values("matter"))


def _under_embargo(rows: Rows, court: Court) -> Rows:
    return rows.filter(Q(embargo_until__gt=timezone.now()) | Q(embargo_until=None, status=Status.EMBARGOED))


def _heard_today(rows: Rows, court: Court) -> Rows:
    return rows.filter(pk__in=Hearing.objects.filter(court=court).today(court.zone).values("matter"))


FILTERS: dict[str, tuple[Promise, Callable[[Rows, Court], Rows]]] = {
    "order": (_("Order in force"), _with_order),
    "embargo": (_("Under embargo"), _under_embargo),
    "today": (_("Hearing today"), _heard_today),
}


def filtered(rows: Rows, court: Court, *, status: str, show: str) -> Rows:
    """Those of `rows` with that status and of that filter; what is neither is passed over."""
    if status in Status.values:
        rows = rows.filter(status=status)
    return FILTERS[show][1](rows, court) if show in FILTERS else rows


def page_after(rows: Rows, place: str) -> tuple[list[Matter], str]:
    """The matters of the page that begins after `place`, and the place of the next one, empty at the end.

    A place is what `place_of` gives; anything else begins at the beginning. Nothing is counted and nothing skipped,
    so the last page of a million is as fast as the first.
    """
    if at := _read(place):
        changed, key = at
        rows = rows.filter(changed_at__lte=changed).exclude(Q(changed_at=changed) & Q(pk__gte=key))
    found = list(rows.order_by("-changed_at", "-id")[: PER_PAGE + 1])
    return found[:PER_PAGE], place_of(found[PER_PAGE - 1]) if len(found) > PER_PAGE else ""


def place_of(matter: Matter) -> str:
    """Where in the list a matter stands."""
    return f"{matter.changed_at.isoformat()}~{matter.pk.hex}"


def _read(place: str) -> tuple[datetime, UUID] | None:
    moment, _tilde, key = place.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(key)) if at.tzinfo else None
    except ValueError:
        return None
