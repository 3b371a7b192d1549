"""The only wiring between the apps: what happens below is told to the Post above."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected, workflow_submitted

from cms.models import Post
from cms.states import derive
from publishing.domain.delivery import State
from publishing.models import Delivery, Release
from publishing.signals import releases_changed


def connect() -> None:
    releases_changed.connect(on_releases_changed, dispatch_uid="praeco-post-state")
    for signal in (workflow_submitted, workflow_approved, workflow_rejected, workflow_cancelled):
        signal.connect(on_workflow_changed, dispatch_uid="praeco-post-state")


def on_releases_changed(sender: Any, release_ids: Iterable[UUID], **kwargs: Any) -> None:
    references = Release.objects.filter(pk__in=list(release_ids)).values("reference")
    for post in Post.objects.filter(reference__in=references):
        settle(post)


def on_workflow_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if instance.base_content_type.model_class() is Post:
        settle(Post.objects.get(pk=instance.object_id))


def settle(post: Post) -> None:
    """Write the state that follows from the newest release and the workflow."""
    release = Release.objects.filter(court=post.court_id, reference=post.reference).order_by("-version").first()
    states = Delivery.objects.filter(release=release).values_list("state", flat=True) if release else []
    workflow = post.current_workflow_state
    state = derive(
        deliveries=[State(one) for one in states],
        taken_back=release is not None and post.taken_back_id == release.pk,
        workflow=workflow.status if workflow else "",
    )
    Post.objects.filter(pk=post.pk).exclude(state=state).update(state=state)
    post.state = state
