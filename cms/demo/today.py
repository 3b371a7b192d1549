"""What stands open in the demo, brought there by the same acts that people use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

from approvals.services import digest_of, vote_cast
from cms.demo.court import Cast
from cms.demo.data import norvale
from cms.demo.drafts import draft_make
from cms.demo.history import past_write
from cms.models import CourtImage, Post
from cms.services import post_answer, post_name, post_submit, readiness_of
from publishing.models import Release
from publishing.services import release_cancel, release_hold


def today_write(cast: Cast, picture: CourtImage, now: datetime) -> None:
    """Every entry of the data file's `today`, each in its state."""
    for row in norvale()["today"]:
        due_at = _due(row, now, cast.court.zone)
        if due_at < now:
            past_write(cast, row, picture, due_at, now=now)
        else:
            _walk(cast, row, draft_make(cast, row, due_at, picture))


def _due(row: dict[str, Any], now: datetime, zone: tzinfo) -> datetime:
    if "in_minutes" in row:
        return (now + timedelta(minutes=row["in_minutes"])).replace(second=0, microsecond=0)
    day = now.astimezone(zone).date() + timedelta(days=row["in_days"])
    return datetime.combine(day, time.fromisoformat(row["at"]), zone).astimezone(UTC)


def _walk(cast: Cast, row: dict[str, Any], post: Post) -> None:
    for name in row.get("named", ()):
        post_name(post=post, person=cast.people[name], by=cast.people["mira"])
    for step in STEPS[row["state"]]:
        step(cast, row, post)


def _submit(cast: Cast, row: dict[str, Any], post: Post) -> None:
    for one in readiness_of(post).questions:
        post_answer(post=post, question=one.key, text=norvale()["answers"][one.key], by=cast.people["mira"])
    post_submit(post=post, by=cast.people["mira"])


def _vote(name: str, decision: str) -> Callable[[Cast, dict[str, Any], Post], None]:
    def cast_vote(cast: Cast, row: dict[str, Any], post: Post) -> None:
        fresh = Post.objects.get(pk=post.pk)
        vote_cast(
            task_state=fresh.current_workflow_task_state,
            person=cast.people[name],
            decision=decision,
            digest=digest_of(fresh),
            comment=row.get("return_reason", ""),
        )

    return cast_vote


def _hold(cast: Cast, row: dict[str, Any], post: Post) -> None:
    release_hold(_release(cast, post), reason=row["hold_reason"], by=cast.people["hanne"])


def _cancel(cast: Cast, row: dict[str, Any], post: Post) -> None:
    release_cancel(_release(cast, post), reason=row["cancel_reason"], by=cast.people["mira"])


def _release(cast: Cast, post: Post) -> Release:
    return Release.objects.get(court=cast.court, reference=post.reference)


_approved = (_submit, _vote("jonas", "approve"))
STEPS: dict[str, tuple[Callable[[Cast, dict[str, Any], Post], None], ...]] = {
    "draft": (),
    "returned": (_submit, _vote("jonas", "return")),
    "desk": (_submit,),
    "bench": (*_approved, _vote("hanne", "approve")),
    "scheduled": _approved,
    "held": (*_approved, _hold),
    "cancelled": (*_approved, _cancel),
}
