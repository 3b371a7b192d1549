"""What holds for the one post of a drill."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals.models import Drill
from approvals.services.drilling import over
from cms.models import Post
from publishing.kinds import Kind

from .refusals import Obstacle, PostRefused


def drill_check(post: Post) -> None:
    """A drill has one post, an emergency of its court, while it runs. Call it in a transaction.

    Raises PostRefused naming the field.
    """
    if post.drill_id is None:
        return
    drill = Drill.objects.running().select_for_update().filter(pk=post.drill_id, court=post.court_id).first()
    if drill is None:
        raise PostRefused(Obstacle("", over()))
    if Post.objects.filter(drill=drill).exclude(pk=post.pk).exists():
        raise PostRefused(Obstacle("", _("This drill has its post already. Open it from the page of the drill.")))
    for field, wrong in (("kind", post.kind != Kind.EMERGENCY), ("corrects", post.corrects_id is not None)):
        if wrong:
            raise PostRefused(Obstacle(field, _("A drill practises an emergency. Leave this as it was.")))
