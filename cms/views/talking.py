"""What others say about a post, in the composer, and what its author does with it. Each act is one service call."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from approvals.models import ReviewComment, Suggestion
from approvals.services import Invalid, Refused, probes_note_texts, subject_of
from approvals.services.comments import Remark, comment_write
from approvals.services.questions import TEXT_MAX, question_ask
from approvals.views.talk import Talk, living_round, place_asked, talk_of
from approvals.views.talking import asked
from cms.freezing import Incomplete, unfinished_of
from cms.models import Post
from cms.services.refusals import PostRefused
from cms.services.talking import post_leave_suggestion, post_resolve_comment, post_take_over
from publishing.domain.limits import DoesNotFit
from publishing.domain.message import Submission
from publishing.ground.models import Person
from publishing.ground.rights import roles_of

from . import breadcrumbs


def talk_shown(post: Post, person: Person) -> Talk:
    """What is said about the saved draft, finished or not."""
    said = ReviewComment.objects.filter(court=post.court_id, subject=subject_of(post), resolved_at=None)
    return talk_of(post=post, submission=_as_it_stands(post) if said.exists() else None, person=person)


def _as_it_stands(post: Post) -> Submission | None:
    try:
        return unfinished_of(post, timezone.now())
    except (Incomplete, DoesNotFit):
        return None


def remarks_placed(talk: Talk, text: str) -> list[tuple[Remark, bool, int, int]]:
    """Each remark, whether the reader may mark it as done, and where its words stand in the shared text, else 0, 0."""
    rows = []
    for remark, may_resolve in talk.remarks:
        at = text.find(remark.words) if remark.words else -1
        rows.append((remark, may_resolve, *((at, at + len(remark.words)) if at >= 0 else (0, 0))))
    return rows


def post_or_404(person: Person, key: int) -> Post:
    """A post of one of the courts in which the person writes or decides."""
    found: Post = get_object_or_404(
        Post.objects.for_person(person, *roles_of("comment_write")).select_related("court"), pk=key
    )
    return found


class PostAct(View):
    """One act about a post; then its composer again."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        self.post_object = post_or_404(person, pk)
        try:
            messages.success(request, self.act(person, **kwargs))
        except (Refused, PostRefused) as error:
            messages.error(request, str(error))
        return redirect(reverse("posts:edit", args=[pk]) + "#talk")

    def act(self, person: Person, **kwargs: Any) -> str:
        """Makes the one service call; what was done, in words."""
        raise NotImplementedError


class CommentView(PostAct):
    """A comment on what is with the approvers, written in the composer."""

    def act(self, person: Person, **kwargs: Any) -> str:
        data = self.request.POST
        round = living_round(self.post_object.court, subject_of(self.post_object))
        if round is None:
            raise Refused(_("It is no longer with its approvers, so nothing is commented on."))
        try:
            comment_write(
                round=round,
                digest=data.get("digest", ""),
                place=place_asked(round, data),
                text=data.get("text", ""),
                by=person,
            )
        except Invalid:
            probes_note_texts(court=self.post_object.court, person=person, texts=[data.get("text", "")])
            raise
        return _("Your comment is kept. The author and the approvers read it.")


class CommentDoneView(PostAct):
    """A comment marked as done."""

    def act(self, person: Person, **kwargs: Any) -> str:
        rows = ReviewComment.objects.filter(court=self.post_object.court, subject=subject_of(self.post_object))
        comment = get_object_or_404(rows, pk=kwargs["comment"])
        post_resolve_comment(post=self.post_object, comment=comment, by=person)
        return _("Marked as done.")


class SuggestionView(PostAct):
    """A suggested wording taken over, or left."""

    def act(self, person: Person, **kwargs: Any) -> str:
        rows = Suggestion.objects.filter(court=self.post_object.court, subject=subject_of(self.post_object))
        suggestion = get_object_or_404(rows, pk=kwargs["suggestion"])
        if self.request.POST.get("act") == "leave":
            post_leave_suggestion(post=self.post_object, suggestion=suggestion, by=person)
            return _("Left as it is.")
        post_take_over(post=self.post_object, suggestion=suggestion, by=person)
        return _("Taken over, and you are one of its writers. Read it, see the findings, then submit it again.")


class QuestionView(WagtailAdminTemplateMixin, TemplateView):
    """A question to the advisers about a saved draft."""

    template_name = "approvals/ask.html"
    page_title = gettext_lazy("Ask an adviser")
    header_icon = "help"
    _show_breadcrumbs = True
    errors: dict[str, str] = {}

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.post_object = post_or_404(request.user, kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs.of_post(self.post_object, self.page_title)

    def address(self) -> str:
        return reverse("posts:edit", args=[self.post_object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"most": TEXT_MAX, "back": self.address(), "errors": self.errors, "typed": self.request.POST}
        return super().get_context_data(**kwargs | own)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        text, urgent = request.POST.get("text", ""), bool(request.POST.get("urgent"))
        try:
            question = question_ask(reviewable=self.post_object, text=text, urgent=urgent, by=request.user)
        except Invalid as error:
            self.errors = error.errors
            probes_note_texts(court=self.post_object.court, person=request.user, texts=[text])
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        except Refused as error:
            messages.error(request, str(error))
            return redirect(self.address())
        messages.success(request, asked())
        return redirect("questions:page", question.pk)
