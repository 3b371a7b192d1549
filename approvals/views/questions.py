"""Questions before posting: for the one who asked and for the advisers. Everybody else finds nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from approvals.models import Question, QuestionState
from approvals.services import Invalid, Refused, probes_note_texts
from approvals.services.questions import (
    TEXT_MAX,
    question_answer,
    question_attach,
    question_say,
    question_take_back,
    thread_of,
)
from approvals.services.reviews import object_of
from publishing.ground.confidence import read_by
from publishing.ground.models import Person

LATELY = 50


def questions_for(person: Person) -> QuerySet[Question]:
    """The questions whose thread the person may read."""
    rows: QuerySet[Question] = Question.objects.for_person(person)
    return rows.select_related("court", "asked_by", "answered_by", "content_type")


def to_answer(person: Person) -> QuerySet[Question]:
    """Those that wait for the person as adviser, the most pressing first."""
    waiting = questions_for(person).filter(state=QuestionState.OPEN)
    return waiting.exclude(asked_by=person).order_by("target_at")


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Shell(WagtailAdminTemplateMixin, TemplateView):
    """Wagtail's page around our content."""

    _show_breadcrumbs = True
    header_icon = "help"
    request: Any


class Index(Shell):
    """What waits for an adviser, and what one asked oneself."""

    template_name = "approvals/questions.html"
    page_title = gettext_lazy("Questions")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        waiting = list(to_answer(person))
        rest = questions_for(person).exclude(pk__in=[row.pk for row in waiting]).order_by("-asked_at")
        return super().get_context_data(waiting=waiting, rest=rest[:LATELY], **kwargs)


class Thread(Shell):
    """One question: what was said, the draft it is about, and what this person may do."""

    template_name = "approvals/question.html"
    error = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        person: Any = request.user
        self.question = get_object_or_404(questions_for(person), pk=kwargs["pk"])
        read_by(self.question.reference, person)

    def get_page_title(self) -> str:
        return str(self.question.reference)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("questions:index"), "label": _("Questions")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question, person = self.question, self.request.user
        post, mine = object_of(question), question.asked_by_id == person.pk
        return super().get_context_data(
            question=question, post=post, mine=mine, thread=thread_of(question), most=TEXT_MAX,
            wordings=[one for one in post.wordings() if one.text.strip()] if question.waits or mine else [],
            may_answer=question.waits and not mine and person.pk not in post.writers(),
            error=self.error, typed=self.request.POST.get("text", "") if self.error else "", **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            done = self.act(request.POST.get("act", ""))
        except Invalid as error:
            self.error = str(error)
            typed = [request.POST.get("text", "")]
            probes_note_texts(court=self.question.court, person=self.request.user, texts=typed)
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, done)
        return redirect("questions:page", self.question.pk)

    def act(self, name: str) -> str:
        """Makes the one service call; what was done, in words."""
        given: dict[str, Any] = {"question": self.question, "by": self.request.user}
        text = self.request.POST.get("text", "")
        if name == "say":
            question_say(**given, text=text)
            return _("Added.")
        if name == "answer":
            question_answer(**given, text=text)
            return _("Answered. The draft is open again, and who asked has been told.")
        if name == "take_back":
            question_take_back(**given)
            return _("Taken back. The draft is open again.")
        if name == "attach":
            question_attach(**given)
            return _("Every approver of the post reads the answer from now on.")
        raise Refused(_("Choose what to do."))
