"""The timeline of the built-in network: open in the demo, else for members of the posting court."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from publishing.domain.limits import LIMITS
from publishing.ground.headers import READ, written
from publishing.ground.models import Person
from publishing.previews import site

from .engagement import engagement
from .models import SandboxMedium, SandboxPost, SandboxPostQuerySet

PER_PAGE = 20
POLICY = written(READ)


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """The newest posts first, a page at a time."""
    if _stranger(request):
        return _sign_in(request)
    page = Paginator(_visible(request), PER_PAGE).get_page(request.GET.get("page"))
    return _page(request, "sandbox/timeline.html", {"page": page, "posts": _drawn(list(page))})


@require_safe
def post(request: HttpRequest, post_id: uuid.UUID) -> HttpResponse:
    """One post by itself."""
    if _stranger(request):
        return _sign_in(request)
    found = get_object_or_404(_visible(request), pk=post_id)
    return _page(request, "sandbox/post.html", {"post": _drawn([found])[0]})


@require_safe
def medium(request: HttpRequest, post_id: uuid.UUID, number: int) -> HttpResponse:
    """The picture number `number` (from 0) of a standing post."""
    found = get_object_or_404(_visible(request), pk=post_id)
    if number >= len(found.media):
        raise Http404
    shown = get_object_or_404(SandboxMedium, pk=found.media[number], account=found.account)
    with shown.file.open() as file:
        return HttpResponse(file.read(), content_type=shown.mime, headers={"X-Content-Type-Options": "nosniff"})


def _visible(request: HttpRequest) -> SandboxPostQuerySet:
    posts = SandboxPost.objects.standing().select_related("account__court")
    return posts if settings.DEMO else posts.for_person(cast(Person, request.user))


def _stranger(request: HttpRequest) -> bool:
    return not settings.DEMO and not request.user.is_authenticated


def _sign_in(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    response["Content-Security-Policy"] = POLICY
    return response


def _drawn(posts: list[SandboxPost]) -> list[dict[str, Any]]:
    media = SandboxMedium.objects.in_bulk({one for post in posts for one in post.media})
    now = timezone.now()
    return [
        {
            "post": one,
            "network": LIMITS[one.account.network].name if one.account.network != "sandbox" else "",
            "media": [media[key] for key in one.media if key in media],
            "card_site": site(one.card["url"]) if one.card else "",
            "counts": engagement(str(one.pk), (now - one.created_at).total_seconds()),
        }
        for one in posts
    ]
