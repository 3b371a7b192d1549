"""The hearings of a matter. Registrars only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from approvals.models import Hearing, Matter
from approvals.services import hearing_add, hearing_cancel, hearing_change

from .forms import HearingForm
from .shell import Act, FormPage, OfMatter


def hearing_or_404(matter: Matter, key: Any) -> Hearing:
    """A hearing of `matter` that is not cancelled."""
    found: Hearing = get_object_or_404(matter.hearings.filter(cancelled_at=None), pk=key)
    return found


class HearingNew(OfMatter, FormPage):
    """A new hearing."""

    page_title = gettext_lazy("Enter a hearing")
    button = gettext_lazy("Enter")

    def make_form(self, *args: Any) -> forms.Form:
        return HearingForm(*args, matter=self.matter)

    def keep(self, form: Any) -> Matter:
        hearing_add(matter=self.matter, entry=form.entry(), by=self.request.user)
        return self.matter


class HearingEdit(OfMatter, FormPage):
    """Another time or room, doors closed or opened, a stream."""

    page_title = gettext_lazy("Change a hearing")

    def make_form(self, *args: Any) -> forms.Form:
        return HearingForm(*args, matter=self.matter, hearing=hearing_or_404(self.matter, self.kwargs["hearing"]))

    def keep(self, form: Any) -> Matter:
        hearing = hearing_or_404(self.matter, self.kwargs["hearing"])
        hearing_change(hearing=hearing, entry=form.entry(), by=self.request.user)
        return self.matter


class HearingCancel(Act):
    """A hearing that does not take place."""

    page_title = gettext_lazy("Cancel this hearing")
    question = gettext_lazy("Does this hearing not take place? It stays on the page as cancelled.")
    button = gettext_lazy("Cancel the hearing")

    def row(self) -> Any:
        return hearing_or_404(self.matter, self.kwargs["hearing"])

    def called(self, row: Any) -> str:
        return date_format(timezone.localtime(row.at, self.matter.court.zone), "DATETIME_FORMAT")

    def act(self, row: Any) -> None:
        hearing_cancel(hearing=row, by=self.request.user)
