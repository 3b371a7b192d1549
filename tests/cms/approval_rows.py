"""What the laws read of one court at one moment: one query a table, whatever the number of posts."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision, WorkflowState

from approvals.models import MatterJudge, Round, Vote
from cms.models import Post, PostReader, PostSeal
from publishing.domain.delivery import State
from publishing.domain.digest import digest
from publishing.ground.models import Court, Membership
from publishing.models import Delivery, Pause, Release

SAID = (State.SENT, State.WITHDRAWN)
digest_of = lru_cache(maxsize=512)(digest)


class Rows:
    """Read at once, and as they were then from there on."""

    def __init__(self, court: Court) -> None:
        mine = {"court": court}
        self.court = court
        self.posts = list(Post.objects.filter(**mine).order_by("pk"))
        self.rounds = list(Round.objects.filter(**mine).select_related("workflow_state").order_by("pk"))
        self.votes = list(Vote.objects.standing().filter(**mine).order_by("at", "pk"))
        self.releases = list(Release.objects.filter(**mine).order_by("pk"))
        self.deliveries = list(Delivery.objects.filter(**mine).select_related("account", "court").order_by("pk"))
        self.pauses = list(Pause.objects.filter(lifted_at=None))
        rounds, releases = {row.pk: row for row in self.rounds}, {row.pk: row for row in self.releases}
        for vote in self.votes:
            vote.round = rounds[vote.round_id]
        for row in self.deliveries:
            row.release = releases[row.release_id]

    @cached_property
    def writers(self) -> dict[str, set[int]]:
        """By reference: the author and everyone whose name a revision bears."""
        kind, keys = ContentType.objects.get_for_model(Post), [str(post.pk) for post in self.posts]
        named = Revision.objects.filter(base_content_type=kind, object_id__in=keys).exclude(user=None)
        wrote: dict[str, set[int]] = defaultdict(set)
        for key, person in named.values_list("object_id", "user"):
            wrote[key].add(person)
        return {post.reference: {post.author_id, *wrote[str(post.pk)]} for post in self.posts}

    def authors(self, round: Round) -> set[int]:
        """Who may not decide in the round: its writers, and who handed it in."""
        return self.writers[round.reference] | ({round.workflow_state.requested_by_id} - {None})

    def round_of(self, release: Release) -> Round | None:
        """The newest round of what the release says."""
        said = (release.reference, release.digest)
        return next((row for row in reversed(self.rounds) if (row.reference, row.digest) == said), None)

    # --- what there is, for the machine to choose by ---------------------------------------------

    @property
    def asked(self) -> bool:
        """Whether a post is before people."""
        return any(in_progress(row) for row in self.rounds)

    @property
    def states(self) -> set[str]:
        return {row.state for row in self.deliveries}

    @property
    def ready(self) -> list[Delivery]:
        """What the gate let through and the dispatcher takes at its time."""
        return [row for row in self.deliveries if row.state == State.SCHEDULED and row.release.reviewed_at]

    def confidence(self) -> tuple[Any, ...]:
        """All that decides who sees which post: while it is the same, nobody sees more or less than before."""
        mine = {"post__court": self.court}
        kept = (
            PostSeal.objects.filter(**mine).values_list("post", "by"),
            PostReader.objects.filter(**mine).values_list("post", "person"),
            Membership.objects.filter(court=self.court).values_list("person", "role"),
            MatterJudge.objects.filter(matter__court=self.court).values_list("matter", "person"),
        )
        said = {row.release.reference for row in self.deliveries if row.state in SAID}
        posts = [(row.pk, row.author_id, row.state) for row in self.posts]
        votes = [row.pk for row in self.votes]
        return posts, votes, len(self.rounds), said, *(sorted(rows) for rows in kept)


def in_progress(round: Round) -> bool:
    return bool(round.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS)
