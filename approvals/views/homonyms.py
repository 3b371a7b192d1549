"""Questions about names and alerts, for the registrars who may read the matter. Each act is one call to a service."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from approvals.models import Homonym, HomonymState, Matter, ProbeAlert
from approvals.services import Invalid, Refused, alert_lay_aside, homonym_answer, homonym_revoke
from approvals.services.clearings import Place, people_met
from approvals.services.homonyms import REASON_MAX, places_asked, why_not
from approvals.services.reviews import object_of
from publishing.ground.models import Person
from publishing.ground.rights import anywhere, roles_of

ANSWERED_SHOWN, ALERTS_SHOWN = 50, 50
SURFACES = {
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "alt": gettext_lazy("Description of a picture"),
    "link": gettext_lazy("Link"),
    "card.title": gettext_lazy("Title of the link’s card"),
    "card.description": gettext_lazy("Text of the link’s card"),
}


def questions_for(person: Person) -> QuerySet[Homonym]:
    """Questions about matters that the person keeps and may read."""
    matters = Matter.objects.for_person(person, *roles_of("homonym_answer")).values("pk")
    rows: QuerySet[Homonym] = Homonym.objects.for_person(person, *roles_of("homonym_answer")).filter(matter__in=matters)
    return rows.select_related("court", "matter", "asked_by", "answered_by", "revoked_by", "content_type")


def alerts_for(person: Person) -> QuerySet[ProbeAlert]:
    """Alerts about matters that the person keeps and may read, and those about several matters."""
    matters = Matter.objects.for_person(person, *roles_of("homonym_answer")).values("pk")
    rows: QuerySet[ProbeAlert] = ProbeAlert.objects.for_person(person, *roles_of("homonym_answer"))
    return rows.filter(Q(matter=None) | Q(matter__in=matters)).select_related("court", "person", "matter", "seen_by")


def waiting(person: Person) -> int:
    """How many questions and alerts wait for the person."""
    asked = questions_for(person).filter(state=HomonymState.ASKED).exclude(asked_by=person)
    return asked.count() + alerts_for(person).filter(seen_at=None).exclude(person=person).count()


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Shell(WagtailAdminTemplateMixin, TemplateView):
    """Wagtail's page around our content, for registrars."""

    _show_breadcrumbs = True
    header_icon = "pr-shield"
    request: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not anywhere("homonym_answer", request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class Names(Shell):
    """What waits for a registrar about names, and what was answered lately."""

    template_name = "approvals/names.html"
    page_title = gettext_lazy("Names")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        questions = questions_for(self.request.user)
        return super().get_context_data(
            asked=questions.filter(state=HomonymState.ASKED).order_by("asked_at"),
            answered=questions.exclude(answered_by=None).order_by("-answered_at")[:ANSWERED_SHOWN],
            alerts=alerts_for(self.request.user).order_by("seen_at", "-last_at")[:ALERTS_SHOWN],
            **kwargs,
        )


class Question(Shell):
    """One question: the sentence as it stands now, the matter, the reason; and the answer."""

    template_name = "approvals/name_question.html"
    question: Homonym
    error = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        person: Any = request.user
        self.question = get_object_or_404(questions_for(person), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return str(self.question.reference)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": reverse("homonyms:index"), "label": _("Names")}, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post = object_of(self.question)
        places = _places(self.question, post)
        return super().get_context_data(
            question=self.question, post=post, places=[(_surface(place), place) for place in places],
            people=people_met(self.question.matter, places[0]) if places else [], most=REASON_MAX,
            refusal=why_not(self.question, post, self.request.user), error=self.error,
            typed=self.request.POST.get("reason", ""), **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            done = self.act(request.POST.get("decision", ""))
        except Invalid as error:
            self.error = str(error)
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        except Refused as error:
            messages.error(request, str(error))
            return redirect("homonyms:page", self.question.pk)
        messages.success(request, done)
        return redirect("homonyms:index")

    def act(self, decision: str) -> str:
        """What was done, in words."""
        reason, by = self.request.POST.get("reason", ""), self.request.user
        if decision == "revoke":
            homonym_revoke(question=self.question, reason=reason, by=by)
            return _("Taken back. The words block the post again, and what waits to be sent is checked anew.")
        if decision not in ("cleared", "kept"):
            raise Refused(_("Choose one of the two answers."))
        cleared = decision == "cleared"
        read = self.request.POST.getlist("sentence")
        homonym_answer(question=self.question, cleared=cleared, sentences=read, reason=reason, by=by)
        if cleared:
            return _("Answered: someone else. The author has been told, and the approvers see your reason.")
        return _("Answered: it stays blocked. The author has been told.")


class AlertSeen(View):
    """One alert laid aside."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        person: Any = request.user
        alert = get_object_or_404(alerts_for(person), pk=pk)
        try:
            alert_lay_aside(alert=alert, by=person)
        except Refused as error:
            messages.error(request, str(error))
        return redirect(reverse("homonyms:index") + "#alerts")


def _places(question: Homonym, post: Any) -> list[Place]:
    """The sentences as they stand, while the draft can be checked."""
    try:
        return places_asked(question, post)
    except Refused:
        return []


def _surface(place: Place) -> Any:
    return SURFACES.get(place.span.surface.split(":")[0], _("Text"))
