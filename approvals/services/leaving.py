"""What somebody has open in deciding: seats, votes, turns, delegations, questions. See publishing.ground.endings."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy
from wagtail.models import WorkflowState

from approvals.models import Delegation, Duty, Round, SoloRelease, Turn, Vote
from approvals.models.roster import TAKERS
from publishing.domain.delivery import State
from publishing.ground.endings import Case, Ending, Rows, Why
from publishing.ground.models import Person
from publishing.ground.saying import said, together
from publishing.models import Delivery, Release
from publishing.services import release_hold

from .duties import rounds_waiting
from .refusals import Refused
from .roster import delegation_end, turn_end
from .votes import object_locked, seats_ask_again, vote_end

AT_ONCE = frozenset(Why)  # what cannot wait, whatever the reason
NOT_TRUSTED = frozenset({Why.LEAVES, Why.SUSPENDED})


def _turns(case: Case) -> list[Any]:
    rows = Turn.objects.filter(court=case.court, person=case.person, ended_at=None, ends_at__gt=timezone.now())
    return [turn for turn in rows.select_related("court", "person") if not case.keeps(turn.role)]


def _turns_end(case: Case, rows: Rows, heir: Person | None) -> None:
    for turn in rows:
        with suppress(Refused):  # over by itself in this moment
            turn_end(turn=turn, by=case.by)


def _delegations(case: Case) -> list[Any]:
    mine = Q(of=case.person) | Q(to=case.person)
    rows = Delegation.objects.filter(mine, court=case.court, ended_at=None, ends_at__gt=timezone.now())
    return [row for row in rows.select_related("court", "of", "to", "matter") if not _still_stands(case, row)]


def _still_stands(case: Case, row: Delegation) -> bool:
    """People pass on only a role that they hold, and take one only in a role of the same work."""
    return row.role in case.left if row.of_id == case.person.pk else case.keeps(*TAKERS[row.role])


def _delegations_end(case: Case, rows: Rows, heir: Person | None) -> None:
    for row in rows:
        with suppress(Refused):
            delegation_end(delegation=row, by=case.by)


def _votes(case: Case) -> QuerySet[Any]:
    found: QuerySet[Any] = Vote.objects.standing().filter(court=case.court, person=case.person, duty=Duty.APPROVED)
    return found.order_by("at")


def _open_votes(case: Case) -> list[Any]:
    return list(_votes(case).filter(round__workflow_state__status=WorkflowState.STATUS_IN_PROGRESS))


def _open_votes_end(case: Case, rows: Rows, heir: Person | None) -> None:
    reason = "left the court" if case.why == Why.LEAVES else "suspended"
    for vote in rows:
        vote_end(vote=vote, by=case.by, reason=reason)
    _cleared_hold(case, _cleared(case), None)  # what another's last vote cleared in this moment


def _cleared(case: Case) -> list[Any]:
    """Releases that wait for their time and that the person approved, or released alone."""
    signed = [_votes(case), SoloRelease.objects.filter(court=case.court, person=case.person)]
    digests = Q(digest__in=signed[0].values("digest")) | Q(digest__in=signed[1].values("digest"))
    waiting = Delivery.objects.filter(release=OuterRef("pk"), state=State.SCHEDULED)
    return list(Release.objects.filter(digests, Exists(waiting), court=case.court).order_by("due_at"))


def _cleared_hold(case: Case, rows: Rows, heir: Person | None) -> None:
    left = case.why == Why.LEAVES
    why = gettext_noop("Who approved it has left the court.") if left else gettext_noop("Who approved it is suspended.")
    reason = together(said(why), said(gettext_noop("Look at it, then let it go out or cancel it.")))
    for release in rows:
        release_hold(release, reason=reason, by=case.by)


def _waiting(case: Case) -> list[Any]:
    return [round for round in rounds_waiting(case.person) if round.court_id == case.court.pk]


def _waiting_ask(case: Case, rows: Rows, heir: Person | None) -> None:
    for row in rows:
        reviewable = object_locked(row)
        fresh = Round.objects.select_related("court", "workflow_state").get(pk=row.pk)
        seats_ask_again(fresh, reviewable)


ENDINGS = (
    Ending(
        key="votes",
        what=ngettext_lazy(
            "%(count)d vote on what is not decided yet", "%(count)d votes on what is not decided yet", "count"
        ),
        fate=_("No longer counted; the seats are asked for again."),
        found=_open_votes,
        act=_open_votes_end,
        on=NOT_TRUSTED,
        covers=("approvals.Part.person", "approvals.Vote.person"),
        order=20,
    ),
    Ending(
        key="cleared",
        what=ngettext_lazy(
            "%(count)d approved post that waits for its time",
            "%(count)d approved posts that wait for their time",
            "count",
        ),
        fate=_("Held until somebody looks in the outbox and lets it go out. The approval stays."),
        found=_cleared,
        act=_cleared_hold,
        on=NOT_TRUSTED,
        covers=("approvals.SoloRelease.person",),
        order=21,
    ),
    Ending(
        key="decisions",
        what=ngettext_lazy("%(count)d post that waits for them", "%(count)d posts that wait for them", "count"),
        fate=_("The others who may decide are asked."),
        found=_waiting,
        act=_waiting_ask,
        on=AT_ONCE,
        order=30,
    ),
    Ending(
        key="turns",
        what=ngettext_lazy("%(count)d turn of duty", "%(count)d turns of duty", "count"),
        fate=_("Ended now, or taken back before it begins."),
        found=_turns,
        act=_turns_end,
        on=AT_ONCE,
        covers=("approvals.Turn.person",),
        order=5,
    ),
    Ending(
        key="delegations",
        what=ngettext_lazy("%(count)d delegation, given or taken", "%(count)d delegations, given or taken", "count"),
        fate=_("Ended; the other person is told."),
        found=_delegations,
        act=_delegations_end,
        on=AT_ONCE,
        covers=("approvals.Delegation.of", "approvals.Delegation.to"),
        order=6,
    ),
)
