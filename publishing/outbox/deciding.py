"""What is held, decided about in one go: each line by its own choice, and what is not chosen stays held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.domain.delivery import IllegalMove, State
from publishing.domain.limits import limits_for
from publishing.ground.models import Person
from publishing.ground.rights import open_to
from publishing.ground.saying import worded
from publishing.models import Delivery
from publishing.services import ReleaseRefused, delivery_cancel, delivery_release

from .ways import Way, ways_of

AT_ONCE = 50  # lines of a page
SEND, LEAVE, CANCEL = "send", "leave", "cancel"
CHOICES = [(LEAVE, _("Leave it held")), (SEND, _("Send it in a minute")), (CANCEL, _("Cancel it"))]
CHOICES_AHEAD = [(LEAVE, _("Leave it held")), (SEND, _("Send it at its time")), (CANCEL, _("Cancel it"))]


@dataclass(frozen=True, slots=True)
class Line:
    """One delivery that waits, and why: when it was due in the court's zone, and where else it leads."""

    delivery: Delivery
    due: datetime
    network: str
    what: str
    ways: list[Way]


def held_by(person: Person) -> QuerySet[Delivery]:
    """What is held in courts where the person may let it go and cancel it."""
    rows: QuerySet[Delivery] = Delivery.objects.for_person(person).filter(
        state=State.HELD, court__in=open_to("delivery_release", person)
    )
    return rows


def listed(rows: QuerySet[Delivery], person: Person) -> list[Line]:
    """Those of `rows` that the person may know of, the first due first."""
    mine = Delivery.objects.for_person(person).filter(pk__in=rows.order_by().values("pk"))
    found = list(mine.select_related("release", "account", "court").order_by("release__due_at", "pk")[:AT_ONCE])
    ways = ways_of(person, found)
    return [_line(row, ways.get(row.pk, [])) for row in found]


def _line(row: Delivery, ways: list[Way]) -> Line:
    due = timezone.localtime(row.release.due_at, row.court.zone)
    what = worded(row.because, row.reason)
    return Line(row, due, limits_for(row.account.network).name, what, [way for way in ways if not way.opens])


class Decisions(forms.Form):
    """A choice for each line, named by the delivery; a reason where something is cancelled."""

    reason = forms.CharField(
        label=_("Why it is cancelled"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only needed where you cancel something."),
    )

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {f"d{line.delivery.pk}": line.delivery for line in lines}
        for name, row in self.rows.items():
            self.fields[name] = forms.ChoiceField(
                label=row.release.title,
                choices=CHOICES_AHEAD if row.release.due_at > timezone.now() else CHOICES,
                initial=LEAVE,
                required=False,
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if CANCEL in given.values() and not given.get("reason", "").strip():
            self.add_error("reason", _("Say why. Whoever reads the record later wants to know."))
        return given


@transaction.atomic
def carry_out(rows: dict[str, Delivery], given: dict[str, Any], *, by: Person) -> tuple[int, int, int]:
    """How many were sent on, cancelled, and decided by others meanwhile.

    Raises NotAllowed or WordsRefused, and then nothing is done.
    """
    sent = cancelled = missed = 0
    for name, row in rows.items():
        try:
            if given.get(name) == CANCEL:
                delivery_cancel(row, reason=given["reason"], by=by)
                cancelled += 1
            elif given.get(name) == SEND:
                delivery_release(row, by=by)
                sent += 1
        except (IllegalMove, ReleaseRefused):
            missed += 1
    return sent, cancelled, missed
