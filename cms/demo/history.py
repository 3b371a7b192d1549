"""What the demo's court said before today. The rows are written as the engine would have left them, at their times;

the audit trail says that they were brought in, for nobody drafted or approved them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from itertools import cycle
from typing import Any

from analytics.domain.measures import normalise
from analytics.domain.rhythm import next_reading
from analytics.models import Reading, Tally
from cms.demo.court import Cast
from cms.demo.data import norvale
from cms.demo.drafts import draft_make
from cms.demo.outside import counts_at, post_keep, post_url
from cms.models import CourtImage, Post
from cms.receivers import settle
from publishing.domain.delivery import State
from publishing.domain.digest import canonical, digest, parse
from publishing.domain.limits import limits_for
from publishing.domain.message import Message
from publishing.ground import audit
from publishing.models import Account, Attempt, Delivery, Release
from publishing.networks.registry import adapter
from publishing.sandbox.models import SandboxPost

EVERY = timedelta(days=5)
READ_AT_AGES = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))
COUNTED_AS = "demo 1"
REASONS = {
    State.UNKNOWN: "No answer after 30 seconds. Published or not? It is not known.",
    State.FAILED: "The network refused the post: the account may not post at present. Nothing was published.",
}


def year_write(cast: Cast, picture: CourtImage, now: datetime) -> None:
    """A statement every five days for a year, up to yesterday, and the judgments with a correction between them."""
    for row, due_at in zip(cycle(norvale()["year"]), _mornings(cast, now), strict=False):
        past_write(cast, row, picture, due_at, now=now)
    corrected: Release | None = None
    for row in norvale()["past"]:
        due_at = now.replace(second=0, microsecond=0) - timedelta(days=row["days_ago"], minutes=row["minutes"])
        release = past_write(cast, row, picture, due_at, now=now, corrects=corrected if row.get("corrects") else None)
        corrected = release


def past_write(
    cast: Cast,
    row: dict[str, Any],
    picture: CourtImage,
    due_at: datetime,
    *,
    now: datetime,
    corrects: Release | None = None,
) -> Release:
    """One statement of the past; the row's `state` (sent when it names none) is where its first delivery ended."""
    ending = State(row.get("state", State.SENT))
    post = draft_make(cast, row, due_at, picture, corrects)
    release = _release(cast, post, due_at, row, ending)
    for account, message in _pairs(cast, release):
        _delivery(release, account, message, ending, now)
    Post.objects.filter(pk=post.pk).update(created_at=due_at - timedelta(days=2))
    settle(post)
    audit.record(cast.court, "brought_in", actor="system", subject=f"release:{release.pk}", facts={"demo": True})
    return release


def _mornings(cast: Cast, now: datetime) -> Iterator[datetime]:
    day = (now - timedelta(days=363)).astimezone(cast.court.zone).date()
    while day < (now - timedelta(days=1)).astimezone(cast.court.zone).date():
        working_day = day + timedelta(days=max(0, 7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
        yield datetime.combine(working_day, time(9, 0), cast.court.zone).astimezone(UTC)
        day += EVERY


def _release(cast: Cast, post: Post, due_at: datetime, row: dict[str, Any], ending: State) -> Release:
    submission = post.to_submission()
    content = canonical(submission)
    cleared_at, route = due_at - timedelta(hours=18), "R3" if post.kind == "judgment" else "R1"
    withdrawn = {"withdrawn_at": due_at + timedelta(hours=3), "withdrawn_reason": row.get("withdraw_reason", "")}
    return Release.objects.create(
        court=cast.court,
        reference=post.reference,
        title=post.title,
        kind=post.kind,
        aim=post.aim,
        languages=[post.language],
        matters=list(submission.matters),
        content=content,
        digest=digest(content),
        clearance=_clearance(cast, digest(content), cleared_at, route),
        route=route,
        due_at=due_at,
        missed_minutes=submission.missed.minutes,
        corrects=post.corrects,
        submitted_at=cleared_at - timedelta(hours=3),
        cleared_at=cleared_at,
        **(withdrawn if ending == State.WITHDRAWN else {}),
    )


def _clearance(cast: Cast, approved: str, cleared_at: datetime, route: str) -> dict[str, Any]:
    roles = {"jonas": "reviewer", **({"hanne": "registrar", "amsel": "judge"} if route == "R3" else {})}
    return {
        "digest": approved,
        "route": route,
        "approvals": [
            {"person": cast.people[name].pk, "role": role, "at": cleared_at.isoformat()} for name, role in roles.items()
        ],
        "findings": [],
        "rules_version": "demo",
        "register_version": 0,
        "submitted_at": (cleared_at - timedelta(hours=3)).isoformat(),
        "cleared_at": cleared_at.isoformat(),
    }


def _pairs(cast: Cast, release: Release) -> list[tuple[Account, Message]]:
    messages = parse(release.content).messages
    by_id = {str(account.pk): account for account in cast.accounts}
    return [(by_id[message.account], message) for message in messages]


def _delivery(release: Release, account: Account, message: Message, ending: State, now: datetime) -> None:
    first = account.network == norvale()["accounts"][0]["network"]
    state = ending if first or ending == State.WITHDRAWN else State.SENT
    sent_at = release.due_at + timedelta(milliseconds=4)
    payload = adapter(account.network).prepare(message, f"demo-{release.pk}-{account.network}", release.due_at)
    post = post_keep(account, message, payload, sent_at) if state in (State.SENT, State.WITHDRAWN) else None
    delivery = Delivery.objects.create(
        release=release,
        account=account,
        court=release.court,
        state=state,
        tries=1,
        next_attempt_at=None,
        reason=REASONS.get(state, ""),
        **(_sent(post) if post else {}),
    )
    Attempt.objects.create(
        delivery=delivery,
        number=1,
        worker="demo",
        started_at=release.due_at,
        ended_at=sent_at,
        payload=asdict(payload),
        outcome=state.value,
    )
    if post and state == State.SENT:
        _tally(delivery, post, now)
    elif post:
        SandboxPost.objects.filter(pk=post.pk).update(deleted_at=release.withdrawn_at)


def _sent(post: SandboxPost) -> dict[str, Any]:
    return {"sent_at": post.created_at, "remote_id": post.remote_id, "remote_url": post_url(post)}


def _tally(delivery: Delivery, post: SandboxPost, now: datetime) -> None:
    sent_at, account = post.created_at, delivery.account
    moments = [sent_at + age for age in READ_AT_AGES if sent_at + age < now] + [now]
    readings = [
        Reading(delivery=delivery, read_at=moment, values=counts_at(account, post, moment), definition=COUNTED_AS)
        for moment in moments
    ]
    Reading.objects.bulk_create(readings)
    Tally.objects.create(
        delivery=delivery,
        court=delivery.court,
        account=account,
        aim=delivery.release.aim,
        kind=delivery.release.kind,
        sent_at=sent_at,
        read_at=now,
        next_reading_at=next_reading(sent_at, now),
        **normalise(readings[-1].values, limits_for(account.network).counts),
    )
