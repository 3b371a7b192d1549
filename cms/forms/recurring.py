"""The form of a rule. Days and times are those of the court."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import Recurring, Rhythm, Template
from cms.services import RecurringEntry
from publishing.ground.models import Person
from publishing.models import Account

from .templates import FillForm, field_name

WEEKDAYS = (
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")), (5, _("Saturday")),
    (6, _("Sunday")),
)  # fmt: skip
PLACES = ((1, _("first")), (2, _("second")), (3, _("third")), (4, _("fourth")), (-1, _("last")))


def whole(label: Any, least: int, most: int, **facts: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **facts)


class RecurringForm(forms.Form):
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices)
    every = whole(_("Every so many weeks or months"), 1, 12, initial=1)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("It goes out on"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    place = forms.TypedChoiceField(
        label=_("Which one of the month"), choices=PLACES, coerce=int, help_text=_("For every month only.")
    )
    at = forms.TimeField(label=_("At"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    starts_on = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    weeks_ahead = whole(_("Drafted so many weeks ahead"), 1, 8, initial=1)
    covers_from = whole(
        _("It covers days that begin so many days after it goes out"), 0, 60, initial=0,
        help_text=_("0 is the same day, 3 on a Friday is the Monday after."),
    )  # fmt: skip
    covers_days = whole(_("And so many days"), 1, 62, initial=7)
    accounts = forms.ModelMultipleChoiceField(
        label=_("Accounts"), queryset=Account.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, template: Template, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        accounts: Any = self.fields["accounts"]
        accounts.queryset = Account.objects.filter(court=template.court, connected=True).order_by("network", "handle")
        data = self.data if self.is_bound else None
        self.fill = FillForm(data, template=template, person=person, accounts=False, initial=self.initial)
        for name in ("first_day", "last_day"):
            self.fill.fields.pop(name, None)
        if not template.needs_period:
            for name in ("covers_from", "covers_days"):
                self.fields[name].widget = forms.HiddenInput()

    def is_valid(self) -> bool:
        right = self.fill.is_valid()
        return super().is_valid() and right

    def entry(self) -> RecurringEntry:
        return RecurringEntry(template=self.template, values=self.fill.given().values, **self.cleaned_data)

    @staticmethod
    def values(template: Template, rule: Recurring | None) -> dict[str, Any]:
        """What stands in the form at first."""
        if rule is None:
            return {"starts_on": timezone.localdate(timezone=template.court.zone), "weekdays": [0], "place": 1}
        names = ("rhythm", "every", "weekdays", "place", "at", "starts_on", "weeks_ahead", "covers_from", "covers_days")
        free = {field_name(name): value for name, value in rule.values.items()}
        return {**{name: getattr(rule, name) for name in names}, "accounts": list(rule.accounts.all()), **free}
