"""The composer's form. What it offers belongs to one court; what it is given of another court it refuses by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.models import Matter
from cms.models import Post, PostVersion
from cms.zones import NoSuchTime, TwiceThatDay, comes_twice, instant, offset_name
from publishing.domain.delivery import State
from publishing.ground.models import Court, Person
from publishing.kinds import Aim, Kind
from publishing.models import Account, Release

from .matters import Chosen, choosable, chosen
from .pictures import picture_formset

WAIT, SEND = "wait", "send"
LOCKED = ("title", "kind", "aim", "language", "text", "link", "corrects")  # what a locked template says


def language_name(code: str) -> str:
    """The language's own name for itself, or the code."""
    info = LANG_INFO.get(code.lower()) or LANG_INFO.get(code.split("-", maxsplit=1)[0].lower()) or {}
    return str(info.get("name_local", code))


class CourtChoice(forms.ModelChoiceField):
    """One row of the court. A key that is none is answered like one of another court."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class ReleaseChoice(CourtChoice):
    def label_from_instance(self, release: Any) -> str:
        return f"{release.reference} v{release.version} · {release.title}"


class CourtChoices(forms.ModelMultipleChoiceField):
    def _check_values(self, value: Any) -> Any:
        """A key that is none is answered like one of another court."""
        try:
            check: Any = getattr(super(), "_check_values")  # noqa: B009 the stubs do not know it
            return check(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class ComposerForm(forms.ModelForm):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Choose…")), *Kind.choices])
    aim = forms.ChoiceField(
        label=_("Aim"),
        required=False,
        choices=[("", _("Choose…")), *Aim.choices],
        help_text=_("One of the five aims of guideline 10."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    text = forms.CharField(
        label=_("Text for all accounts"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "spellcheck": "true"}),
    )
    link = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Drawn as a card where the network lets us, added to the text elsewhere."),
        error_messages={"invalid": _("Enter the whole address, such as https://courts.example/hearings.")},
    )
    matters = CourtChoices(
        label=_("Matters"),
        queryset=Matter.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("This matter is not on this court’s register. Find it again below.")},
    )
    corrects = ReleaseChoice(
        label=_("Corrects"),
        queryset=Release.objects.none(),
        required=False,
        empty_label=_("Nothing: it is a new post"),
        error_messages={"invalid_choice": _("This court has not published that. Choose one from the list.")},
    )
    accounts = CourtChoices(
        label=_("Accounts"),
        queryset=Account.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("That account is not one of this court’s. Choose from the list.")},
    )
    due_date = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter the day as year-month-day, such as 2026-11-24.")},
    )
    due_time = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Enter the time as hours and minutes, such as 09:00.")},
    )
    due_second = forms.ChoiceField(
        label=_("Which one?"), required=False, choices=[("", _("Not needed")), ("0", "0"), ("1", "1")]
    )
    missed = forms.ChoiceField(
        label=_("If this time is missed"),
        required=False,
        choices=[(WAIT, _("Wait for a person")), (SEND, _("Send if no more than"))],
        widget=forms.RadioSelect,
    )
    missed_minutes = forms.IntegerField(
        label=_("minutes late"),
        required=False,
        min_value=1,
        max_value=1440,
        error_messages={
            "invalid": _("Enter whole minutes, from 1 to 1440."),
            "min_value": _("Enter whole minutes, from 1 to 1440."),
            "max_value": _("Enter whole minutes, from 1 to 1440."),
        },
    )

    class Meta:
        model = Post
        fields = ("title", "kind", "aim", "language", "text", "link", "corrects", "missed_minutes")
        error_messages = {"title": {"required": _("Give it a title, by which the court finds it again.")}}

    def __init__(self, *args: Any, court: Court, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.court, self.person = court, person
        if self.instance._state.adding:
            self.instance.court = court
        self._offer()
        self._show()
        self.template = self.instance.locked_template
        self._lock()
        data, files = (self.data, self.files) if self.is_bound and not self.template else (None, None)
        self.pictures = picture_formset(post=self.instance, person=person, data=data, files=files)

    def _offer(self) -> None:
        """Only what belongs to the court, and what the post has already."""
        fields: Any = self.fields
        fields["language"].choices = [(code, language_name(code)) for code in self.court.languages]
        fields["matters"].queryset = choosable(self.court, self.person, self.instance)
        fields["corrects"].queryset = self._published()
        self.court_accounts = list(
            Account.objects.filter(court=self.court).order_by("network", "handle").select_related("court")
        )
        fields["accounts"].queryset = Account.objects.filter(court=self.court)
        for account in self.court_accounts:
            fields[own_name(account)] = forms.CharField(
                label=gettext("Own words for %(account)s") % {"account": account.handle},
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "spellcheck": "true"}),
            )

    def _lock(self) -> None:
        """What a locked template says is not the form's to change, whatever is sent."""
        own = [own_name(account) for account in self.court_accounts]
        held = (*LOCKED, *own) if self.template else ()
        for name in (*held, *(("kind", "corrects") if self.instance.drill_id else ())):
            self.fields[name].disabled = True

    def _published(self) -> Any:
        sent = Release.objects.filter(court=self.court, deliveries__state=State.SENT)
        return sent.exclude(reference=self.instance.reference or "-").distinct().order_by("-due_at")

    def _show(self) -> None:
        post = self.instance
        self.initial.setdefault("language", next(iter(self.court.languages), ""))
        self.initial["missed"] = SEND if post.missed_minutes else WAIT
        if post.pk:
            versions = list(post.versions.all())
            self.initial["accounts"] = [version.account_id for version in versions]
            self.initial["matters"] = [matter.pk for matter in post.matters.all()]
            self.initial.update({own_name(version.account): version.own_text for version in versions})
        else:
            connected = [account for account in self.court_accounts if account.connected]
            self.initial["accounts"] = [account.pk for account in connected]
            post.versions = [PostVersion(account=account) for account in connected]
        if post.due_at:
            local = post.due_at.astimezone(self.court.zone)
            self.initial.update(due_date=local.date(), due_time=local.time())
            self.initial["due_second"] = str(local.fold)
            self._keep_asking(post.due_at)

    def _ask_which(self, first: Any, second: Any) -> None:
        field: Any = self.fields["due_second"]
        field.choices = [
            ("", gettext("Choose…")),
            ("0", gettext("The first, %(offset)s") % {"offset": offset_name(first)}),
            ("1", gettext("The second, %(offset)s") % {"offset": offset_name(second)}),
        ]
        self.asks_which = True

    asks_which = False

    def _keep_asking(self, due: datetime) -> None:
        """What was chosen stays in sight, should another field be wrong."""
        if comes_twice(due, self.court.zone):
            local = due.astimezone(self.court.zone)
            self._ask_which(local.replace(fold=0), local.replace(fold=1))

    def clean_text(self) -> str:
        return one_line_end(self.cleaned_data["text"])

    def is_valid(self) -> bool:
        pictures = self.template is not None or self.pictures.is_valid()
        return super().is_valid() and pictures

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._clean_due(data)
        if data.get("missed") == SEND:
            if not data.get("missed_minutes") and "missed_minutes" not in self.errors:
                self.add_error("missed_minutes", _("Say how many minutes late it may still be sent, from 1 to 1440."))
        else:
            data["missed_minutes"] = None
        return data

    def _clean_due(self, data: dict[str, Any]) -> None:
        day, clock = data.get("due_date"), data.get("due_time")
        data["due_at"] = None
        if "due_date" in self.errors or "due_time" in self.errors or not (day or clock):
            return
        if not day or not clock:
            missing, words = ("due_time", _("Enter the time too.")) if day else ("due_date", _("Enter the day too."))
            self.add_error(missing, words)
            return
        which = {"0": False, "1": True}.get(data.get("due_second", ""))
        try:
            data["due_at"] = instant(day, clock, self.court.zone, second=which)
            self._keep_asking(data["due_at"])
        except NoSuchTime as gap:
            self.add_error("due_time", _gap_words(gap))
        except TwiceThatDay as fold:
            self._ask_which(fold.first, fold.second)
            self.add_error("due_time", _fold_words(fold))
        except (OverflowError, ValueError):
            self.add_error("due_date", _("This day is out of range."))

    def _post_clean(self) -> None:
        getattr(super(), "_post_clean")()  # noqa: B009 the stubs do not know it
        post = self.instance
        if "due_at" in self.cleaned_data and not {"due_date", "due_time"} & set(self.errors):
            post.due_at = self.cleaned_data["due_at"]
        if "matters" in self.cleaned_data:
            post.matters = list(self.cleaned_data["matters"])
        if "accounts" in self.cleaned_data:
            post.versions = self._versions()

    def _versions(self) -> list[PostVersion]:
        known = {row.account_id: row for row in self.instance.versions.all()}
        rows = []
        for account in self.cleaned_data["accounts"]:
            row = known.get(account.pk) or PostVersion(account=account)
            row.own_text = one_line_end(self.cleaned_data.get(own_name(account), "")).strip()
            rows.append(row)
        return rows

    @cached_property
    def chosen_matters(self) -> list[Chosen]:
        """The matters that are chosen in the form as it stands."""
        return chosen(self.fields["matters"], self["matters"].value(), self.person)

    def draft(self) -> Post:
        """The post as the form has it, unsaved, without new picture files."""
        post: Post = self.instance
        if self.pictures.is_bound:
            self.pictures.is_valid()
            post.images = self.pictures.rows(post)
        return post


def one_line_end(text: str) -> str:
    """Browsers send two characters at each line end; offsets and counters know one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def own_name(account: Account) -> str:
    """The form's field for the words of one account."""
    return f"own-{account.pk}"


def _gap_words(gap: NoSuchTime) -> str:
    return gettext(
        "This time does not exist: the clocks go forward from %(before)s to %(after)s that night."
        " Choose one before or after."
    ) % {"before": date_format(gap.before, "H:i"), "after": date_format(gap.after, "H:i")}


def _fold_words(fold: TwiceThatDay) -> str:
    return gettext(
        "This time comes twice, since the clocks go back. Choose the first (%(first)s) or the second (%(second)s)."
    ) % {"first": offset_name(fold.first), "second": offset_name(fold.second)}
