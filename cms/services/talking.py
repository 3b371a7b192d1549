"""What the author does with what others say: takes a suggested wording over or leaves it, marks a comment as done."""

from __future__ import annotations

from django.db import transaction

from approvals.models import ReviewComment, Suggestion
from approvals.services import Refused
from approvals.services.comments import comment_resolve
from approvals.services.suggestions import suggestion_apply, suggestion_leave
from cms.models import Post
from cms.wordings import reword
from publishing.ground.models import Person

from .posts import post_save_draft
from .refusals import Obstacle, PostRefused


def post_take_over(*, post: Post, suggestion: Suggestion, by: Person) -> Post:
    """Puts the suggested words into the draft and stores it: whoever does so has written, like any editor.

    Raises PostRefused when the text changed since, while the post is locked, and to all but press officers.
    """
    try:
        with transaction.atomic():
            row = Post.objects.select_for_update().get(pk=post.pk)
            reword(row, suggestion_apply(suggestion=suggestion, reviewable=row, by=by))
            return post_save_draft(post=row, by=by)
    except Refused as error:
        raise PostRefused(Obstacle("", str(error))) from error


def post_leave_suggestion(*, post: Post, suggestion: Suggestion, by: Person) -> Suggestion:
    """Leaves the text as it is. Raises PostRefused."""
    try:
        return suggestion_leave(suggestion=suggestion, reviewable=post, by=by)
    except Refused as error:
        raise PostRefused(Obstacle("", str(error))) from error


def post_resolve_comment(*, post: Post, comment: ReviewComment, by: Person) -> ReviewComment:
    """Marks a comment on the post as done. Raises PostRefused."""
    try:
        return comment_resolve(comment=comment, reviewable=post, by=by)
    except Refused as error:
        raise PostRefused(Obstacle("", str(error))) from error
