"""What a reader may ask of the report."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from analytics.domain.periods import LONGEST, Period, month_of
from analytics.labels import AIM_LABELS, kind_label
from analytics.models import Tally
from analytics.reports import Question
from publishing.ground.models import Court, Person
from publishing.models import Account

DAY = {"invalid": _("Enter a valid date, as year-month-day, such as 2026-11-24.")}
LISTED = {"invalid_choice": _("There is no such choice. Choose one from the list.")}


class RowField(forms.ModelChoiceField):
    """A row of the list. A key that is none is answered like one that is not on it."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class ReportForm(forms.Form):
    court = RowField(Court.objects.none(), label=_("Court"), empty_label=None, required=False, error_messages=LISTED)
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )
    last = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )
    account = RowField(
        Account.objects.none(), label=_("Account"), required=False, empty_label=_("All"), error_messages=LISTED
    )
    aim = forms.ChoiceField(label=_("Aim"), required=False, error_messages=LISTED)
    kind = forms.ChoiceField(label=_("Kind"), required=False, error_messages=LISTED)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courts = Court.objects.for_person(person).order_by("name")
        self.fallback_court = courts[0]  # the view lets nobody in who belongs to none
        self._field("court", forms.ModelChoiceField).queryset = courts
        accounts = Account.objects.for_person(person).order_by("network", "handle")
        self._field("account", forms.ModelChoiceField).queryset = accounts
        kinds = Tally.objects.for_person(person).order_by("kind").values_list("kind", flat=True).distinct()
        self._field("aim", forms.ChoiceField).choices = [("", _("All")), *AIM_LABELS.items()]
        self._field("kind", forms.ChoiceField).choices = [("", _("All")), *((kind, kind_label(kind)) for kind in kinds)]
        if len(courts) < 2:
            del self.fields["court"]

    def _field(self, name: str, kind: type[Any]) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        court = data.get("court") or self.fallback_court
        account = data.get("account")
        if account and account.court_id != court.pk:
            raise ValidationError({"account": _("This account belongs to another court. Choose one of %s.") % court})
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            raise ValidationError({"last": _("The last day is before the first. Choose a later one.")})
        if first and last and last - first > LONGEST:
            raise ValidationError({"last": _("Three years at most. Choose a shorter period.")})
        return data

    def question(self) -> Question:
        """The question of a valid form; this month where no day was named."""
        data = self.cleaned_data
        court = data.get("court") or self.fallback_court
        period = _period(data.get("first"), data.get("last"), timezone.now().astimezone(court.zone))
        return Question(court, period, data.get("account"), data.get("aim", ""), data.get("kind", ""))


def _period(first: date | None, last: date | None, now: datetime) -> Period:
    month = month_of(first or last or now.date())
    return Period(first or month.first, last or max(month.last, first or month.last))
