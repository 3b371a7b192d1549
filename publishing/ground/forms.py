"""Forms of the court's own pages. What they accept is checked again by the service."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Court, Role, validate_domains, validate_languages
from .zones import time_zones


class ListField(forms.CharField):
    """Words parted by commas, spaces or lines; shown one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [word for word in re.split(r"[\s,]+", super().to_python(value) or "") if word]


class CourtForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in time_zones()])
    languages = ListField(label=_("Languages"), help_text=_("Codes such as en or pt-BR. The first is the default."))
    domains = ListField(
        label=_("Web domains"),
        required=False,
        help_text=_("Names such as court.example. The checks take them as yours."),
    )

    def __init__(self, data: Any = None, *, court: Court) -> None:
        super().__init__(data, initial={name: getattr(court, name) for name in self.base_fields})

    def clean(self) -> dict[str, Any]:
        for name, check in (("languages", validate_languages), ("domains", validate_domains)):
            try:
                check(self.cleaned_data.get(name, []))
            except ValidationError as error:
                self.add_error(name, error)
        return self.cleaned_data


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why, for whoever confirms it"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_(
            "Two people make somebody a judge, president, vice-president or administrator: another administrator is"
            " asked, or the president where there is none."
        ),
    )


class InviteForm(ReasonForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("A link to choose a password goes there."))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    field_order = ("name", "email", "role", "reason")


class RolesForm(ReasonForm):
    roles = forms.MultipleChoiceField(
        label=_("Roles in this court"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("roles", "reason")


def add_refusal(form: forms.Form, error: ValidationError) -> None:
    """Shows what a service refused, at its field where the form has it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
