"""What a locked template holds fast in a draft."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.models import Post
from cms.rendering import rendered, same_pictures

from .refusals import Obstacle, PostRefused


def locked_check(post: Post) -> None:
    """A locked text is what its template says: nobody writes into it, whatever the form or the caller sends.

    Raises PostRefused naming the field.
    """
    template = post.locked_template
    if template is None:
        return
    said = rendered(template, post.fields.get("values", {}))
    words = _("This text is locked by its template. Change its fields, or leave the template to write freely.")
    for field, changed in (
        ("title", post.title != said.title),
        ("text", post.text != said.text),
        ("link", post.link != said.link),
        ("kind", (post.kind, post.aim, post.language) != (template.kind, template.aim, template.language)),
        ("accounts", any(version.own_text.strip() for version in post.versions.all())),
        ("corrects", post.corrects is not None),
        ("pictures", not same_pictures(post, template)),
    ):
        if changed:
            raise PostRefused(Obstacle(field, words))
