"""The calendar of quiet periods: read by everybody in the court, kept by two people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from approvals.domain.quiet import Stage
from approvals.models import QuietPeriod
from approvals.services import (
    Invalid,
    Refused,
    quiet_confirm,
    quiet_end_propose,
    quiet_propose,
    quiet_refuse,
    quiet_withdraw,
    releases_within,
)
from publishing.ground.models import Court
from publishing.ground.rights import may, open_to, roles_of

from .quiet_forms import EndForm, QuietForm, show
from .quiet_lines import Line, line_of
from .shell import Shell

PER_PAGE = 20


class QuietShell(Shell):
    """Wagtail's page around the calendar."""

    header_icon = "pr-quiet"
    right = "quiet_read"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("quiet:index"), "label": _("Quiet periods")},
            {"url": "", "label": self.get_page_title()},
        ]

    @cached_property
    def courts(self) -> list[Court]:
        """Those in which this person proposes."""
        return list(open_to("quiet_propose", self.request.user).order_by("name"))


class Calendar(QuietShell):
    """Every period of the person's courts: what waits, what is now, what comes, what was."""

    template_name = "approvals/quiet_list.html"
    page_title = gettext_lazy("Quiet periods")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, person = timezone.now(), self.request.user
        rows = periods_of(person, *roles_of("quiet_read"))
        binding = rows.binding().filter(ends_at__gt=now)
        past = Paginator(rows.over(now).order_by("-ends_at"), PER_PAGE).get_page(self.request.GET.get("p"))
        groups = [
            (_("Proposed, not yet in force"), rows.filter(stage=Stage.PROPOSED)),
            (_("Now"), binding.filter(starts_at__lte=now)),
            (_("Coming"), binding.filter(starts_at__gt=now)),
            (_("Past"), past.object_list),
        ]
        shown = [(words, [line_of(row, person) for row in found]) for words, found in groups]
        several = open_to("quiet_read", person).count() > 1
        return super().get_context_data(
            groups=[group for group in shown if group[1]], past=past, courts=self.courts, several=several, **kwargs
        )


class QuietNew(QuietShell):
    """A proposal."""

    template_name = "approvals/quiet_form.html"
    page_title = gettext_lazy("Propose a quiet period")
    right = "quiet_propose"
    at_once = False

    @cached_property
    def court(self) -> Court:
        wanted = self.request.POST.get("court") or self.request.GET.get("court")
        for court in self.courts:
            if court.slug == wanted or not wanted:
                return court
        raise Http404

    def values(self) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer(QuietForm(court=self.court, initial=self.values()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = QuietForm(request.POST, court=self.court)
        if form.is_valid():
            try:
                period = quiet_propose(court=self.court, entry=form.entry(), by=self.request.user)
            except Refused as error:
                show(form, error)
            else:
                messages.success(request, _("Proposed. It is in force once a second person confirms it."))
                return redirect("quiet:page", period.pk)
        return self.answer(form, status=422)

    def answer(self, form: forms.Form, status: int = 200) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(form=form, court=self.court, at_once=self.at_once), status=status
        )


class Mourning(QuietNew):
    """The short way, for an evening on which a court must fall silent: everything stands there already."""

    page_title = gettext_lazy("Mourning from now on")
    at_once = True

    def values(self) -> dict[str, Any]:
        return QuietForm.mourning(self.court)


class PeriodPage(QuietShell):
    """One period: its facts, what is scheduled in it, and what the reader may do."""

    template_name = "approvals/quiet_period.html"

    @cached_property
    def period(self) -> QuietPeriod:
        found: QuietPeriod = get_object_or_404(
            periods_of(self.request.user, *roles_of(self.right)), pk=self.kwargs["pk"]
        )
        return found

    def get_page_title(self) -> str:
        return str(self.page_title or self.period.name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line: Line = line_of(self.period, self.request.user)
        open_ = self.period.stage == Stage.PROPOSED or self.period.binds
        caught = list(releases_within(self.period).known_to(self.request.user)) if open_ else []
        reads = may("round_read", self.request.user, self.period.court)
        return super().get_context_data(line=line, period=self.period, caught=caught, reads=reads, **kwargs)

    def done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect("quiet:page", self.period.pk)

    def refused(self, error: Refused) -> HttpResponse:
        messages.error(self.request, str(error))
        return redirect("quiet:page", self.period.pk)

    @property
    def turn(self) -> int:
        """What the reader had before them; what is no number fits nothing."""
        sent = self.request.POST.get("turn", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


class Confirm(PeriodPage):
    """The second person's yes."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            period = quiet_confirm(period=self.period, turn=self.turn, by=self.request.user)
        except Refused as error:
            return self.refused(error)
        if period.stage == Stage.LIFTED:
            return self.done(_("Lifted. The checks no longer apply it."))
        return self.done(_("Confirmed. The checks apply it from now on."))


class Refuse(PeriodPage):
    """The second person's no, with a reason."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = request.POST.get("answer", "")
        try:
            quiet_refuse(period=self.period, turn=self.turn, by=self.request.user, answer=answer)
        except Invalid as error:
            context = self.get_context_data(answer=answer, wrong=str(error), **kwargs)
            return self.render_to_response(context, status=422)
        except Refused as error:
            return self.refused(error)
        return self.done(_("Refused. Whoever proposed it reads your reason."))


class Withdraw(PeriodPage):
    """The proposer's change of mind."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            quiet_withdraw(period=self.period, turn=self.turn, by=self.request.user)
        except Refused as error:
            return self.refused(error)
        return self.done(_("Withdrawn."))


class End(PeriodPage):
    """A proposal to lift a period or to end it before its time."""

    template_name = "approvals/quiet_end.html"
    page_title = gettext_lazy("Lift or shorten")
    right = "quiet_end_propose"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": EndForm(period=self.period), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = EndForm(request.POST, period=self.period)
        if form.is_valid():
            facts = {"turn": form.cleaned_data["turn"], "to": form.cleaned_data["to"]}
            try:
                quiet_end_propose(period=self.period, by=self.request.user, **facts)
            except Refused as error:
                show(form, error)
            else:
                return self.done(_("Proposed. It stays in force until a second person confirms its end."))
        return self.render_to_response(self.get_context_data(form=form, **kwargs), status=422)


def periods_of(person: Any, *roles: str) -> Any:
    """The periods of those courts where `person` holds one of `roles`."""
    rows = QuietPeriod.objects.for_person(person, *roles)
    return rows.select_related("court", "proposed_by", "decided_by", "end_by", "ended_by").prefetch_related("accounts")
