"""What the apps below ask about sealed posts."""

from __future__ import annotations

from collections.abc import Iterable

from cms.models import Post
from cms.models.sealing import PostQuerySet, anything_secret, hidden_posts, named_people
from cms.services.naming import post_read
from publishing.ground.confidence import keeper_set
from publishing.ground.models import Person


class PostKeeper:
    """publishing.ground.confidence.Keeper for posts."""

    def hidden_from(self, person: Person) -> Iterable[str]:
        return hidden_posts(Post.objects.all(), person)

    def named_on(self, reference: str) -> frozenset[int] | None:
        post = _sealed().filter(reference=reference).first()
        return None if post is None else frozenset(named_people(post))

    def read_by(self, reference: str, person: Person) -> None:
        for post in _sealed().select_related("court").filter(reference=reference):
            post_read(post=post, person=person)


def _sealed() -> PostQuerySet:
    return Post.objects.sealed() if anything_secret() else Post.objects.none()


def connect() -> None:
    keeper_set(PostKeeper())
