"""Forms of templates: the template itself with its fields, and what somebody fills in to draft from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.models import Matter
from cms.blanks import SOURCES, Blank, Type
from cms.filling import Given, matters_called, rooms_of
from cms.models import CourtImage, Template
from cms.services import TemplateEntry
from cms.template_wording import ORIGINS, TYPES
from publishing.ground.models import Court, Person
from publishing.kinds import Aim, Kind
from publishing.models import Account

from .composer import language_name, one_line_end

ROWS_MORE, ROWS_MOST = 3, 30
PERIOD_MOST = 62  # days
CHOOSE = ("", _("Choose…"))


def line(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", **attrs})


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class TemplateForm(forms.Form):
    """What is proposed. The service says what is wrong with the blanks."""

    name = forms.CharField(
        label=_("Name"), max_length=100, widget=line(), help_text=_("Such as Weekly hearing list. For staff only.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[CHOOSE, *Kind.choices])
    aim = forms.ChoiceField(label=_("Aim"), choices=[CHOOSE, *Aim.choices])
    language = forms.ChoiceField(label=_("Language"))
    locked = forms.BooleanField(
        label=_("Locked"),
        required=False,
        initial=True,
        help_text=_(
            "Nobody changes a word of a post but through the fields, and none of them takes free text. Its way to"
            " approval is shorter."
        ),
    )
    title = forms.CharField(label=_("Title"), max_length=200, widget=line())
    body = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=area(6),
        help_text=_("Write the name of a field in braces where its value belongs, such as {room}."),
    )
    link = forms.CharField(label=_("Link"), max_length=2000, required=False, widget=line())
    picture = forms.ModelChoiceField(
        label=_("Picture"), queryset=CourtImage.objects.none(), required=False, empty_label=_("None")
    )
    picture_alt = forms.CharField(
        label=_("Text for people who cannot see the picture"), max_length=2000, required=False, widget=area(2)
    )

    def __init__(self, *args: Any, court: Court, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["language"].choices = [(code, language_name(code)) for code in court.languages]
        fields["picture"].queryset = CourtImage.objects.of_court(court).known_to(person).order_by("title")

    def clean_body(self) -> str:
        return one_line_end(self.cleaned_data["body"])

    def entry(self, blanks: Sequence[Blank]) -> TemplateEntry:
        return TemplateEntry(**self.cleaned_data, blanks=tuple(blanks))

    @staticmethod
    def values(template: Template) -> dict[str, Any]:
        """What stands in the form when a next version is proposed."""
        names = ("name", "kind", "aim", "language", "locked", "title", "body", "link", "picture", "picture_alt")
        return {name: getattr(template, name) for name in names}


class BlankForm(forms.Form):
    """One field of a template."""

    name = forms.CharField(
        label=_("Name"), max_length=30, required=False, help_text=_("Small letters, such as room."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    label = forms.CharField(label=_("What it is"), max_length=80, required=False, widget=line())
    source = forms.ChoiceField(
        label=_("Filled from"), choices=[("", _("Whoever drafts the post")), *ORIGINS.items()], required=False
    )
    type = forms.ChoiceField(
        label=_("Type"), choices=[(key.value, words) for key, words in TYPES.items()], required=False,
        help_text=_("The register decides the type of what it fills."),
    )  # fmt: skip
    required = forms.BooleanField(label=_("Required"), required=False, initial=True)
    help = forms.CharField(label=_("Help"), max_length=200, required=False, widget=line())
    most = forms.IntegerField(label=_("Most characters"), min_value=1, max_value=2000, required=False)
    choices = forms.CharField(
        label=_("Choices, one a line"), max_length=4000, required=False, widget=area(3),
        help_text=_("For one of a list, or a room."),
    )  # fmt: skip

    def blank(self) -> Blank:
        data = self.cleaned_data
        source = data.get("source", "")
        choices = [one.strip() for one in data.get("choices", "").splitlines()]
        return Blank(
            name=data["name"].strip(),
            label=data.get("label", "").strip(),
            type=SOURCES[source].type.value if source else data.get("type") or Type.TEXT.value,
            source=source,
            required=data.get("required", False),
            help=data.get("help", "").strip(),
            most=data.get("most") or 0,
            choices=tuple(dict.fromkeys(one for one in choices if one)),
        )


class BlankFormSet(BaseFormSet):
    def blanks(self) -> list[Blank]:
        """The fields as entered; a row without a name is none."""
        rows = [form for form in self.forms if getattr(form, "cleaned_data", None)]
        return [form.blank() for form in rows if form.cleaned_data.get("name") and not form.cleaned_data.get("DELETE")]


def blank_formset(data: Any = None, blanks: Sequence[Blank] = ()) -> BlankFormSet:
    made: Any = formset_factory(
        BlankForm,
        formset=BlankFormSet,
        extra=0 if blanks else ROWS_MORE,
        can_delete=True,
        max_num=ROWS_MOST,
        absolute_max=ROWS_MOST,
    )
    initial = [_row(blank) for blank in blanks]
    formset: BlankFormSet = made(data, initial=initial, prefix="fields")
    return formset


def _row(blank: Blank) -> dict[str, Any]:
    row = {name: getattr(blank, name) for name in ("name", "label", "type", "source", "required", "help")}
    return {**row, "most": blank.most or None, "choices": "\n".join(blank.choices)}


class FillForm(forms.Form):
    """What a template asks of whoever drafts from it. Fields that the register fills are not in it."""

    matter: Matter | None = None  # the one that `initial` names

    def __init__(self, *args: Any, template: Template, person: Person, accounts: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template, self.court, self.person = template, template.court, person
        if template.needs_matter:
            self.fields["matter"] = forms.CharField(
                label=_("Matter"), max_length=300, widget=line(type="search", autocomplete="off"),
                help_text=_("Its docket number, code or public title."),
            )  # fmt: skip
        if template.needs_period:
            self.fields["first_day"], self.fields["last_day"] = _day(_("First day")), _day(_("Last day"))
            monday = timezone.localdate(timezone=self.court.zone) + timedelta(days=1)
            monday += timedelta(days=-monday.weekday() % 7)
            self.initial = {"first_day": monday, "last_day": monday + timedelta(days=6), **self.initial}
        for blank in template.blanks:
            if field := self._field(blank):
                self.fields[field_name(blank.name)] = field
        if accounts:
            self._offer_accounts()

    def _offer_accounts(self) -> None:
        connected = Account.objects.filter(court=self.court, connected=True).order_by("network", "handle")
        self.fields["accounts"] = forms.ModelMultipleChoiceField(
            label=_("Accounts"), queryset=connected, required=False, widget=forms.CheckboxSelectMultiple,
            initial=list(connected),
        )  # fmt: skip

    def _field(self, blank: Blank) -> forms.Field | None:
        if blank.source:
            if self.template.locked or blank.need == "period":
                return None
            silent = gettext("%(label)s, if the register is silent") % {"label": blank.label}
            return forms.CharField(label=silent, max_length=blank.longest, required=False, widget=line())
        field = FIELDS[Type(blank.type)](self, blank)
        field.label, field.help_text, field.required = blank.label, blank.help, blank.required
        return field

    def clean_matter(self) -> Any:
        found = matters_called(self.court, self.person, self.cleaned_data["matter"])
        if len(found) == 1:
            return found[0]
        if found:
            dockets = ", ".join(matter.docket for matter in found[:8])
            raise forms.ValidationError(
                gettext("Several matters fit. Write the whole docket number of one: %(dockets)s.")
                % {"dockets": dockets}
            )
        raise forms.ValidationError(
            gettext("No matter that may be spoken of has this docket number, code or title. Ask a registrar.")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and not timedelta() <= last - first < timedelta(days=PERIOD_MOST):
            self.add_error("last_day", gettext("Choose a day from the first one to 61 days after it."))
        return data

    def given(self) -> Given:
        """What is known so far, also of a form that is not complete; at first what stands in it."""
        data: dict[str, Any] = (
            getattr(self, "cleaned_data", {}) if self.is_bound else {**self.initial, "matter": self.matter}
        )
        period = (data["first_day"], data["last_day"]) if data.get("first_day") and data.get("last_day") else None
        values = {
            blank.name: _kept(data.get(field_name(blank.name)))
            for blank in self.template.blanks
            if field_name(blank.name) in self.fields
        }
        return Given(matter=data.get("matter"), period=period, values=values)


def field_name(name: str) -> str:
    """The form's field for one field of a template, so that none is called like the form's own."""
    return f"f-{name}"


def _kept(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        text: str = value.isoformat()
        return text[:5] if hasattr(value, "hour") else text
    return one_line_end(str(value)).strip()


def _day(label: Any = None) -> forms.DateField:
    words = _("Enter the day as year-month-day, such as 2026-11-24.")
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages={"invalid": words})


def _clock() -> forms.TimeField:
    words = _("Enter the time as hours and minutes, such as 09:00.")
    return forms.TimeField(
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), error_messages={"invalid": words}
    )


def _choice(choices: Sequence[str]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[CHOOSE, *((one, one) for one in choices)])


def _room(form: FillForm, blank: Blank) -> forms.Field:
    rooms = blank.choices or (rooms_of(form.court) if form.template.locked else ())
    return _choice(rooms) if rooms or form.template.locked else forms.CharField(max_length=blank.longest, widget=line())


def _words(form: FillForm, blank: Blank) -> forms.Field:
    return forms.CharField(max_length=blank.longest, widget=area(3) if blank.type == Type.TEXT else line())


FIELDS: dict[Type, Any] = {
    Type.TEXT: _words,
    Type.DOCKET: _words,
    Type.LINK: _words,
    Type.ROOM: _room,
    Type.DATE: lambda form, blank: _day(),
    Type.TIME: lambda form, blank: _clock(),
    Type.CHOICE: lambda form, blank: _choice(blank.choices),
}
