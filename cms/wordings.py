"""The texts of a post that people write, each under a key, and how they are put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.domain.reviewable import Wording

if TYPE_CHECKING:
    from cms.models import Post


def wordings_of(post: Post) -> tuple[Wording, ...]:
    """Title, text, the own words of accounts, and what is said of pictures."""
    found = [Wording("title", _("Title"), post.title), Wording("text", _("Text for all accounts"), post.text)]
    for row in post.versions.all():
        if row.own_text.strip():
            label = _("Own words for %(account)s") % {"account": row.account.handle}
            found.append(Wording(f"own:{row.account_id}", label, row.own_text))
    for number, image in enumerate(post.images.all(), 1):
        found.append(Wording(f"alt:{number}", _("Description of picture %(number)d") % {"number": number}, image.alt))
    return tuple(found)


def reword(post: Post, texts: Mapping[str, str]) -> None:
    """Puts each of `texts` in the place of the wording of that key. Stores nothing; a key that is none is left."""
    post.title, post.text = texts.get("title", post.title), texts.get("text", post.text)
    versions, images = list(post.versions.all()), list(post.images.all())
    for row in versions:
        row.own_text = texts.get(f"own:{row.account_id}", row.own_text)
    for number, image in enumerate(images, 1):
        image.alt = texts.get(f"alt:{number}", image.alt)
    post.versions, post.images = versions, images
