"""Hearings of a matter."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.models import Hearing, Matter
from publishing.ground.models import Person

from .entries import HearingEntry
from .keeping import changed, clean, differing, keeper_check
from .refusals import Invalid, Refused

FIELDS = ("at", "room", "public", "stream")


@transaction.atomic
def hearing_add(*, matter: Matter, entry: HearingEntry, by: Person) -> Hearing:
    """Enters a hearing. Raises Invalid naming the field."""
    keeper_check(matter, by)
    hearing = Hearing(court=matter.court, matter=matter)
    _fill(hearing, entry)
    changed(matter, by, "hearing_added", names=False, hearing=str(hearing.pk))
    return hearing


@transaction.atomic
def hearing_change(*, hearing: Hearing, entry: HearingEntry, by: Person) -> Hearing:
    """Changes time, room, doors or stream. Raises Invalid naming the field, Refused when it is cancelled."""
    keeper_check(hearing.matter, by)
    if hearing.cancelled_at:
        raise Refused(_("This hearing is cancelled. Enter a new one."))
    before = {name: getattr(hearing, name) for name in FIELDS}
    _fill(hearing, entry)
    fields = differing(hearing, before)
    changed(hearing.matter, by, "hearing_changed", names=False, hearing=str(hearing.pk), fields=fields)
    return hearing


@transaction.atomic
def hearing_cancel(*, hearing: Hearing, by: Person) -> None:
    """Cancels a hearing. It stays on the page of the matter."""
    keeper_check(hearing.matter, by)
    hearing.cancelled_at = timezone.now()
    hearing.save(update_fields=["cancelled_at"])
    changed(hearing.matter, by, "hearing_cancelled", names=False, hearing=str(hearing.pk))


def _fill(hearing: Hearing, entry: HearingEntry) -> None:
    if timezone.is_naive(entry.at):
        raise Invalid({"at": _("Enter the time with its zone.")})
    hearing.at, hearing.room, hearing.public, hearing.stream = entry.at, entry.room.strip(), entry.public, entry.stream
    clean(hearing)
    hearing.save()
