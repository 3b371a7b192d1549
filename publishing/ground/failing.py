"""Mail that did not leave, for those who run a court."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from . import audit
from .models import Membership, Notice, Person
from .notices import queue, unsent
from .rights import open_to

PATIENCE = timedelta(minutes=10)  # a mail that nobody has tried for so long needs a look, too


def failing_for(person: Person) -> QuerySet[Notice]:
    """Mails that were tried in vain, or that nobody tried, of the courts that `person` administers. Oldest first."""
    courts = open_to("mail_again", person)
    theirs = Membership.objects.filter(court__in=courts).values("person")
    stuck = Q(tries__gt=0) | Q(created_at__lt=timezone.now() - PATIENCE)
    rows = unsent().filter(Q(court__in=courts) | Q(court=None, person__in=theirs), stuck)
    return rows.select_related("person", "court").order_by("created_at", "pk")


@transaction.atomic
def mail_again(*, by: Person, keys: Iterable[UUID] | None = None) -> int:
    """Tries failing mails again at once: all that `by` answers for, or those with these keys. Returns how many."""
    found = failing_for(by)
    rows = list(found if keys is None else found.filter(pk__in=list(keys)))
    unsent().filter(pk__in=[row.pk for row in rows]).update(tries=0, next_try_at=timezone.now())
    for row in rows:
        queue(row)
    actor = audit.actor_of(by)
    audit.record_many(
        audit.Row(court=court, act="mail_tried_again", actor=actor, subject=f"court:{court}", facts={"count": count})
        for court, count in Counter(row.court_id for row in rows if row.court_id).items()
    )
    return len(rows)
