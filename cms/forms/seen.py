"""What is asked of every picture: who is to be seen, whether they agreed, whether a machine made it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publishing.domain.picture_facts import CONSENT, LABELLED, MADE, NOBODY, Facts, ordered, people

SEEN = (
    (NOBODY, _("Nobody who could be recognised")),
    ("judges", _("Judges")),
    ("staff", _("Staff of the court")),
    ("court-users", _("Parties, lawyers, visitors")),
    ("jurors", _("Jurors or lay judges")),
    ("witnesses", _("Witnesses")),
    ("children", _("Children")),
    ("crowd", _("A crowd, nobody picked out")),
    ("screens", _("Screens or papers that can be read")),
)
TICKS = (("consent", CONSENT), ("made_by_ai", MADE), ("ai_labelled", LABELLED))


class SeenForm(forms.Form):
    """The questions, and their answers as facts. Nothing ticked among `people`: nobody has said it."""

    people = forms.MultipleChoiceField(
        label=_("Who is to be seen?"),
        help_text=_("Tick all that apply. The checks ask as long as nothing is ticked."),
        choices=SEEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    consent = forms.BooleanField(label=_("Everyone to be seen has agreed, and that is on record"), required=False)
    made_by_ai = forms.BooleanField(label=_("Made or changed by AI"), required=False)
    ai_labelled = forms.BooleanField(label=_("It is labelled as made by AI where it is seen"), required=False)

    def clean_people(self) -> list[str]:
        chosen: list[str] = self.cleaned_data.get("people", [])
        if NOBODY in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("Either nobody is to be seen, or those ticked. Take one of them out."))
        return chosen

    @property
    def facts(self) -> Facts:
        """The answers, of a form that is valid."""
        ticked = (code for name, code in TICKS if self.cleaned_data.get(name))
        return ordered([*self.cleaned_data.get("people", ()), *ticked])


def answers(facts: Iterable[str]) -> dict[str, Any]:
    """The first values of the questions."""
    known = ordered(facts)
    return {"people": list(people(known)), **{name: code in known for name, code in TICKS}}
