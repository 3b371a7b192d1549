"""Forms of the register. They parse; the services decide what can be kept and say so by field."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.domain.order_files import ENDINGS
from approvals.models import Hearing, Matter, Nature, Party, Restriction
from approvals.models.register import Outcome, Status
from approvals.services import HearingEntry, MatterEntry, PartyEntry, RestrictionEntry
from approvals.services.register import new_code
from approvals.services.sealed import outcome_of
from publishing.ground.models import Court, Person


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
    nature = forms.MultipleChoiceField(
        label=_("Nature of the case"),
        choices=Nature.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is said about such a case is also decided by the judge who presides in it."),
    )
    sealed = forms.BooleanField(
        label=_("Sealed: for now only I may read it"),
        required=False,
        help_text=_("You choose further readers on the page of the matter."),
    )

    def __init__(self, *args: Any, courts: Any, matter: Matter | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        choice: Any = self.fields["court"]
        choice.queryset = courts
        if matter is not None:
            del self.fields["court"], self.fields["sealed"]
        elif courts.count() == 1:
            self.fields["court"].initial = courts.get()
            self.fields["court"].widget = forms.HiddenInput()

    def clean_embargo_until(self) -> Any:
        court = self.matter.court if self.matter else self.cleaned_data.get("court")
        typed = self.cleaned_data["embargo_until"]
        return in_court_time(typed, court) if court else typed

    def entry(self) -> MatterEntry:
        data = {name: value for name, value in self.cleaned_data.items() if name != "court"}
        data["title"] = data["title"] or None
        data["code"] = data["code"] or new_code(data["docket"])
        return MatterEntry(**data)

    @staticmethod
    def values(matter: Matter) -> dict[str, Any]:
        """What stands in the form when it opens. The sealed title stays sealed."""
        plain = ("code", "docket", "public_title", "status", "jury", "livestream", "handdown_notice_public",
                 "citations", "aliases", "judges", "nature")  # fmt: skip
        return {
            **{name: getattr(matter, name) for name in plain},
            "outcome": outcome_of(matter),
            "embargo_until": typed_in_court_time(matter.embargo_until, matter.court),
        }


STAYS = _("Kept sealed and not shown. Empty: stays as it is.")


class PartyForm(forms.Form):
    """Someone named in a matter. Of a protected `party` that is corrected, nothing sealed is shown."""

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
    drop_forms = forms.BooleanField(label=_("Remove the other spellings that are sealed"), required=False)
    handles = Lines(label=_("Handles on networks"), required=False, help_text=_("One on each line."))
    drop_handles = forms.BooleanField(label=_("Remove the handles that are sealed"), required=False)

    def __init__(self, *args: Any, party: Party | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sealed = party is not None and party.protected
        if party is not None:
            del self.fields["protected"]
            self.initial = {"kind": party.kind, "role": party.role}
            if not party.protected:
                self.initial |= {"name": party.name, "forms_": party.forms, "handles": party.handles}
        if self.sealed:
            self.fields["name"].required = False
            for field in ("name", "forms_", "handles"):
                self.fields[field].help_text = STAYS
        else:
            del self.fields["drop_forms"], self.fields["drop_handles"]

    def entry(self) -> PartyEntry:
        data = {name: value for name, value in self.cleaned_data.items() if not name.startswith("drop_")}
        return PartyEntry(forms=data.pop("forms_"), **data)

    def drop(self) -> set[str]:
        """What of the sealed words goes, as `party_change` names it."""
        return {name for name in ("forms", "handles") if self.cleaned_data.get(f"drop_{name}")}


class PeopleField(forms.ModelMultipleChoiceField):
    """People of a matter; whose name is protected is called by their part in the case and role."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, party: Any) -> str:
        part = ", ".join(filter(None, [str(party.get_kind_display()), party.role]))
        return f"{party} ({part})"


class OrderForm(forms.Form):
    """An order that restricts what may be said. Of an `order` that is corrected, nothing sealed is shown."""

    type = forms.ChoiceField(label=_("Order"), choices=Restriction.Type.choices)
    made_on = forms.DateField(
        label=_("Made on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = CourtTime(label=_("Until"), required=False, help_text=_("In the court’s time. Empty: until further order."))
    protects = PeopleField(
        Party.objects.none(),
        label=_("Whom it protects"),
        required=False,
        help_text=_("None: everybody who is protected in this matter. Who stands in clear is kept out of posts too,"
                    " as long as the order is in force."),
    )  # fmt: skip
    allowed_text = forms.CharField(
        label=_("What may be said"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Everybody at the court reads it on the card of the matter. Write it without a name."),
    )
    details = Lines(
        label=_("Details that would identify someone"),
        required=False,
        help_text=_("Such as school, village or trade, one on each line. Kept sealed."),
    )
    text = forms.CharField(
        label=_("Text of the order"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Kept sealed."),
    )

    def __init__(self, *args: Any, matter: Matter, order: Restriction | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        people: Any = self.fields["protects"]
        people.queryset = matter.parties.filter(removed_at=None)
        if not people.queryset.exists():
            del self.fields["protects"]
        if order is not None:
            self.initial = _values_of(order, matter)
            for field in ("details", "text"):
                self.fields[field].help_text = STAYS

    def clean_until(self) -> Any:
        return in_court_time(self.cleaned_data["until"], self.matter.court)

    def entry(self) -> RestrictionEntry:
        data = dict(self.cleaned_data)
        return RestrictionEntry(protects=[party.pk for party in data.pop("protects", ())], **data)


class OrderFileForm(forms.Form):
    """The order itself."""

    file = forms.FileField(
        label=_("The order as a file"),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_("A PDF, a picture or a text, at most 5 MB. Kept sealed; only registrars open it."),
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )


class HearingForm(forms.Form):
    """One hearing of a matter."""

    at = CourtTime(label=_("Time"), help_text=_("In the court’s time."))
    room = forms.CharField(
        label=_("Room"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    public = forms.BooleanField(
        label=_("Open to the public"),
        required=False,
        initial=True,
        help_text=_("Only a hearing that is open to the public stands on the card that press officers read."),
    )
    stream = forms.URLField(
        label=_("Address of the stream"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Empty: not streamed."),
        error_messages={"invalid": _("Enter the whole address, such as https://courts.example/live.")},
    )

    def __init__(self, *args: Any, matter: Matter, hearing: Hearing | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        if hearing is not None:
            self.initial = {"room": hearing.room, "public": hearing.public, "stream": hearing.stream}
            self.initial["at"] = typed_in_court_time(hearing.at, matter.court)

    def clean_at(self) -> Any:
        return in_court_time(self.cleaned_data["at"], self.matter.court)

    def entry(self) -> HearingEntry:
        return HearingEntry(**self.cleaned_data)


class ReadersField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class SealForm(forms.Form):
    """Who may read a sealed matter."""

    readers = ReadersField(
        Person.objects.none(),
        label=_("Who may read it"),
        help_text=_("At least one registrar. Without you among them you cannot open it any more."),
        error_messages={"required": _("Choose who may read it, at least one registrar.")},
    )

    def __init__(self, *args: Any, matter: Matter, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["readers"]
        members = Person.objects.filter(memberships__court=matter.court, is_active=True)
        people.queryset = members.distinct().order_by("last_name", "username")
        self.initial["readers"] = list(matter.readers.values_list("pk", flat=True)) if matter.sealed else [by.pk]


def in_court_time(typed: datetime | None, court: Court) -> datetime | None:
    """The form's zone is the server's: what was typed is meant in the court's. Raises ValidationError for a time that
    does not exist there."""
    if typed is None:
        return None
    local = timezone.make_naive(typed)
    moment = timezone.make_aware(local, court.zone)
    if timezone.make_naive(moment.astimezone(UTC), court.zone) != local:
        raise forms.ValidationError(_("The clocks go forward over this time. Choose one before or after."))
    return moment


def typed_in_court_time(moment: datetime | None, court: Court) -> str:
    """What stands in the field of a form for `moment`."""
    return timezone.localtime(moment, court.zone).strftime("%Y-%m-%dT%H:%M") if moment else ""


def _values_of(order: Restriction, matter: Matter) -> dict[str, Any]:
    """What stands in the form of an order when it opens. Details and text stay sealed."""
    return {
        "type": order.type,
        "made_on": order.made_on,
        "until": typed_in_court_time(order.until, matter.court),
        "allowed_text": order.allowed_text,
        "protects": [party.pk for party in order.protects.all()],
    }
