"""The page on which a registrar names who sits on a matter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.models import Matter
from approvals.services.panels import panel_set
from approvals.services.routing import judiciary
from publishing.ground.models import Person

from .shell import FormPage, OfMatter


class PanelForm(forms.Form):
    """Who sits, and who presides; out of the judiciary of the court."""

    presiding = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Presides"),
        required=False,
        empty_label=_("Nobody is named"),
        help_text=_("Decides on posts about a sensitive matter. With nobody named, any judge of the court may."),
    )
    judges = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Sit on the matter"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(pk__in=judiciary(matter.court)).order_by("last_name", "username")
        sits = {row.person_id: row.presiding for row in matter.panel.all()}
        for name in ("presiding", "judges"):
            field: Any = self.fields[name]
            field.queryset = people
        self.initial = {"judges": list(sits), "presiding": next((key for key, first in sits.items() if first), None)}


class Panel(OfMatter, FormPage):
    """Who sits on the matter."""

    page_title = _("Who sits on this matter")

    def make_form(self, *args: Any) -> forms.Form:
        return PanelForm(*args, matter=self.matter)

    def keep(self, form: Any) -> Matter:
        panel_set(matter=self.matter, by=self.request.user, **form.cleaned_data)
        return self.matter
