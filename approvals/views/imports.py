"""Register files: given, read without writing, imported, watched; and the register as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from approvals.domain.registerfile import COLUMNS
from approvals.import_wording import sentence
from approvals.models import ImportState, RegisterImport
from approvals.services import Refused, importing
from approvals.services.exporting import CSV, JSON, register_export
from approvals.services.reindexing import stale_courts
from approvals.tasks import import_queue
from publishing.ground.export import csv_lines
from publishing.ground.models import Court
from publishing.ground.rights import roles_of

from .access import register_courts
from .imports_format import EXAMPLE, FIELDS
from .shell import FormPage, Shell

SHOWN = 20
MOVING = (
    ImportState.WAITING, ImportState.CHECKING, ImportState.ASKED, ImportState.WRITING, ImportState.TIDYING,
    ImportState.UNDOING,
)  # fmt: skip
REFRESH = "2"  # seconds
TYPES = {CSV: "text/csv; charset=utf-8", JSON: "application/x-ndjson; charset=utf-8"}
COUNTED = (
    ("new", gettext_lazy("New matters")),
    ("changed", gettext_lazy("Changed matters")),
    ("unchanged", gettext_lazy("Unchanged matters")),
    ("closed", gettext_lazy("Matters that will be closed")),
    ("people", gettext_lazy("People and bodies in new and changed matters")),
    ("protected", gettext_lazy("of them protected")),
    ("problems", gettext_lazy("Faults")),
    ("warnings", gettext_lazy("To look at")),
)


class FileForm(forms.Form):
    """A register file."""

    court = forms.ModelChoiceField(Court.objects.none(), label=gettext_lazy("Court"), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, JSON or JSON Lines in UTF-8. It is kept sealed, and deleted after the import."),
    )
    close_missing = forms.BooleanField(
        label=gettext_lazy("Close the matters that this file does not have"), required=False
    )


class Imports(FormPage):
    """The newest imports of the person's courts, and the form for a file."""

    template_name = "approvals/imports.html"
    page_title = gettext_lazy("Import and export")
    button = gettext_lazy("Read the file")

    def make_form(self, *args: Any) -> forms.Form:
        form = FileForm(*args)
        choice: Any = form.fields["court"]
        choice.queryset = register_courts(self.request.user)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = RegisterImport.objects.for_person(self.request.user, *roles_of("import_ask")).select_related(
            "court", "by"
        )
        courts = register_courts(self.request.user)
        stale = [court for court in stale_courts() if court in courts]
        return super().get_context_data(rows=rows[:SHOWN], courts=courts, stale=stale, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self.make_form(request.POST, request.FILES)
        if self.form.is_valid():
            try:
                return redirect("matters:import", self.given(self.form.cleaned_data).pk)
            except Refused as error:
                self.form.add_error("file", str(error))
        return self.render_to_response(self.get_context_data(**kwargs), status=422)

    def given(self, data: dict[str, Any]) -> RegisterImport:
        with transaction.atomic():
            job = importing.import_create(
                court=data["court"],
                by=self.request.user,
                pieces=data["file"].chunks(),
                close_missing=data["close_missing"],
            )
            transaction.on_commit(lambda: import_queue(str(job.pk)))
        return job


class Import(Shell):
    """One import: what was found, what happens, what can be done. Reloads by itself while something happens."""

    template_name = "approvals/import.html"
    page_title = gettext_lazy("Import")
    job: RegisterImport

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        person: Any = request.user
        jobs = RegisterImport.objects.for_person(person, *roles_of("import_ask")).select_related("court", "by")
        self.job = get_object_or_404(jobs, pk=kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.job.state in MOVING:
            response["Refresh"] = REFRESH
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        try:
            if request.POST.get("act") == "import":
                importing.import_ask(job=self.job, by=person)
                import_queue(str(self.job.pk))
            elif request.POST.get("act") == "drop":
                importing.import_drop(job=self.job, by=person)
        except Refused as error:
            messages.error(request, str(error))
        return redirect("matters:import", self.job.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items()[:1], _above(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = self.job.counts
        return super().get_context_data(
            job=self.job,
            moving=self.job.state in MOVING,
            ready=self.job.state == ImportState.READY,
            counted=[(label, counts[name]) for name, label in COUNTED if counts.get(name)],
            to_write=sum(counts.get(name, 0) for name in ("new", "changed", "closed")),
            problems=[sentence(one) for one in self.job.problems],
            warnings=[sentence(one) for one in self.job.warnings],
            **kwargs,
        )


class ImportFormat(Shell):
    """What a file must look like."""

    template_name = "approvals/import_format.html"
    page_title = gettext_lazy("What a file must look like")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items()[:1], _above(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(groups=FIELDS, **kwargs)


class ImportExample(Shell):
    """An invented sheet."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = [COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in EXAMPLE)]
        return _file(HttpResponse("".join(csv_lines(rows)), content_type=TYPES[CSV]), "register-example.csv")


@method_decorator(require_POST, name="dispatch")
class Export(Shell):
    """The register as a file. A POST, since each one stands on the audit trail."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person: Any = request.user
        court = get_object_or_404(register_courts(person), slug=request.POST.get("court", ""))
        form = request.POST.get("form", "")
        if form not in TYPES:
            raise Http404
        pieces = register_export(court=court, by=person, form=form)
        return _file(StreamingHttpResponse(pieces, content_type=TYPES[form]), f"register-{court.slug}.{form}")


def _above() -> dict[str, Any]:
    return {"url": reverse("matters:imports"), "label": _("Import and export")}


def _file(response: Any, name: str) -> Any:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
