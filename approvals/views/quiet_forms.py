"""Forms of quiet periods. Days and times are typed in the court's zone; without a time whole days are meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.domain.days import SkippedTime, clock, day_begins, day_ends
from approvals.domain.quiet import EXEMPT_AT_FIRST
from approvals.models import QuietKind, QuietPeriod
from approvals.services import Invalid, QuietEntry, Refused
from approvals.wording import EXEMPTABLE
from publishing.ground.models import Court
from publishing.models import Account

MOURNING_DAYS = 7  # proposed at first, to be changed at will

# Under which field of the form the service's words for a field of the period stand.
FIELDS = {"starts_at": "starts_on", "ends_at": "ends_on", "to": "ends_on"}


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def time_field(label: Any, **options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget, **options)


def show(form: forms.Form, error: Refused) -> None:
    """Puts what the service refused under its field, or above the form."""
    for name, words in (error.errors if isinstance(error, Invalid) else {"": str(error)}).items():
        field = FIELDS.get(name, name)
        form.add_error(field if field in form.fields else None, words)


class WithTimes(forms.Form):
    """What reads a day and perhaps a time as an instant of the court, and says at its field why it cannot."""

    court: Court

    def instant(self, edge: str, *, last: bool, of_day: Callable[[date, ZoneInfo], datetime]) -> datetime | None:
        day: date | None = self.cleaned_data.get(f"{edge}_on")
        at: time | None = self.cleaned_data.get(f"{edge}_time")
        if day is None or f"{edge}_time" in self.errors:
            return None
        try:
            return clock(day, at, self.court.zone, last=last) if at else of_day(day, self.court.zone)
        except SkippedTime:
            self.add_error(f"{edge}_time", _("The clocks go forward over this time. Choose another one."))
        except (OverflowError, ValueError):
            self.add_error(f"{edge}_on", _("This day is out of range."))
        return None


class FromTo(WithTimes):
    """From a day, perhaps a time of it, to another: gives `starts_at` and `ends_at`."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["starts_at"] = self.instant("starts", last=False, of_day=day_begins)
        data["ends_at"] = self.instant("ends", last=True, of_day=day_ends)
        return data


class QuietForm(FromTo):
    """A new quiet period."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=QuietKind.choices)
    starts_on = day_field(_("First day"))
    starts_time = time_field(_("From what time"), help_text=_("Empty: from the beginning of that day."))
    ends_on = day_field(_("Last day"))
    ends_time = time_field(_("Until what time"), help_text=_("Empty: to the end of that day."))
    strict = forms.BooleanField(
        label=_("Strict"),
        required=False,
        help_text=_("A post is then stopped. Otherwise it goes out if its author gives a reason and it is approved."),
    )
    exempt = forms.MultipleChoiceField(
        label=_("Still goes out"),
        required=False,
        choices=list(EXEMPTABLE.items()),
        initial=list(EXEMPT_AT_FIRST),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Closures and emergencies always go out."),
    )
    accounts = forms.ModelMultipleChoiceField(
        label=_("Only these accounts"),
        queryset=Account.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: it covers the whole court."),
    )
    area = forms.CharField(
        label=_("Area"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Such as the constituency of a by-election."),
    )
    basis = forms.CharField(
        label=_("Reason or reference"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("The decree, order or decision that it rests on."),
    )

    def __init__(self, *args: Any, court: Court, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.court = court
        chosen: Any = self.fields["accounts"]
        chosen.queryset = Account.objects.filter(court=court).order_by("network", "handle")

    def entry(self) -> QuietEntry:
        names = ("name", "kind", "starts_at", "ends_at", "strict", "exempt", "area", "basis")
        facts = {name: self.cleaned_data[name] for name in names}
        return QuietEntry(**facts, accounts=list(self.cleaned_data["accounts"]))

    @staticmethod
    def mourning(court: Court) -> dict[str, Any]:
        """What stands in the form when somebody must propose a mourning period at once: from this minute on."""
        now = timezone.localtime(timezone.now(), court.zone)
        last = now.date() + timedelta(days=MOURNING_DAYS - 1)
        return {
            "name": _("Mourning"),
            "kind": QuietKind.MOURNING,
            "starts_on": now.date(),
            "starts_time": now.time().replace(second=0, microsecond=0),
            "ends_on": last,
        }


class EndForm(WithTimes):
    """An end before its time: at once, or with a day."""

    turn = forms.IntegerField(widget=forms.HiddenInput)
    ends_on = day_field(
        _("New last day"), required=False, help_text=_("Empty: lifted as soon as a second person confirms it.")
    )
    ends_time = time_field(_("Until what time"), help_text=_("Empty: to the end of that day."))

    def __init__(self, *args: Any, period: QuietPeriod, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"turn": period.turn}, **kwargs})
        self.court = period.court

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ends_time") and not data.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", _("Enter the day too."))
        data["to"] = self.instant("ends", last=True, of_day=day_ends)
        return data
