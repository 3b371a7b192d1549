"""Forms of the register. They parse; the services decide what can be kept and say so by field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.models import Matter, Party, Restriction
from approvals.models.register import Outcome, Status
from approvals.services import MatterEntry, PartyEntry, RestrictionEntry
from approvals.services.register import new_code
from approvals.services.sealed import outcome_of
from publishing.ground.models import Court


class Lines(forms.CharField):
    """One entry a line."""

    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


class CourtTime(forms.DateTimeField):
    """A moment typed in the court's zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class MatterForm(forms.Form):
    """Everything about a matter but its people and orders."""

    court = forms.ModelChoiceField(Court.objects.none(), label=_("Court"), empty_label=None)
    docket = forms.CharField(label=_("Docket number"), max_length=120)
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        required=False,
        help_text=_(
            "Short and without names. It stands in findings and on the audit trail. Empty: from the docket number."
        ),
    )
    public_title = forms.CharField(
        label=_("Public title"),
        max_length=200,
        required=False,
        help_text=_("What may be said in public, such as Re K (A Child)."),
    )
    title = forms.CharField(
        label=_("Title on the file"),
        max_length=200,
        required=False,
        help_text=_("Kept sealed and not shown again. Only the checks read it. Empty: stays as it is."),
    )
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    jury = forms.BooleanField(label=_("Jury"), required=False)
    livestream = forms.BooleanField(label=_("The hearing is streamed"), required=False)
    embargo_until = CourtTime(
        label=_("Embargo until"),
        required=False,
        help_text=_("In the court’s time. Needed while a judgment is under embargo."),
    )
    handdown_notice_public = forms.BooleanField(
        label=_("The time of hand-down may be announced"),
        required=False,
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("", _("Not decided")), *Outcome.choices],
        required=False,
        help_text=_("Kept sealed, so that the checks can stop it from slipping out."),
    )
    citations = Lines(label=_("Citations"), required=False, help_text=_("One on each line."))
    aliases = Lines(label=_("Other names of the case"), required=False, help_text=_("One on each line."))
    judges = Lines(label=_("Judges"), required=False, help_text=_("One on each line."))

    def __init__(self, *args: Any, courts: Any, matter: Matter | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        choice: Any = self.fields["court"]
        choice.queryset = courts
        if matter is not None:
            del self.fields["court"]
        elif courts.count() == 1:
            self.fields["court"].initial = courts.get()
            self.fields["court"].widget = forms.HiddenInput()

    def clean_embargo_until(self) -> Any:
        """The form's zone is the server's: what was typed is meant in the court's."""
        typed = self.cleaned_data["embargo_until"]
        court = self.matter.court if self.matter else self.cleaned_data.get("court")
        return timezone.make_aware(timezone.make_naive(typed), court.zone) if typed and court else typed

    def entry(self) -> MatterEntry:
        data = {name: value for name, value in self.cleaned_data.items() if name != "court"}
        data["title"] = data["title"] or None
        data["code"] = data["code"] or new_code(data["docket"])
        return MatterEntry(**data)

    @staticmethod
    def values(matter: Matter) -> dict[str, Any]:
        """What stands in the form when it opens. The sealed title stays sealed."""
        plain = ("code", "docket", "public_title", "status", "jury", "livestream", "handdown_notice_public",
                 "citations", "aliases", "judges")  # fmt: skip
        embargo = timezone.localtime(matter.embargo_until, matter.court.zone) if matter.embargo_until else None
        return {
            **{name: getattr(matter, name) for name in plain},
            "outcome": outcome_of(matter),
            "embargo_until": embargo.strftime("%Y-%m-%dT%H:%M") if embargo else "",
        }


class PartyForm(forms.Form):
    """Someone named in a matter."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    protected = forms.BooleanField(
        label=_("Protected"),
        required=False,
        help_text=_("An order or the law keeps this name from the public. It is sealed and never shown again here."),
    )
    kind = forms.ChoiceField(label=_("Part in the case"), choices=Party.Kind.choices)
    role = forms.CharField(label=_("Role"), max_length=80, required=False, help_text=_("Such as appellant or child."))
    forms_ = Lines(label=_("Other spellings and scripts"), required=False, help_text=_("One on each line."))
    handles = Lines(label=_("Handles on networks"), required=False, help_text=_("One on each line."))

    def entry(self) -> PartyEntry:
        data = dict(self.cleaned_data)
        return PartyEntry(forms=data.pop("forms_"), **data)


class OrderForm(forms.Form):
    """An order that restricts what may be said."""

    type = forms.ChoiceField(label=_("Order"), choices=Restriction.Type.choices)
    made_on = forms.DateField(label=_("Made on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = CourtTime(label=_("Until"), required=False, help_text=_("In the court’s time. Empty: until further order."))
    allowed_text = forms.CharField(label=_("What may be said"), max_length=300, required=False)
    details = Lines(
        label=_("Details that would identify someone"),
        required=False,
        help_text=_("Such as school, village or trade, one on each line. Kept sealed."),
    )
    text = forms.CharField(
        label=_("Text of the order"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept sealed."),
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter

    def clean_until(self) -> Any:
        typed = self.cleaned_data["until"]
        return timezone.make_aware(timezone.make_naive(typed), self.matter.court.zone) if typed else typed

    def entry(self) -> RestrictionEntry:
        return RestrictionEntry(**self.cleaned_data)
