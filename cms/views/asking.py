"""The author's question to a registrar: from the composer after saving, or from a post that is locked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from cms.models import Post
from cms.services import PostRefused, post_ask
from publishing.ground.rights import roles_of


class AskView(View):
    """For a post that nobody can save now. Press officers of its court only."""

    http_method_names = ("post",)

    def post(self, request: Any, pk: int) -> HttpResponse:
        posts = Post.objects.for_person(request.user, *roles_of("post_save_draft"))
        return ask_registrar(request, get_object_or_404(posts.select_related("court"), pk=pk))


def ask_registrar(request: Any, post: Post) -> HttpResponse:
    """Asks about the finding that the button names, with the reason of its field."""
    asks = request.POST.get("action-ask", "")
    matter, _bar, words_hash = asks.partition("|")
    reason = request.POST.get(f"ask|{asks}", "")
    try:
        post_ask(post=post, matter=matter, words_hash=words_hash, reason=reason, by=request.user)
    except PostRefused as refusal:
        messages.error(request, _("The registrar was not asked. %(why)s") % {"why": refusal})
    else:
        messages.success(request, _("A registrar has been asked. You get an e-mail with the answer."))
    return redirect(reverse("posts:edit", args=[post.pk]) + "#findings")
