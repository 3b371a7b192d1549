"""Who of a court is trained for what: kept by its administrators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from . import training, training_import
from .models import Court, Membership, Person, Role, Training, TrainingWaiver
from .roles import UNGATED
from .views import FormPage, Shell

SOON = timedelta(days=30)
GATED = [(role.value, role.label) for role in Role if role not in UNGATED]


@dataclass(frozen=True, slots=True)
class Line:
    """One role of one person: whether it counts, and the training that it rests on."""

    person: Person
    code: str
    role: Any
    shape: str  # of the state: sent (counts), waiting (soon over), held (by the waiver), failed (rests)
    training: Training | None
    over: Training | None  # the last one that ran out, where none lasts


class InTrainings(Shell):
    index_name, index_label = "training:index", gettext_lazy("Trainings")
    header_icon = "success"


class Index(InTrainings):
    template_name = "ground/trainings.html"
    page_title = gettext_lazy("Trainings")
    index_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        courts = [(court, waiver_of(court), sorted(lines_of(court), key=_order)) for court in self.courts()]
        return super().get_context_data(courts=courts, **kwargs)


class TrainingForm(forms.Form):
    person = forms.ModelChoiceField(label=gettext_lazy("Person"), queryset=Person.objects.none())
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=GATED)
    course = forms.CharField(label=gettext_lazy("Course"), max_length=200)
    completed_on = forms.DateField(
        label=gettext_lazy("Completed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Counts until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The last day on which it counts, on the court's calendar. Five years at most."),
    )

    def __init__(self, data: Any = None, *, court: Court, by: Person, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        chosen: Any = self.fields["person"]
        people = Person.objects.filter(memberships__court=court, is_active=True).exclude(pk=by.pk)
        chosen.queryset = people.distinct().order_by("last_name", "username")


class Enter(InTrainings, FormPage):
    form_class = TrainingForm
    page_title = gettext_lazy("Enter a training")
    button = gettext_lazy("Enter it")

    def form(self, data: Any = None) -> forms.Form:
        given = {name: self.request.GET.get(name, "") for name in ("person", "role")}
        return TrainingForm(data, court=self.court(), by=self.request.user, initial=given)

    def act(self, data: dict[str, Any]) -> str:
        training.training_enter(court=self.court(), by=self.request.user, **data)
        return _("Entered. The role counts from now on.")


class Withdraw(InTrainings):
    """Takes back a wrong entry. There is nothing to read."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise Http404

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = get_object_or_404(Training, court=self.court(), pk=self.kwargs["pk"], withdrawn_at=None)
        try:
            training.training_withdraw(training=row, by=request.user)  # type: ignore[arg-type]
        except PermissionDenied as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The entry is withdrawn."))
        return redirect("training:index")


class WaiverForm(forms.Form):
    until_on = forms.DateField(
        label=gettext_lazy("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The last day of the waiver, a year from today at most."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("It is kept with the waiver. Name no person of a case."),
    )


class Waive(InTrainings, FormPage):
    form_class = WaiverForm
    page_title = gettext_lazy("Waive the trainings for a time")
    button = gettext_lazy("Waive them")

    def form(self, data: Any = None) -> forms.Form:
        self.court()
        return WaiverForm(data)

    def act(self, data: dict[str, Any]) -> str:
        training.training_waive(court=self.court(), by=self.request.user, **data)
        return _("Until then every role counts without a training. It stands on the audit trail.")


class WaiverEnd(InTrainings):
    """Asks for trainings again. There is nothing to read."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise Http404

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        training.training_waiver_end(court=self.court(), by=self.request.user)
        messages.success(request, _("The waiver is over. Roles without a training rest from now on."))
        return redirect("training:index")


class Import(InTrainings):
    """First the file is tried and shown; only a second step enters it."""

    template_name = "ground/training_import.html"
    page_title = gettext_lazy("Import trainings")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        court, sent, keep = self.court(), request.FILES.get("file"), "keep" in request.POST
        try:
            text = training_import.text_of(sent) if sent else request.POST.get("text", "")
            if not text.strip():
                raise ValidationError(_("Choose a file."))
            tried = training_import.trainings_import(court=court, text=text, by=self.request.user, keep=keep)
        except ValidationError as error:
            return self.render_to_response(self.get_context_data(wrong=" ".join(error.messages)), status=422)
        if not (keep and tried.clean):
            return self.render_to_response(self.get_context_data(tried=tried, text=text))
        count = len(tried.entries)
        done = ngettext("One training is entered.", "%(count)d trainings are entered.", count)
        messages.success(request, done % {"count": count})
        return redirect("training:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"court": self.court(), "columns": training_import.COLUMNS, "roles": GATED}
        return super().get_context_data(**kwargs | own)


def waiver_of(court: Court) -> TrainingWaiver | None:
    """The waiver that holds now."""
    if court.training_waived_until is None or court.training_waived_until <= timezone.now():
        return None
    return TrainingWaiver.objects.filter(court=court).select_related("by").order_by("-at").first()


def lines_of(court: Court) -> Iterator[Line]:
    """Every role of the court that asks for a training."""
    now, newest = timezone.now(), dict[tuple[int, str], Training]()
    for row in Training.objects.filter(court=court, withdrawn_at=None).order_by("ends_at"):
        newest[row.person_id, row.role] = row
    waived = court.training_waived_until is not None and court.training_waived_until > now
    held = Membership.objects.filter(court=court, person__is_active=True).exclude(role__in=UNGATED)
    for one in held.select_related("person"):
        last = newest.get((one.person_id, one.role))
        lasts = last if last and last.ends_at > now else None
        resting = "held" if waived else "failed"
        shape = ("waiting" if lasts.ends_at < now + SOON else "sent") if lasts else resting
        yield Line(one.person, one.role, Role(one.role).label, shape, lasts, None if lasts else last)


def _order(line: Line) -> tuple[int, str, str]:
    """What needs somebody first, then by name."""
    first = ("failed", "waiting", "held", "sent").index(line.shape)
    return first, str(line.person).casefold(), str(line.role)
