"""When people are asked for decisions, and how many times a day. Each change stands on the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import audit
from .models import Court, CourtPace, Notice, NoticeChoice, Person
from .rights import may
from .windows import MOST, day_begins, times_of


def pace_of(court: Court) -> CourtPace:
    """What the court has set, or what holds where nothing is set."""
    return CourtPace.objects.filter(court=court).first() or CourtPace(court=court)


@transaction.atomic
def pace_set(*, court: Court, windows: Sequence[str], most_a_day: int | None, by: Person) -> CourtPace:
    """Sets the windows ("HH:MM", court time) and how many decisions a day one judge is asked for (None: any number).

    Raises PermissionDenied, or ValidationError by field.
    """
    if not may("pace_set", by, court):
        raise PermissionDenied(_("Only an administrator of this court may do this."))
    times = _times(windows)
    if most_a_day is not None and not 1 <= most_a_day <= 100:
        raise ValidationError({"most_a_day": _("Write a number from 1 to 100, or leave it empty.")})
    pace, _made = CourtPace.objects.update_or_create(court=court, defaults={"windows": times, "most_a_day": most_a_day})
    facts = {"windows": times, "most_a_day": most_a_day}
    audit.record(court, "pace_set", actor=audit.actor_of(by), subject=f"court:{court.pk}", facts=facts)
    return pace


@transaction.atomic
def choice_set(*, person: Person, at_once: bool) -> None:
    """How one person wants to be asked. What waits for a window leaves with the next run once it is "at once"."""
    choice, made = NoticeChoice.objects.get_or_create(person=person, defaults={"at_once": at_once})
    if not made and choice.at_once == at_once:
        return
    NoticeChoice.objects.filter(pk=person.pk).update(at_once=at_once)
    if at_once:
        waiting = Notice.objects.filter(person=person, paced=True, carrier=None, sent_at=None)
        waiting.update(paced=False, next_try_at=timezone.now())
    actor = audit.actor_of(person)
    audit.record_many(
        audit.Row(court=court, act="notice_choice_set", actor=actor, subject=actor, facts={"at_once": at_once})
        for court in Court.objects.for_person(person)
    )


def asked_today(person_id: int, court: Court, kinds: Sequence[str], now: datetime | None = None) -> int:
    """How many times the person was asked on this day of the court, by notices of these kinds."""
    begun = day_begins(now or timezone.now(), court.zone)
    return Notice.objects.filter(person=person_id, court=court, kind__in=kinds, created_at__gte=begun).count()


def _times(windows: Sequence[str]) -> list[str]:
    try:
        times = times_of(windows)
    except ValueError as error:
        words = _("“%(time)s” is no time. Write times such as 08:00 and 14:00.") % {"time": str(error)}
        raise ValidationError({"windows": words}) from error
    if not 1 <= len(times) <= MOST:
        raise ValidationError({"windows": _("Write one to %(most)d times.") % {"most": MOST}})
    return times
