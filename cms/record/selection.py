"""Which releases the public record holds: those that at least one network has published, whatever came after."""

from __future__ import annotations

import zoneinfo
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from approvals.models import Decision, Objection
from publishing.domain.delivery import State
from publishing.ground.models import Court
from publishing.models import Delivery, Release

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class SaidAt(TypedDict):
        said_at: datetime
        withheld: bool

    PublishedRelease = WithAnnotations[Release, SaidAt]

SAID = (State.SENT, State.WITHDRAWING, State.WITHDRAWN)


def published() -> QuerySet[PublishedRelease]:
    """Every release that was said somewhere, the newest first.

    With `said_at`, the time of its first sending, and `withheld`: its words break an order, and nobody is shown them.
    """
    against = Objection.objects.filter(release=OuterRef("pk"), decision=Decision.WITHDRAWN)
    said = Delivery.objects.filter(release=OuterRef("pk"), state__in=SAID)
    first = said.filter(sent_at__isnull=False).order_by("sent_at").values("sent_at")[:1]
    return (
        Release.objects.filter(Exists(said))
        .annotate(said_at=Coalesce(Subquery(first), "due_at"), withheld=Exists(against))
        .select_related("court")
        .order_by("-said_at", "-pk")
    )


def newest_versions(court: Court) -> QuerySet[PublishedRelease]:
    """The newest published version of each reference of `court`."""
    newer = Delivery.objects.filter(
        release__court=court,
        release__reference=OuterRef("reference"),
        release__version__gt=OuterRef("version"),
        state__in=SAID,
    )
    return published().filter(~Exists(newer), court=court)


def in_year(releases: QuerySet[PublishedRelease], year: int, zone: zoneinfo.ZoneInfo) -> QuerySet[PublishedRelease]:
    """Those first said in `year` as the court counts it. Raises ValueError for a year outside 1 to 9998."""
    return releases.filter(
        said_at__gte=datetime(year, 1, 1, tzinfo=zone), said_at__lt=datetime(year + 1, 1, 1, tzinfo=zone)
    )


def years(court: Court) -> list[int]:
    """From the year in which `court` last said something back to the first, as the court counts them."""
    said = Delivery.objects.filter(court=court, state__in=SAID).aggregate(first=Min("sent_at"), last=Max("sent_at"))
    if said["first"] is None:
        return []
    first, last = (said[end].astimezone(court.zone).year for end in ("first", "last"))
    return list(range(last, first - 1, -1))
