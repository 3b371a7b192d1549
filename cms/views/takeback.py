"""Take back for changes: asks first, because every vote so far becomes void."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from approvals.models import Vote
from cms.models import Post
from cms.services import PostRefused, post_take_back
from cms.states import MAY_BE_TAKEN_BACK, PostState
from publishing.ground.rights import roles_of

from . import breadcrumbs


class TakeBackView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/take_back.html"
    page_title = gettext_lazy("Take back for changes")
    header_icon = "pr-returned"
    _show_breadcrumbs = True

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        posts = Post.objects.for_person(request.user, *roles_of("post_take_back"))
        self.post_object = get_object_or_404(posts.select_related("court"), pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs.of_post(self.post_object, self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post = self.post_object
        return {
            **super().get_context_data(**kwargs),
            "post": post,
            "possible": PostState(post.state) in MAY_BE_TAKEN_BACK,
            "votes": Vote.objects.standing().filter(subject=f"post:{post.pk}").count(),
        }

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            post_take_back(post=self.post_object, by=request.user)
        except PostRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Taken back. It is a draft again, and nothing of it is sent."))
        return redirect("posts:edit", self.post_object.pk)
