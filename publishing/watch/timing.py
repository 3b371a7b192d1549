"""When a delivery was due and how late it went, as its rows tell. The one place for both figures and alerts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Case, DateTimeField, DurationField, ExpressionWrapper, F, Q, QuerySet, When

from publishing.domain.delivery import State
from publishing.models import Delivery, number_known

WITHIN = (timedelta(seconds=1), timedelta(seconds=10), timedelta(seconds=60))
OUT = (State.SENT, State.WITHDRAWING, State.WITHDRAWN)


def due(prefix: str = "") -> Case:
    """The instant to be on time for: what a named person ordered after its time had passed, else what was approved."""
    ordered = f"{prefix}ordered_at"
    return Case(
        When(**{f"{ordered}__isnull": False}, then=F(ordered)),
        default=F(f"{prefix}release__due_at"),
        output_field=DateTimeField(),
    )


def sent_since(since: datetime) -> QuerySet[Delivery]:
    """What went out since then, with `late`: from its due instant to the network's answer.

    What a person confirmed to be there is left out: nobody measured when it went.
    """
    late = ExpressionWrapper(F("sent_at") - due(), output_field=DurationField())
    # `changed_at` is never before `sent_at`, and it has an index
    rows = Delivery.objects.filter(changed_at__gte=since, sent_at__gte=since, state__in=OUT)
    return rows.filter(number_known()).annotate(late=late)


def within(limit: timedelta) -> Q:
    return Q(late__lte=limit)
