"""Emergencies: from the first page to a form in two taps, and the review of what went out with one signature."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from approvals.models import Verdict
from approvals.services import Invalid, Refused, probes_note_texts
from approvals.services.aftermath import solo_review, solos_for, why_not_review
from approvals.services.drills import is_due
from approvals.services.solo import REVIEW_WITHIN, RIGHTS_REST
from approvals.views.shell import Shell
from cms.models import Template
from publishing.domain.digest import parse
from publishing.ground.rights import anywhere, open_to, roles_of
from publishing.kinds import Kind

SHOWN = 20


class Emergencies(Shell):
    """What somebody needs in an emergency: its locked templates first. Then what waits for a review."""

    template_name = "cms/emergencies/index.html"
    page_title = gettext_lazy("Emergencies")
    header_icon = "warning"
    right = "drill_read"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, now = self.request.user, timezone.now()
        usable = (
            Template.objects.in_use()
            .for_person(person, *roles_of("post_from_template"))
            .filter(kind=Kind.EMERGENCY)
            .select_related("court")
        )
        return super().get_context_data(
            usable=usable.order_by("-locked", "name"),
            drill_due=any(is_due(court, now) for court in open_to("drill_read", person)),
            may_write=anywhere("post_save_draft", person),
            solos=[
                (solo, solo.reviewed_at is None and solo.at <= now - REVIEW_WITHIN)
                for solo in solos_for(person)[:SHOWN]
            ],
            **kwargs,
        )


class EmergencyReview(Shell):
    """What went out with one signature, why, and the decision about it."""

    template_name = "cms/emergencies/page.html"
    header_icon = "warning"
    right = "drill_read"
    errors: dict[str, str] = {}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        person: Any = request.user
        self.solo = get_object_or_404(solos_for(person), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return str(self.solo.round.reference)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("emergencies:index"), "label": _("Emergencies")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        solo, now = self.solo, timezone.now()
        submission = parse(solo.round.content)
        said = {(one.language, text) for one in submission.messages for text in one.segments}
        return super().get_context_data(
            solo=solo, refusal=why_not_review(solo, self.request.user, now), said=sorted(said), title=submission.title,
            due=solo.at + REVIEW_WITHIN, late=solo.reviewed_at is None and now >= solo.at + REVIEW_WITHIN,
            rests=solo.reviewed_at is None and now >= solo.at + RIGHTS_REST, verdicts=Verdict.choices,
            errors=self.errors, typed=self.request.POST if self.errors else {}, **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        words, person = request.POST.get("words", ""), self.request.user
        try:
            solo_review(solo=self.solo, person=person, verdict=request.POST.get("verdict", ""), words=words)
        except Invalid as error:
            self.errors = error.errors
            probes_note_texts(court=self.solo.court, person=person, texts=[words])
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Kept. Whoever released it has been told."))
        return redirect("emergencies:page", self.solo.pk)
