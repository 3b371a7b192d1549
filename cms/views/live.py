"""What the composer asks for while someone writes: counters, previews, marks and findings of what is not yet saved."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views import View

from approvals.services import probes_note
from cms.desk import desk_of, marks
from cms.forms import ComposerForm
from cms.models import Post
from publishing.ground.models import Court
from publishing.ground.rights import open_to, roles_of

from .panels import checks_label, deciders


class LiveView(View):
    """Stores nothing of the text. Press officers of the post's court only; for everybody else it does not exist."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        instance, court = self._post(request, pk)
        person: Any = request.user
        form = ComposerForm(request.POST, instance=instance, court=court, person=person)
        form.is_valid()
        post = form.draft()
        desk = desk_of(post, person)
        probes_note(court=court, person=person, result=desk.readiness.result)
        shown = {"desk": desk, "post": post, "object": post, "form": form}
        shown["deciders"] = deciders(post, desk.readiness.result, person)
        return JsonResponse(
            {
                "counters": render_to_string("cms/counters.html", shown, request),
                "previews": render_to_string("cms/previews.html", shown, request),
                "checks": render_to_string("cms/checks.html", shown, request),
                "marks": str(marks(post.text, desk.notes)),
                "summary": desk.headline,
                "footnote": render_to_string("cms/footnote.html", shown, request).strip(),
                "count": len(desk.notes),
                "blocked": any(note.level == "block" for note in desk.notes),
                "label": checks_label(len(desk.notes)),
            }
        )

    def _post(self, request: HttpRequest, pk: int | None) -> tuple[Post | None, Court]:
        user: Any = request.user
        if pk is None:
            courts = open_to("post_save_draft", user).filter(slug=request.GET.get("court", ""))
            if (court := courts.first()) is None:
                raise Http404
            return None, court
        posts = Post.objects.for_person(user, *roles_of("post_save_draft")).select_related("court")
        if (found := posts.filter(pk=pk).first()) is None:
            raise Http404
        return found, found.court
