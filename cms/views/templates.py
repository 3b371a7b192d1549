"""Templates: their list, their pages, proposing and deciding on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.views.shell import Shell
from cms.blanks import Type
from cms.filling import Given
from cms.forms.composer import language_name
from cms.forms.templates import ROWS_MORE, ROWS_MOST, TemplateForm, blank_formset
from cms.models import Template, TemplateState
from cms.services import PostRefused, template_approve, template_end, template_propose, template_refuse
from cms.services.drafting import preview
from cms.template_wording import ORIGINS, TYPES
from publishing.ground.models import Court
from publishing.ground.rights import may, open_to, roles_of

GROUPS = (
    (gettext_lazy("Waits for a second person"), (TemplateState.PROPOSED,)),
    (gettext_lazy("In use"), (TemplateState.IN_USE,)),
    (gettext_lazy("Before"), (TemplateState.REFUSED, TemplateState.ENDED)),
)
PAST_SHOWN = 20


class TemplatesShell(Shell):
    """Wagtail's page around templates."""

    header_icon = "doc-full"
    right = "template_read"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        return [{"url": reverse("templates:index"), "label": _("Templates")}, here]


class TemplateList(TemplatesShell):
    template_name = "cms/templates/list.html"
    page_title = gettext_lazy("Templates")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        rows = Template.objects.for_person(person, *roles_of("template_read")).select_related("court", "made_by")
        writes = list(open_to("template_propose", person).order_by("name"))
        groups = [
            (
                words,
                [self._line(row, writes) for row in rows.filter(state__in=states)[: PAST_SHOWN if place > 1 else None]],
            )
            for place, (words, states) in enumerate(GROUPS)
        ]
        several = open_to("template_read", person).count() > 1
        return super().get_context_data(
            groups=[group for group in groups if group[1]], courts=writes, several=several, **kwargs
        )

    def _line(self, row: Template, writes: list[Court]) -> dict[str, Any]:
        usable = row.state == TemplateState.IN_USE and row.court in writes
        return {"row": row, "language": language_name(row.language), "usable": usable}


class TemplateNew(TemplatesShell):
    """A proposal: a new template, or the next version of one."""

    template_name = "cms/templates/edit.html"
    page_title = gettext_lazy("Propose a template")
    right = "template_propose"

    @cached_property
    def before(self) -> Template | None:
        """The version that is to be followed by another."""
        if "pk" not in self.kwargs:
            return None
        found: Template = get_object_or_404(
            Template.objects.for_person(self.request.user, *roles_of("template_propose")), pk=self.kwargs["pk"]
        )
        return found

    @cached_property
    def court(self) -> Court:
        if self.before is not None:
            return self.before.court
        wanted = self.request.POST.get("court") or self.request.GET.get("court")
        for court in open_to("template_propose", self.request.user).order_by("name"):
            if court.slug == wanted or not wanted:
                return court
        raise Http404

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        values = TemplateForm.values(self.before) if self.before else {}
        blanks = self.before.blanks if self.before else ()
        return self.answer(
            TemplateForm(court=self.court, person=self.request.user, initial=values), blank_formset(blanks=blanks)
        )

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        data: Any = request.POST
        form = TemplateForm(data, court=self.court, person=self.request.user)
        if "action-more" in data:
            data = data.copy()
            data["fields-TOTAL_FORMS"] = str(min(blank_formset(data).total_form_count() + ROWS_MORE, ROWS_MOST))
            return self.answer(form, blank_formset(data))
        rows = blank_formset(data)
        if form.is_valid() and rows.is_valid():
            try:
                entry = form.entry(rows.blanks())
                template = template_propose(court=self.court, entry=entry, by=request.user, of=self.before)
            except PostRefused as refusal:
                show(form, refusal)
            else:
                messages.success(request, _("Proposed. It can be used once a second person takes it into use."))
                return redirect("templates:page", template.pk)
        return self.answer(form, rows, status=422)

    def answer(self, form: forms.Form, rows: Any, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, rows=rows, court=self.court, before=self.before)
        return self.render_to_response(context, status=status)


class TemplatePage(TemplatesShell):
    """One version: its words, its fields, and what the reader may do."""

    template_name = "cms/templates/page.html"

    @cached_property
    def template(self) -> Template:
        rows = Template.objects.for_person(self.request.user, *roles_of(self.right)).select_related("court")
        found: Template = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    def get_page_title(self) -> str:
        return self.template.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, person = self.template, self.request.user
        waits, mine = row.state == TemplateState.PROPOSED, row.made_by_id == person.pk
        person = self.request.user
        makes, decides = may("template_propose", person, row.court), may("template_approve", person, row.court)
        used = row.state == TemplateState.IN_USE
        return super().get_context_data(
            template=row,
            language=language_name(row.language),
            said=preview(row, Given(), person)[0],
            fields=[(one, TYPES.get(Type(one.type), one.type), ORIGINS.get(one.source, "")) for one in row.blanks],
            versions=Template.objects.filter(series=row.series).order_by("-version"),
            decides=waits and decides and not mine,
            own=waits and mine,
            ends=used and (makes or decides),
            uses=used and makes,
            recurs=used and makes and not row.needs_matter,
            changes=makes,
            **kwargs,
        )

    def done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect("templates:page", self.template.pk)

    def refused(self, refusal: PostRefused) -> HttpResponse:
        messages.error(self.request, str(refusal))
        return redirect("templates:page", self.template.pk)


class TemplateApprove(TemplatePage):
    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            template_approve(template=self.template, by=request.user)
        except PostRefused as refusal:
            return self.refused(refusal)
        return self.done(_("In use from now on."))


class TemplateRefuse(TemplatePage):
    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = request.POST.get("answer", "")
        try:
            template_refuse(template=self.template, answer=answer, by=request.user)
        except PostRefused as refusal:
            if refusal.obstacles[0].field == "answer":
                return self.render_to_response(self.get_context_data(answer=answer, wrong=str(refusal)), status=422)
            return self.refused(refusal)
        return self.done(_("Refused. Whoever proposed it reads your reason."))


class TemplateEnd(TemplatePage):
    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            template_end(template=self.template, by=request.user)
        except PostRefused as refusal:
            return self.refused(refusal)
        return self.done(_("No longer used. Drafts that were made from it stay, and go the ordinary way."))


def show(form: forms.Form, refusal: PostRefused, names: Iterable[tuple[str, str]] = ()) -> None:
    """Puts what the service refused under its field, or above the form; `names` maps fields to the form's own."""
    known = dict(names)
    for obstacle in refusal.obstacles:
        field = known.get(obstacle.field, obstacle.field)
        form.add_error(field if field in form.fields else None, obstacle.words)
