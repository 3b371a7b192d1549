"""Notices that recur: their rules, what comes next, and what became of each day."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms.recurring import WEEKDAYS, RecurringForm
from cms.forms.templates import field_name
from cms.models import Recurring, RecurringDraft, Template
from cms.notice_kinds import KINDS
from cms.recurrence import moment
from cms.services import PostRefused, recurring_change, recurring_end, recurring_set
from cms.services.recurring import coming
from publishing.ground.models import Court
from publishing.ground.rights import may, roles_of

from .templates import TemplatesShell, show

SHOWN = 12


class RecurringShell(TemplatesShell):
    header_icon = "rotate"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        return [{"url": reverse("recurring:index"), "label": _("Recurring notices")}, here]


class RecurringList(RecurringShell):
    template_name = "cms/recurring/list.html"
    page_title = gettext_lazy("Recurring notices")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": reverse("templates:index"), "label": _("Templates")}, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        rules = (
            Recurring.objects.for_person(person, *roles_of("template_read")).active().select_related("court", "set_by")
        )
        usable = Template.objects.in_use().for_person(person, *roles_of("recurring_set")).select_related("court")
        return super().get_context_data(
            lines=[self._line(rule) for rule in rules],
            usable=[template for template in usable if not template.needs_matter],
            **kwargs,
        )

    def _line(self, rule: Recurring) -> dict[str, Any]:
        makes = may("recurring_change", self.request.user, rule.court)
        stuck = RecurringDraft.objects.filter(rule=rule, post=None, due_at__gt=timezone.now()).first()
        days = coming(rule, timezone.now(), 1)
        return {
            "rule": rule,
            "template": rule.template,
            "when": when(rule),
            "next": moment(days[0], rule.at, rule.court.zone) if days else None,
            "stuck": why(stuck),
            "makes": makes,
        }


class RecurringNew(RecurringShell):
    """A new rule for one template."""

    template_name = "cms/recurring/edit.html"
    page_title = gettext_lazy("A notice that recurs")
    right = "recurring_set"

    @cached_property
    def rule(self) -> Recurring | None:
        return None

    @cached_property
    def template(self) -> Template | None:
        rows = (
            Template.objects.in_use().for_person(self.request.user, *roles_of("recurring_set")).select_related("court")
        )
        found: Template = get_object_or_404(rows, pk=self.kwargs["template"])
        return found

    @property
    def court(self) -> Court:
        assert self.template is not None  # noqa: S101 - found, or the page is not
        return self.template.court

    def form_of(self, data: Any = None) -> RecurringForm | None:
        if self.template is None:
            return None
        values = RecurringForm.values(self.template, self.rule)
        return RecurringForm(data, template=self.template, person=self.request.user, initial=values)

    def keep(self, form: RecurringForm) -> Recurring:
        return recurring_set(court=self.court, entry=form.entry(), by=self.request.user)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer(self.form_of())

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_of(request.POST)
        if form is not None and form.is_valid():
            try:
                rule = self.keep(form)
            except PostRefused as refusal:
                self._show(form, refusal)
            else:
                messages.success(request, _("Set. It drafts, and you or a colleague submit what it drafted."))
                return redirect("recurring:page", rule.pk)
        return self.answer(form, status=422)

    def _show(self, form: RecurringForm, refusal: PostRefused) -> None:
        of_fields = {field_name(blank.name) for blank in form.template.blanks}
        for obstacle in refusal.obstacles:
            inner = field_name(obstacle.field) in of_fields
            name = field_name(obstacle.field) if inner else obstacle.field
            show(form.fill if inner else form, PostRefused(obstacle), [(obstacle.field, name)])

    def answer(self, form: RecurringForm | None, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, template=self.template, court=self.court, rule=self.rule)
        return self.render_to_response(context, status=status)


class RecurringPage(RecurringNew):
    """One rule: what it drafts next, what it drafted, and its form."""

    @cached_property
    def rule(self) -> Recurring:
        rows = Recurring.objects.for_person(self.request.user, *roles_of("recurring_set")).select_related(
            "court", "set_by"
        )
        found: Recurring = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    @cached_property
    def template(self) -> Template | None:
        found: Template | None = self.rule.template
        return found

    @property
    def court(self) -> Court:
        return self.rule.court

    def get_page_title(self) -> str:
        return self.template.name if self.template else _("A notice that recurs")

    def keep(self, form: RecurringForm) -> Recurring:
        return recurring_change(rule=self.rule, entry=form.entry(), by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafts = self.rule.drafts.select_related("post")[:SHOWN]
        rule, now = self.rule, timezone.now()
        return super().get_context_data(
            when=when(rule),
            next=[moment(day, rule.at, rule.court.zone) for day in coming(rule, now, 3)],
            drafts=[(draft, why(draft)) for draft in drafts],
            **kwargs,
        )


class RecurringEnd(RecurringPage):
    http_method_names = ["post"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            recurring_end(rule=self.rule, by=request.user)
        except PostRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Ended. What it has drafted stays."))
        return redirect("recurring:index")


def when(rule: Recurring) -> str:
    """The rule in words, such as Monday, Friday at 08:00, every 2 weeks."""
    names = dict(WEEKDAYS)
    shown = ", ".join(str(names[one]) for one in rule.weekdays if one in names)
    facts = {"days": shown, "time": rule.at.strftime("%H:%M"), "count": rule.every, "place": rule.place}
    if rule.rhythm == "monthly":
        of = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), -1: _("last")}
        words = _("The %(place)s %(days)s of the month at %(time)s")
        words = words % {**facts, "place": of.get(rule.place, "")}
        return words if rule.every == 1 else _("%(words)s, every %(count)d months") % {**facts, "words": words}
    words = _("%(days)s at %(time)s") % facts
    return words if rule.every == 1 else _("%(words)s, every %(count)d weeks") % {**facts, "words": words}


def why(draft: RecurringDraft | None) -> str:
    """Why a day has no draft yet, and what to do."""
    if draft is None or draft.post_id is not None or not draft.reason:
        return ""
    return str(KINDS[f"recurring-{draft.reason}"].body)
