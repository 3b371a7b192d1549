"""Notices about decisions. They name the reference and lead to the page; the words of a post stay inside."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from approvals.domain.reviewable import Reviewable
from approvals.models import Round, VoteTask
from publishing.domain.digest import parse
from publishing.ground.models import Court, Person
from publishing.ground.notices import notices_close, tell

from .duties import approvers
from .seats import excluded

SOON = timedelta(hours=1)  # a target that short asks at once
EMERGENCY = "emergency"


def ask_approvers(task: VoteTask, round: Round, reviewable: Reviewable) -> None:
    """To everyone who may decide at this step; whoever was asked at an earlier one need not any more."""
    settled(round)
    ask("decision", round, approvers(task, round, reviewable))


def ask(kind: str, round: Round, people: set[int], person: Person | None = None) -> None:
    """Asks `people` for a decision, on behalf of `person` if one is given."""
    due_at, emergency = due_of(round)
    tell(
        kind,
        court=round.court,
        people=people,
        about=(round.reference,),
        topic=topic(round),
        due_at=due_at,
        urgent=emergency or _is_short(round),
        facts={"reference": round.reference, "court": round.court.name, "due": due_at, "person": person},
    )


def tell_authors(round: Round, reviewable: Reviewable, *, outcome: str) -> None:
    """To those who wrote or asked, once it was `returned`, `cleared`, or its time passed (`expired`)."""
    settled(round)
    due_at, _emergency = due_of(round)
    late = outcome == "cleared" and due_at <= timezone.now()
    tell(
        "post-cleared-late" if late else f"post-{outcome}",
        court=round.court,
        people=excluded(reviewable, round),
        about=(round.reference,),
        facts={"reference": round.reference, "due": due_at},
    )


def settled(round: Round, people: set[int] | None = None) -> None:
    """Nobody (of `people`) is asked for this round any more."""
    notices_close(topic(round), people=people)


def topic(round: Round) -> str:
    """What notices about the round are filed under."""
    return f"round:{round.pk}"


def page(round: Round) -> str:
    """The path of the decision page."""
    return reverse("decisions:page", args=[round.reference])


def due_of(round: Round) -> tuple[datetime, bool]:
    """When the post goes out, and whether it is an emergency."""
    submission = parse(round.content)
    return submission.due_at, submission.kind == EMERGENCY


def _is_short(round: Round) -> bool:
    target = getattr(round, "target_at", None)
    return target is not None and target - round.submitted_at <= SOON


def by_language(people: set[int], court: Court) -> list[tuple[str, set[int]]]:
    """People grouped by the language of their own desk, else the court's first."""
    default = (court.languages or ["en"])[0]
    groups: dict[str, set[int]] = {}
    for person in Person.objects.filter(pk__in=people).select_related("wagtail_userprofile"):
        profile = getattr(person, "wagtail_userprofile", None)
        groups.setdefault((profile.preferred_language if profile else "") or default, set()).add(person.pk)
    return sorted(groups.items())
