"""Comments, another wording and a question, from the decision page. Each act is one call to a service."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import TaskState

from approvals.models import ReviewComment
from approvals.services import Invalid, Refused, probes_note_texts
from approvals.services.comments import comment_resolve, comment_write
from approvals.services.questions import TEXT_MAX, question_ask
from approvals.services.suggestions import LONGEST, suggestion_make

from .decisions import Decision
from .talk import place_asked


class Said(Decision):
    """A form about the post as a page of its own. What the service refuses stands beside its field."""

    texts = ("text", "comment")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            done = self.act()
        except Invalid as error:
            self.error = error
            typed = [request.POST.get(name, "") for name in self.texts]
            probes_note_texts(court=self.round.court, person=self.request.user, texts=typed)
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        except Refused as error:
            messages.error(request, str(error))
            return redirect(self.address())
        messages.success(request, done)
        return redirect(self.address())

    def act(self) -> str:
        """Makes the one service call; what was done, in words."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        errors = self.error.errors if isinstance(self.error, Invalid) else {}
        return super().get_context_data(errors=errors, typed=self.request.POST, **kwargs)


class Comment(Said):
    """A remark on words of the post."""

    template_name = "approvals/comment.html"

    def act(self) -> str:
        data = self.request.POST
        place = place_asked(self.round, data)
        comment_write(
            round=self.round,
            digest=data.get("digest", ""),
            place=place,
            text=data.get("text", ""),
            by=self.request.user,
        )
        return _("Your comment is kept. The author and the approvers read it.")

    def address(self) -> str:
        return super().address() + "#s-talk"


class CommentDone(Decision):
    """A comment marked as done."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = ReviewComment.objects.filter(court=self.round.court, subject=self.round.subject)
        comment = get_object_or_404(rows, pk=kwargs["comment"])
        try:
            comment_resolve(comment=comment, reviewable=self.round.workflow_state.content_object, by=self.request.user)
        except Refused as error:
            messages.error(request, str(error))
        return redirect(self.address() + "#s-talk")


class Suggest(Said):
    """The wording, to be changed and returned."""

    template_name = "approvals/suggest.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(**kwargs)
        return self.render_to_response(context) if context["page"].may_return else redirect(self.address())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        wordings, typed, errors = context["page"].post.wordings(), self.request.POST, context["errors"]
        rows = [(one, typed.get(f"w-{one.key}", one.text), errors.get(one.key, "")) for one in wordings]
        return {**context, "rows": rows, "longest": LONGEST, "general": errors.get("texts") or errors.get("comment")}

    def act(self) -> str:
        data = self.request.POST
        key = data.get("step", "")
        known = TaskState.objects.filter(workflow_state=self.round.workflow_state_id)
        step = known.filter(pk=int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0).first()
        if step is None:
            raise Refused(_("This step is over. Read it again."))
        suggestion_make(
            task_state=step,
            person=self.request.user,
            digest=data.get("digest", ""),
            texts={name[2:]: str(words) for name, words in data.items() if name.startswith("w-")},
            comment=data.get("comment", ""),
        )
        return _("Returned with your wording. The author has been told, and you may vote on what becomes of it.")


class Ask(Said):
    """A private question to the advisers, before the vote."""

    template_name = "approvals/ask.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(most=TEXT_MAX, post_title=self.round.reference, back=self.address(), **kwargs)

    def act(self) -> str:
        post = self.round.workflow_state.content_object
        data = self.request.POST
        self.question = question_ask(
            reviewable=post, text=data.get("text", ""), urgent=bool(data.get("urgent")), by=self.request.user
        )
        return asked()

    def address(self) -> str:
        made = getattr(self, "question", None)
        return reverse("questions:page", args=[made.pk]) if made else super().address()


def asked() -> str:
    """What is said once a question is on its way."""
    return _("Asked. Nobody edits or submits the draft until it is answered, or you take the question back.")
