"""Notices about decisions. They name the reference and lead to the page; the words of a post stay inside."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from approvals.domain.reviewable import Reviewable
from approvals.models import Round, VoteTask
from approvals.notice_kinds import ASKED
from publishing.domain.digest import parse
from publishing.ground.models import Membership, Person, Role
from publishing.ground.notices import notices_close, open_for, tell
from publishing.ground.suspensions import still_here

from . import load
from .duties import approvers
from .seats import excluded, room_of

SOON = timedelta(hours=1)  # a target that short asks at once
EMERGENCY = "emergency"


def ask_approvers(task: VoteTask, round: Round, reviewable: Reviewable) -> None:
    """To everyone who may decide at this step and is not asked already; whoever else was asked need not any more."""
    people = approvers(task, round, reviewable)
    settled(round, but=people)
    share = load.shared(task, round, room_of(round, reviewable), people - open_for(topic(round), ASKED))
    ask("decision", round, share.owners)
    for represented, delegates in share.delegates.items():
        ask("decision-for", round, delegates, represented)
    for judge, delegate in share.passed_on.items():
        ask("decision-passed-on", round, {judge}, delegate)


def ask(kind: str, round: Round, people: set[int], person: Person | None = None) -> None:
    """Tells `people` of a round to decide; `person` is for whom they stand in, or who stands in for them."""
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


def remind(task: VoteTask, round: Round, reviewable: Reviewable, wanted: datetime) -> None:
    """To everyone who may decide and has not, once half of the time is over."""
    _press("decision-reminder", round, approvers(task, round, reviewable), wanted)


def escalate(round: Round, person: Person, role: str, wanted: datetime) -> None:
    """To the named person who sees that somebody decides."""
    _press("decision-escalated", round, {person.pk}, wanted, role=Role(role).label)


def nobody_to_tell(round: Round, role: str) -> None:
    """To the administrators: a decision is late, and nobody holds the role that would be told."""
    people = Membership.objects.holding(Role.ADMINISTRATOR).filter(court=round.court).values_list("person", flat=True)
    facts = {"court": round.court.name, "role": Role(role).label, "reference": round.reference}
    tell("escalation-nobody", court=round.court, people=people, facts=facts)


def tell_authors(round: Round, reviewable: Reviewable, *, outcome: str) -> None:
    """To those who wrote or asked, once it was `returned`, `cleared`, or its time passed (`expired`)."""
    settled(round)
    due_at, _emergency = due_of(round)
    late = outcome == "cleared" and due_at <= timezone.now()
    tell(
        "post-cleared-late" if late else f"post-{outcome}",
        court=round.court,
        people=authors_of(round, reviewable),
        about=(round.reference,),
        facts={"reference": round.reference, "due": due_at},
    )


def authors_of(round: Round, reviewable: Reviewable) -> set[int]:
    """Ids of those who wrote or asked and still work here; of the press office where none of them does."""
    here = still_here(round.court, excluded(reviewable, round))
    return here or round.court.holders(Role.PRESS_OFFICER)


def nobody_left(round: Round) -> None:
    """To the press office and the administrators: somebody left, and nobody here may take the seat."""
    people = round.court.holders(Role.PRESS_OFFICER, Role.ADMINISTRATOR)
    facts = {"reference": round.reference, "court": round.court.name}
    tell("decision-nobody", court=round.court, people=people, facts=facts, topic=topic(round))


def _press(kind: str, round: Round, people: set[int], wanted: datetime, **facts: Any) -> None:
    facts |= {"reference": round.reference, "court": round.court.name, "target": wanted}
    about = (round.reference,)
    tell(kind, court=round.court, people=people, about=about, topic=topic(round), facts=facts, urgent=True)


def settled(round: Round, people: set[int] | None = None, but: set[int] | None = None) -> None:
    """Nobody (of `people`, but some) is asked for this round any more."""
    notices_close(topic(round), people=people, but=but or ())


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
