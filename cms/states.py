"""What a Post is, derived from its deliveries and its workflow. Pure: first match wins."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.domain.delivery import State


class PostState(models.TextChoices):
    NEEDS_A_PERSON = "person", _("Needs a person")
    FAILED = "failed", _("Failed")
    HELD = "held", _("Held")
    SENDING = "sending", _("Sending")
    SCHEDULED = "scheduled", _("Scheduled")
    PARTLY_SENT = "partly-sent", _("Partly sent")
    SENT = "sent", _("Sent")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")
    WITH_APPROVERS = "waiting", _("With approvers")
    RETURNED = "returned", _("Returned")
    DRAFT = "draft", _("Draft")


OPEN = frozenset({PostState.DRAFT, PostState.RETURNED, PostState.CANCELLED})  # may be edited
PUBLISHED = frozenset({PostState.PARTLY_SENT, PostState.SENT, PostState.WITHDRAWN})  # said in public, never edited
MAY_BE_TAKEN_BACK = frozenset({PostState.WITH_APPROVERS, PostState.SCHEDULED, PostState.HELD})

ICONS = {state: f"pr-{state.value}" for state in PostState} | {
    PostState.SENDING: "pr-outbox",
    PostState.PARTLY_SENT: "pr-sent",
}

IN_PUBLIC = frozenset({State.SENT, State.WITHDRAWING})


def of_deliveries(states: Collection[State]) -> PostState | None:
    """The state that the deliveries of one release give its post; None without deliveries."""
    if not states:
        return None
    there = set(states)
    for state, found in (
        (PostState.NEEDS_A_PERSON, State.UNKNOWN in there),
        (PostState.FAILED, State.FAILED in there),
        (PostState.HELD, State.HELD in there),
        (PostState.SENDING, State.SENDING in there),
        (PostState.SCHEDULED, State.SCHEDULED in there),
        (PostState.PARTLY_SENT, bool(there & IN_PUBLIC) and not there <= IN_PUBLIC),
        (PostState.SENT, bool(there & IN_PUBLIC)),
        (PostState.WITHDRAWN, State.WITHDRAWN in there),
    ):
        if found:
            return state
    return PostState.CANCELLED


def before_release(workflow: str) -> PostState:
    """The state that a workflow status of Wagtail ("" without one) gives a post that has no release."""
    if workflow == "in_progress":
        return PostState.WITH_APPROVERS
    return PostState.RETURNED if workflow == "needs_changes" else PostState.DRAFT


def derive(*, deliveries: Collection[State], taken_back: bool, workflow: str) -> PostState:
    """The state of a post from its newest release, whether that was taken back, and its workflow status.

    A release that was taken back, or cancelled on every account, no longer says anything once approvers are asked
    again; doubt and failure always do.
    """
    released = of_deliveries(deliveries)
    if released in (PostState.NEEDS_A_PERSON, PostState.FAILED):
        return released
    if released is None or taken_back or (released is PostState.CANCELLED and workflow):
        return before_release(workflow)
    return released
