"""Reminders, escalation and the end of a round whose time has passed. A task may run twice: each act is one row.

Nothing here approves or sends. What comes too late is returned to its author, who chooses another time.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import TaskState, WorkflowState

from approvals.domain.deadlines import Times, What, next_act
from approvals.domain.reviewable import Reviewable
from approvals.domain.route_table import ROUTES, Code
from approvals.models import Round, TimeAct, VoteTask
from publishing.domain.digest import parse
from publishing.ground import audit
from publishing.ground.confidence import named_on
from publishing.ground.models import Court, Membership, Person
from publishing.ground.notice_kinds import language_for
from publishing.ground.seniority import place

from . import letters
from .duties import current
from .roster import on_duty
from .seats import excluded

# Who is told where nobody holds the role that the route names.
AFTER = ("president", "vice_president", "head_of_communications", "deputy_registrar")
log = logging.getLogger(__name__)


def deadlines_run() -> int:
    """Does what is due to every open round; returns how many acts. One round that fails stops no other."""
    return sum(_advance(round) for round in _open_rounds())


def times_of(round: Round) -> Times:
    """The instants that count for the round. It must have passed the check gate."""
    submission = parse(round.content)
    return Times(round.submitted_at, round.target_at, submission.due_at, submission.missed.minutes)


def _open_rounds() -> Iterator[Round]:
    open_now = {
        "workflow_state__status": WorkflowState.STATUS_IN_PROGRESS,
        "workflow_state__current_task_state__status": TaskState.STATUS_IN_PROGRESS,
    }
    rows = Round.objects.filter(**open_now).exclude(content="").order_by("pk")
    yield from rows.select_related("court", "workflow_state").prefetch_related("time_acts").iterator(chunk_size=200)


def _advance(round: Round) -> bool:
    now = timezone.now()
    try:
        times = times_of(round)
        what = next_act(times, [act.what for act in round.time_acts.all()], now)
        return what is not None and _act(round.pk, what, now)
    except Exception as error:  # its words may repeat the post
        log.error("round %s: its times could not be kept: %s", round.pk, type(error).__name__)
        return False


@transaction.atomic
def _act(key: int, what: What, now: datetime) -> bool:
    """One act, unless it was done or the round is over. The post is locked first, as a vote does."""
    round = Round.objects.select_related("court", "workflow_state").get(pk=key)
    reviewable = _locked(round)
    state = TaskState.objects.select_for_update().filter(pk=round.workflow_state.current_task_state_id).first()
    if state is None or not current(state) or not isinstance(state.task.specific, VoteTask):
        return False
    act, fresh = TimeAct.objects.get_or_create(round=round, what=what, defaults={"court": round.court, "at": now})
    if not fresh:
        return False
    {What.REMINDED: _remind, What.ESCALATED: _escalate, What.EXPIRED: _expire}[what](act, state, round, reviewable)
    facts = {"round": round.pk, "route": round.route, "digest": round.digest}
    if act.person_id:
        facts["person"] = act.person_id
    audit.record(round.court, f"round_{what}", actor=audit.SYSTEM, subject=round.subject, facts=facts)
    return True


def _locked(round: Round) -> Reviewable:
    found: Any = WorkflowState.objects.get(pk=round.workflow_state_id).content_object
    locked: Reviewable = type(found)._base_manager.select_for_update().get(pk=found.pk)
    return locked


def _remind(act: TimeAct, state: TaskState, round: Round, reviewable: Reviewable) -> None:
    letters.remind(state.task.specific, round, reviewable, times_of(round).wanted)


def _escalate(act: TimeAct, state: TaskState, round: Round, reviewable: Reviewable) -> None:
    role = ROUTES[Code(round.route)].escalates if round.route in ROUTES else AFTER[0]
    found = told_on_to(round.court, role, excluded(reviewable, round), act.at, named_on(round.reference))
    if found is None:
        letters.nobody_to_tell(round, role)
        return
    act.person, held = found
    act.save(update_fields=["person"])
    letters.escalate(round, act.person, held, times_of(round).wanted)


def _expire(act: TimeAct, state: TaskState, round: Round, reviewable: Reviewable) -> None:
    with override(language_for("", round.court)):
        words = _("Its time passed before it was approved. Choose another time and submit it again.")
    state.reject(user=None, comment=words)
    letters.tell_authors(round, reviewable, outcome="expired")


def told_on_to(
    court: Court, role: str, without: set[int], at: datetime, named: Collection[int] | None = None
) -> tuple[Person, str] | None:
    """The one person who is told that a decision is late, and as what: on duty first, then by seniority.

    One of `named` (ids) where the post is sealed to them.
    """
    for wanted in dict.fromkeys((role, *AFTER)):
        duty = on_duty(court, wanted, at)
        rows = Membership.objects.holding(wanted).filter(court=court).exclude(person__in=without)
        rows = rows if named is None else rows.filter(person__in=named)
        held = sorted(
            rows.select_related("person"),
            key=lambda row: (row.person_id not in duty, row.role != wanted, *place(row)),
        )
        if held:
            return held[0].person, str(held[0].role)
    return None
