"""The pages on which an administrator suspends somebody, lets them come back, or lets them leave the court."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import leaving
from .endings import Case, Line, lines_of, shown
from .models import Person, Suspension
from .views import OfMember


class LeaveForm(forms.Form):
    """For each thing that somebody can take over, who does; fields are called by the key of the ending."""

    def __init__(self, data: Any = None, *, lines: list[Line]) -> None:
        super().__init__(data)
        for line in (one for one in lines if one.heirs):
            empty = _("Choose somebody") if line.must else line.ending.nobody
            self.fields[line.ending.key] = forms.ModelChoiceField(
                label=line.ending.heir_label, help_text=line.must or line.ending.heir_fate, empty_label=empty,
                required=bool(line.must), initial=None if line.must else line.heirs[0].pk,
                queryset=Person.objects.filter(pk__in=[heir.pk for heir in line.heirs]),
            )  # fmt: skip
            chosen: Any = self.fields[line.ending.key]
            chosen.choices = [("", empty), *((heir.pk, str(heir)) for heir in line.heirs)]


class SuspendForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("In a sentence. The administrators of this court read it."),
    )  # fmt: skip
    look_on = forms.DateField(
        label=gettext_lazy("Remind the administrators on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("It goes on until somebody ends it. No day gives rights back by itself."),
    )  # fmt: skip


class OfCase(OfMember):
    """Shows what will end before it does. What a reader has seen comes back with the confirmation."""

    template_name = "ground/leaving.html"
    header_icon = "user"

    def case(self) -> Case:
        raise NotImplementedError

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.case())

    @property
    def seen(self) -> str:
        return str(self.request.POST.get("seen", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, held = kwargs["form"], self.member().memberships.filter(court=self.court())
        rows = [(line, form[line.ending.key] if line.ending.key in form.fields else None) for line in self.lines]
        facts = {
            "case": self.case(), "rows": rows, "seen": shown(self.lines), "court": self.court(),
            "person": self.member(), "roles": [one.get_role_display() for one in held.order_by("role")],
            "stuck": any(line.must and not line.heirs for line in self.lines),
        }  # fmt: skip
        return super().get_context_data(**kwargs | facts)


class Leave(OfCase):
    button = gettext_lazy("End their work here now")

    def get_page_title(self) -> str:
        return _("%(person)s leaves") % {"person": self.member()}

    def case(self) -> Case:
        return leaving.leave_case(self.court(), self.member(), self.request.user)

    def form(self, data: Any = None) -> forms.Form:
        return LeaveForm(data, lines=self.lines)

    def act(self, data: dict[str, Any]) -> str:
        person, heirs = self.member(), {key: heir for key, heir in data.items() if heir is not None}
        case = leaving.person_leave(
            court=self.court(), person=person, by=self.request.user, hand_to=heirs, seen=self.seen
        )
        if case.closes:
            return _("%(person)s has left and can no longer sign in.") % {"person": person}
        return _("%(person)s has left. Their work in other courts goes on.") % {"person": person}


class Suspend(OfCase):
    button = gettext_lazy("Suspend them now")

    def get_page_title(self) -> str:
        return _("Suspend %(person)s") % {"person": self.member()}

    def case(self) -> Case:
        return leaving.suspend_case(self.court(), self.member(), self.request.user)

    def form(self, data: Any = None) -> forms.Form:
        return SuspendForm(data)

    def act(self, data: dict[str, Any]) -> str:
        person = self.member()
        leaving.person_suspend(court=self.court(), person=person, by=self.request.user, seen=self.seen, **data)
        return _("%(person)s is suspended.") % {"person": person}


class Resume(OfMember):
    """Ends a suspension. What it ended before stays ended, which the page says."""

    template_name = "ground/resume.html"
    header_icon = "user"
    form_class = forms.Form
    button = gettext_lazy("Let their roles count again")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.suspension() is None:
            raise Http404
        return super().get(request, *args, **kwargs)

    def suspension(self) -> Suspension | None:
        found: Suspension | None = (
            Suspension.objects.standing().filter(court=self.court(), person=self.member()).first()
        )
        return found

    def act(self, data: dict[str, Any]) -> str:
        person = self.member()
        if self.suspension() is None:
            raise ValidationError(_("This person is not suspended any more."))
        leaving.person_resume(court=self.court(), person=person, by=self.request.user)
        return _("The roles of %(person)s count again.") % {"person": person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.member().memberships.filter(court=self.court()).order_by("role")
        roles = [one.get_role_display() for one in held]
        facts = {"suspension": self.suspension(), "court": self.court(), "person": self.member(), "roles": roles}
        return super().get_context_data(**kwargs | facts)
