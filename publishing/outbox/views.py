"""The outbox: what waits, what is on its way, and what needs a person. Every act is a page of its own, done by POST."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from publishing.domain.delivery import IllegalMove, State
from publishing.domain.limits import limits_for
from publishing.ground.forms import add_refusal
from publishing.ground.models import AuditEntry, Court, Person, Proposal
from publishing.ground.rights import courts_by_act, open_to, require
from publishing.ground.shown import shown_for
from publishing.models import Delivery, Pause
from publishing.scopes import scope_of
from publishing.services import (
    NotAllowed,
    ReleaseRefused,
    WordsRefused,
    due_behind,
    lifts_waiting,
    pause_lift_ask,
    pause_start,
)

from . import deciding, queries
from .acts import ACTS, Act, WithReason
from .cases import case_of, word_of
from .stops import WithPause, scope_words
from .ways import ways_of

PAGE = 25


class Shell(WagtailAdminTemplateMixin):
    page_title: str | Promise = gettext_lazy("Outbox")
    header_icon = "pr-outbox"
    request: HttpRequest

    @property
    def person(self) -> Person:
        if not isinstance(self.request.user, Person):
            raise PermissionDenied
        return self.request.user

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        last = {"url": "", "label": self.get_page_title()}
        here = {"url": reverse("outbox:index"), "label": _("Outbox")}
        own = [last] if isinstance(self, Index) else [here, last]
        return [*self.breadcrumbs_items, *own]


class Index(Shell, TemplateView):
    template_name = "publishing/outbox/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, person = timezone.now(), self.person
        tab = self.request.GET.get("tab", "needs")
        if tab not in queries.TABS:
            raise Http404
        mine = courts_by_act([act.right for act in ACTS.values()], person)
        page = Paginator(queries.rows_of(person, tab, now), PAGE).get_page(self.request.GET.get("p"))
        found = queries.pauses(person)
        scopes, ways = [scope_of(pause) for pause in found], ways_of(person, list(page))
        liftable = set(open_to("pause_lift_ask", person).values_list("pk", flat=True))
        counted = queries.counts(person, now)
        names = {
            "needs": _("Needs a person"),
            "waiting": _("Waiting"),
            "sending": _("Sending"),
            "sent": _("Sent this week"),
            "ended": _("Cancelled and withdrawn"),
        }
        return super().get_context_data(
            tab=tab,
            tabs=[(key, names[key], counted[key]) for key in queries.TABS],
            cases=[case_of(row, mine, scopes, ways.get(row.pk, ())) for row in page],
            decides=tab == "needs" and deciding.held_by(person).exists(),
            page=page,
            life=queries.life(),
            next=self._next(),
            pauses=self._pauses(found, liftable),
            down=self._down(),
            stoppable=self._stoppable(),
            may_watch=shown_for(self.request, "watch_read"),
            **kwargs,
        )

    def _next(self) -> dict[str, Any] | None:
        row = queries.next_to_go(self.person)
        if row is None or row.next_attempt_at is None:
            return None
        return {"at": timezone.localtime(row.next_attempt_at, row.court.zone), "title": row.release.title}

    def _down(self) -> list[dict[str, Any]]:
        return [
            {
                "name": limits_for(row.network).name,
                "host": urlsplit(row.base_url).netloc,
                "since": _local(row.since, None),
                "next": _local(row.open_until, None),
            }
            for row in queries.down(self.person)
        ]

    def _pauses(self, found: list[Pause], courts: set[int]) -> list[tuple[Pause, str, bool, Any, Proposal | None, Any]]:
        """Each pause, what it stops, whether the person may lift it, when it began, who asked to lift it, and when: in
        court time."""
        shown = []
        waiting = lifts_waiting(found)
        for one in found:
            asked = waiting.get(one.pk)
            asked_at = _local(asked.proposed_at, one.court) if asked else None
            shown.append(
                (one, scope_words(one), one.court_id in courts, _local(one.paused_at, one.court), asked, asked_at)
            )
        return shown

    def _stoppable(self) -> list[Court]:
        """Courts that the person may pause and of which something can still go out."""
        whole = Pause.objects.filter(
            lifted_at=None, network="", account=None, court__isnull=False, spares_emergencies=False
        ).values("court")
        return list(open_to("pause_start", self.person).exclude(pk__in=whole).order_by("name"))


class Decide(Shell, FormView):
    """A question with one answer, and the form that goes with it."""

    template_name = "publishing/outbox/act.html"
    text: str | Promise = ""
    button: str | Promise = ""
    about: Delivery | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=self.text, button=self.button, about=self.about, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            messages.success(self.request, self.decide(form.cleaned_data))
        except NotAllowed:
            raise PermissionDenied from None
        except WordsRefused as error:
            form.add_error(error.field, str(error))
            return self.form_invalid(form)
        except ValidationError as error:
            add_refusal(form, error)
            return self.form_invalid(form)
        except (IllegalMove, ReleaseRefused, ValueError) as error:
            messages.error(self.request, self.refusal(error))
        return redirect(self.then())

    def then(self) -> str:
        """Where one reads what was done."""
        return reverse("outbox:index")

    def decide(self, given: dict[str, Any]) -> str:
        raise NotImplementedError

    def refusal(self, error: Exception) -> str:
        return str(error)


class ActView(Decide):
    """One act on one delivery of the person's own courts."""

    act: Act
    tab = queries.TABS[0]
    following: int | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        act = ACTS.get(kwargs["act"])
        if act is None:
            raise Http404
        rows = Delivery.objects.for_person(self.person).select_related("release", "account", "court")
        self.act, self.about = act, get_object_or_404(rows, pk=kwargs["pk"])
        require(act.right, self.person, self.about.court)
        if self.about.state not in act.states or not act.fits(self.about):
            messages.error(request, decided_by_others(self.about))
            return redirect("outbox:index")
        self.page_title, self.text, self.button = str(act.title), str(act.text), str(act.button)
        if act.looked:
            at = date_format(timezone.localtime(timezone.now(), self.about.court.zone), "H:i")
            self.text = f"{act.text} " + _("Looked at %(time)s by %(name)s.") % {"time": at, "name": self.person}
        self.form_class = act.form
        if request.method == "POST":
            self.tab, self.following = queries.place_of(self.person, self.about, timezone.now())
        return super().dispatch(request, *args, **kwargs)

    def then(self) -> str:
        """The same list, at the line that followed: the keyboard goes on from there."""
        place = f"#d{self.following}" if self.following else ""
        return f"{super().then()}?tab={self.tab}{place}"

    def decide(self, given: dict[str, Any]) -> str:
        self.act.run(self.about, by=self.person, **given)
        return str(self.act.done)

    def refusal(self, error: Exception) -> str:
        if isinstance(error, IllegalMove) and self.about is not None:
            return decided_by_others(self.about)
        return str(error)


class PauseView(Decide):
    form_class = WithPause
    page_title = gettext_lazy("Pause everything")
    button = gettext_lazy("Pause now")
    text = gettext_lazy(
        "Stops every new send within one second. What is already on its way may still arrive. Nothing of what comes due"
        " meanwhile goes out by itself afterwards."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.court = get_object_or_404(open_to("pause_start", self.person), slug=kwargs["court"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "court": self.court}

    def decide(self, given: dict[str, Any]) -> str:
        spares = given["spares_emergencies"]
        pause = pause_start(
            court=self.court, by=self.person, reason=given["reason"], spares_emergencies=spares, **given["scope"]
        )
        if scope := scope_words(pause):
            return _("%(scope)s is paused. Nothing new is sent there.") % {"scope": scope}
        if spares:
            return _("Everything but emergencies is paused.")
        return _("Everything is paused. Nothing new is sent.")


class LiftView(Decide):
    """Asks to lift a pause. Where that waits already, its own page is the place."""

    form_class = WithReason
    page_title = gettext_lazy("Lift the pause")
    button = gettext_lazy("Ask to lift it")
    text = gettext_lazy(
        "Two people lift a pause. Everybody who can confirm it is told at once; nothing is sent until one of them does."
        " What came due meanwhile then waits, each for your decision."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        courts = open_to("pause_lift_ask", self.person)
        self.pause = get_object_or_404(Pause.objects.filter(court__in=courts), pk=kwargs["pk"])
        if asked := lifts_waiting([self.pause]).get(self.pause.pk):
            return redirect("proposals:page", asked.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = deciding.listed(due_behind(self.pause), self.person)
        return super().get_context_data(waits=rows, lifts=True, **kwargs)

    def decide(self, given: dict[str, Any]) -> str:
        asked = pause_lift_ask(self.pause, by=self.person, reason=given["reason"])
        until = date_format(_local(asked.expires_at, asked.court), "H:i")
        return _("You asked to lift the pause. A second person has until %(time)s to confirm it.") % {"time": until}


def _local(at: Any, court: Court | None) -> Any:
    return timezone.localtime(at, court.zone if court else None)


def decided_by_others(delivery: Delivery) -> str:
    """Who was first, and what became of it."""
    row = Delivery.objects.select_related("court").get(pk=delivery.pk)
    last = AuditEntry.objects.filter(court=row.court, subject=f"delivery:{row.pk}").order_by("-at").first()
    word = word_of(State(row.state))
    if last is None or not last.actor.startswith("person:"):
        return _("This has changed meanwhile. It is now: %(state)s.") % {"state": word}
    person = Person.objects.filter(pk=last.actor.removeprefix("person:")).first()
    at = date_format(timezone.localtime(last.at, row.court.zone), "H:i")
    return _("%(name)s decided this at %(time)s. It is now: %(state)s.") % {"name": person, "time": at, "state": word}
