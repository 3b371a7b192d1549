"""Drills: their list with the times of each, one drill step by step, and its post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.models import Drill, Round
from approvals.services import Invalid, Refused, probes_note_texts
from approvals.services.drills import (
    drill_end,
    drill_start,
    is_due,
    last_complete,
    minutes_of,
    parts_of,
    times_of,
    why_not_order,
)
from approvals.views.access import round_or_404
from approvals.views.shell import OfCourt, Shell
from cms.forms.templates import FillForm
from cms.models import Post, Template
from cms.services import PostRefused, post_for_drill, post_from_template
from publishing.ground.models import Person
from publishing.ground.rights import open_to, roles_of
from publishing.kinds import Kind

from .drafting import TemplateUse

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a drill: `minutes` after the alarm at `at`, both None while it is not done."""

    label: Any
    at: datetime | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A drill as its pages show it. `minutes`: until it would have been out, or since the alarm while it runs."""

    drill: Drill
    steps: list[Step]
    minutes: int | None
    parts: list[tuple[Person, list[str]]]


class DrillList(OfCourt):
    """The drills of a court, when the last one was, and the button that begins one."""

    template_name = "cms/drills/list.html"
    page_title = home_title = gettext_lazy("Drills")
    header_icon = "warning"
    right = "drill_read"
    home = "emergencies:drills_of"

    def keeps(self) -> bool:
        return not why_not_order(self.request.user, self.court, timezone.now())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return trail({"url": "", "label": self.page_title})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = (
            Drill.objects.for_person(self.request.user, *roles_of("drill_read"))
            .filter(court=self.court)
            .select_related("court", "started_by", "ended_by")
        )
        drills = [shown(one) for one in rows[:SHOWN]]
        return super().get_context_data(
            drills=drills, running=next((one.drill for one in drills if not one.drill.ended_at), None),
            last=last_complete(self.court), due=is_due(self.court, timezone.now()), **kwargs,
        )  # fmt: skip


class DrillStart(DrillList):
    """Begins one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        try:
            drill = drill_start(court=self.court, person=person)
        except Refused as error:
            messages.error(request, str(error))
            return redirect(self.address())
        messages.success(request, _("The clock runs. Those on duty have been told."))
        return redirect("emergencies:drill", drill.pk)


class OfDrill(Shell):
    """A page about one drill of the person's courts."""

    header_icon = "warning"
    right = "drill_read"

    @cached_property
    def drill(self) -> Drill:
        rows = Drill.objects.for_person(self.request.user, *roles_of("drill_read")).select_related(
            "court", "started_by", "ended_by"
        )
        found: Drill = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    @cached_property
    def may_write(self) -> bool:
        courts = open_to("post_from_template", self.request.user)
        return self.drill.ended_at is None and courts.filter(pk=self.drill.court_id).exists()


class DrillPage(OfDrill):
    """One drill: where it stands, what comes next, who takes part, and how it is broken off."""

    template_name = "cms/drills/page.html"
    errors: dict[str, str] = {}

    def get_page_title(self) -> str:
        return str(self.drill.reference)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("emergencies:drills_of", args=[self.drill.court.slug]), "label": _("Drills")}
        return trail(here, {"url": "", "label": self.get_page_title()})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, drill = self.request.user, self.drill
        post = Post.objects.for_person(person).filter(drill=drill).first()
        begun = Post.objects.filter(drill=drill).exists()
        usable = Template.objects.in_use().filter(court=drill.court, kind=Kind.EMERGENCY)
        return super().get_context_data(
            drill=drill, shown=shown(drill), post=post, decision=self._decision(),
            may_write=self.may_write and not begun, usable=usable.order_by("-locked", "name"),
            may_end=drill.ended_at is None and not why_not_order(person, drill.court, timezone.now()),
            errors=self.errors, typed=self.request.POST if self.errors else {}, **kwargs,
        )  # fmt: skip

    def _decision(self) -> Round | None:
        """The round of its post, where the reader may open it."""
        try:
            return round_or_404(self.request.user, self.drill.reference)
        except Http404:
            return None


class DrillEnd(DrillPage):
    """Breaks it off, with a reason."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("emergencies:drill", self.drill.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reason, person = request.POST.get("reason", ""), self.request.user
        try:
            drill_end(drill=self.drill, person=person, reason=reason)
        except Invalid as error:
            self.errors = error.errors
            probes_note_texts(court=self.drill.court, person=person, texts=[reason])
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The drill is over. Those who took part have been told."))
        return redirect("emergencies:drill", self.drill.pk)


class DrillWrite(OfDrill):
    """An empty draft for it, for whoever writes in their own words."""

    http_method_names = ["post"]
    right = "post_from_template"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        try:
            post = post_for_drill(drill=self.drill, by=person)
        except PostRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("emergencies:drill", self.drill.pk)
        return redirect("posts:edit", post.pk)


class DrillUse(OfDrill, TemplateUse):
    """Its post, from a template."""

    right = "post_from_template"
    page_title = gettext_lazy("Draft a post")

    @cached_property
    def template(self) -> Template:
        rows = (
            Template.objects.in_use()
            .for_person(self.request.user, *roles_of("post_from_template"))
            .select_related("court", "picture")
        )
        found: Template = get_object_or_404(rows, pk=self.kwargs["template"], court=self.drill.court)
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("emergencies:drill", args=[self.drill.pk]), "label": self.drill.reference}
        return trail(here, {"url": "", "label": self.page_title})

    def keep(self, form: FillForm) -> Post:
        facts = {"template": self.template, "given": form.given(), "accounts": form.cleaned_data["accounts"]}
        post = post_from_template(**facts, by=self.request.user, drill=self.drill)
        messages.success(self.request, _("Drafted. Choose when it goes out, then submit it."))
        return post

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(drill=self.drill, **kwargs)


def shown(drill: Drill) -> Shown:
    """The drill with the minutes of its steps and who took part."""
    times = times_of(drill)
    rows = (
        (_("Alarm"), drill.started_at),
        (_("Drafted"), times.drafted_at),
        (_("Handed in"), times.submitted_at),
        (_("First signature"), times.signed_at),
        (_("Complete"), times.cleared_at),
        (_("Would have gone out"), times.out_at),
    )
    steps = [Step(label, at, minutes_of(drill, at) if at else None) for label, at in rows]
    minutes = minutes_of(drill) if drill.ended_at else minutes_of(drill, timezone.now())
    return Shown(drill, steps, minutes, list(parts_of(drill).items()))


def trail(*items: dict[str, Any]) -> list[dict[str, Any]]:
    """Breadcrumbs from the page of emergencies on."""
    return [{"url": reverse("emergencies:index"), "label": _("Emergencies")}, *items]
