"""The page on which an administrator sets who comes before whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Court, Membership, Person
from .roles import Role
from .seniority import MOST, may_rank, ranked, seniority_set
from .views import FormPage

WORDS = {
    "invalid": gettext_lazy("Enter a whole number from 1 to 999, or none."),
    "min_value": gettext_lazy("Enter a whole number from 1 to 999, or none."),
    "max_value": gettext_lazy("Enter a whole number from 1 to 999, or none."),
}


class SeniorityForm(forms.Form):
    """A number for each holder of a role with an order; fields are called by the id of the membership."""

    def __init__(self, data: Any = None, *, court: Court, by: Person) -> None:
        super().__init__(data)
        self.groups = [(role, rows, may_rank(court, role, by)) for role, rows in ranked(court)]
        for role, rows, may in self.groups:
            for row in rows:
                self.fields[str(row.pk)] = forms.IntegerField(
                    label=f"{row.person}, {role.label}", min_value=1, max_value=MOST, required=False,
                    disabled=not may, initial=row.seniority, error_messages=WORDS,
                    widget=forms.NumberInput(attrs={"min": 1, "max": MOST, "step": 1, "inputmode": "numeric"}),
                )  # fmt: skip

    def by_role(self) -> Iterator[tuple[Role, list[tuple[Membership, BoundField]], bool]]:
        """Each role with its people, the field of each, and whether the reader may set their order."""
        for role, rows, may in self.groups:
            yield role, [(row, self[str(row.pk)]) for row in rows], may

    def places(self) -> dict[int, int | None]:
        """{id of the membership: number}, of the roles that the reader may set."""
        keys = [row.pk for _role, rows, may in self.groups if may for row in rows]
        return {key: self.cleaned_data[str(key)] for key in keys}


class Seniority(FormPage):
    template_name = "ground/seniority.html"
    page_title = gettext_lazy("Seniority")
    index_name, index_label = "people:index", gettext_lazy("People")

    def form(self, data: Any = None) -> SeniorityForm:
        return SeniorityForm(data, court=self.court(), by=self.request.user)

    def act(self, data: dict[str, Any]) -> str:
        form = self.form(self.request.POST)
        form.full_clean()
        seniority_set(court=self.court(), places=form.places(), by=self.request.user)
        return _("The order is saved.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(court=self.court(), **kwargs)
