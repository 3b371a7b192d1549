"""A draft of the demo, written by its press officer through the same service as everybody's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from approvals.models import Matter
from cms.demo.court import Cast
from cms.models import CourtImage, Post, PostImage, PostVersion
from cms.services import post_save_draft
from publishing.models import Release


def draft_make(
    cast: Cast, row: dict[str, Any], due_at: datetime, picture: CourtImage, corrects: Release | None = None
) -> Post:
    """`row` is one entry of the data file: title, kind, aim, text, link, and perhaps matter and picture (its text)."""
    post = Post(
        court=cast.court,
        title=row["title"],
        kind=row["kind"],
        aim=row["aim"],
        language=cast.court.languages[0],
        text=row["text"],
        link=row["link"],
        due_at=due_at,
        corrects=corrects,
    )
    post.versions = [PostVersion(account=account) for account in cast.accounts]
    if "matter" in row:
        post.matters = Matter.objects.filter(court=cast.court, code=row["matter"])
    if "picture" in row:
        post.images = [PostImage(image=picture, alt=row["picture"])]
    return post_save_draft(post=post, by=cast.people["mira"])
