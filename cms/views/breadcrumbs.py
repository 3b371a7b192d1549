"""The way back from a page that belongs to a post."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Post


def of_post(post: Post, title: object) -> list[dict[str, str]]:
    """The list of posts, the post, and the page itself, as Wagtail's breadcrumbs want them."""
    return [
        {"url": reverse("posts:list"), "label": _("Posts")},
        {"url": reverse("posts:edit", args=[post.pk]), "label": post.reference},
        {"url": "", "label": str(title)},
    ]
