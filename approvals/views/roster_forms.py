"""Forms of the roster. Days and times are typed in the court's zone, as in the calendar of quiet periods."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.models import Matter
from approvals.models.roster import KEEPERS, TAKERS
from publishing.ground.models import Court, Membership, Person, Role

from .quiet_forms import FromTo, day_field, time_field


class Span(FromTo):
    """From when to when somebody is on duty, or stands in."""

    starts_on = day_field(_("First day"))
    starts_time = time_field(_("From what time"), help_text=_("Empty: from the beginning of that day."))
    ends_on = day_field(_("Last day"))
    ends_time = time_field(_("Until what time"), help_text=_("Empty: to the end of that day."))

    def __init__(self, *args: Any, court: Court, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.court = court

    def times(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}


class TurnForm(Span):
    role = forms.ChoiceField(label=_("On duty as"))
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())
    field_order = ("role", "person", "starts_on", "starts_time", "ends_on", "ends_time")

    def __init__(self, *args: Any, court: Court, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, court=court, **kwargs)
        _choose(self, "role", roles)
        _people(self, "person", court.holders(*(role for role in roles if role in KEEPERS)))


class DelegationForm(Span):
    """`of` is chosen by administrators only; everybody else speaks for themselves."""

    of = forms.ModelChoiceField(label=_("Who is away"), queryset=Person.objects.none())
    role = forms.ChoiceField(label=_("In the role of"))
    to = forms.ModelChoiceField(
        label=_("Who stands in"),
        queryset=Person.objects.none(),
        help_text=_("Somebody of the same work, whose own role counts. They can pass nothing on."),
    )
    matter = forms.CharField(
        label=_("Only in this matter"),
        max_length=120,
        required=False,
        help_text=_("Its code or docket number. Empty: in every matter of the court."),
    )
    field_order = ("of", "role", "to", "matter", "starts_on", "starts_time", "ends_on", "ends_time")

    def __init__(self, *args: Any, court: Court, by: Person, leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, court=court, **kwargs)
        self.by = by
        everybody = court.holders(*TAKERS)
        held = Membership.objects.holding(*TAKERS).filter(court=court)
        mine = held if leads else held.filter(person=by)
        _choose(self, "role", list(dict.fromkeys(mine.order_by("role").values_list("role", flat=True))))
        _people(self, "to", everybody - (set() if leads else {by.pk}))
        if leads:
            _people(self, "of", everybody)
        else:
            del self.fields["of"]

    def clean_matter(self) -> Matter | None:
        """A matter that the person may read; any other is, to them, not there."""
        typed = self.cleaned_data["matter"].strip()
        if not typed:
            return None
        known = Matter.objects.filter(Q(code=typed) | Q(docket=typed), court=self.court).readable_by(self.by)
        found: Matter | None = known.first()
        if found is None:
            raise forms.ValidationError(_("No matter of this court has this code or docket number."))
        return found


def _choose(form: forms.Form, name: str, roles: list[str]) -> None:
    field: Any = form.fields[name]
    field.choices = [(role, Role(role).label) for role in roles]


def _people(form: forms.Form, name: str, people: set[int]) -> None:
    field: Any = form.fields[name]
    field.queryset = Person.objects.filter(pk__in=people).order_by("last_name", "username")
