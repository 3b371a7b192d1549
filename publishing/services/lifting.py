"""Going on after a pause takes two people, by day and by night: one asks, another confirms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from publishing.domain.delivery import State
from publishing.ground import audit
from publishing.ground.models import Court, Person, Proposal
from publishing.ground.proposal_kinds import Kind, Words, kinds_add
from publishing.ground.proposals import proposal_make
from publishing.ground.saying import said
from publishing.models import Delivery, Pause
from publishing.rights import OUTBOX
from publishing.scopes import scope_of, unpaused

from .moves import Change, lock, move_many
from .rights import authorise

LIFT = "lift_pause"
STANDS = timedelta(hours=1)  # what was right an hour ago must be looked at anew
LISTED = 20  # deliveries that the page of a proposal names


def pause_lift_ask(pause: Pause, *, by: Person, reason: str) -> Proposal:
    """Asks to let sending go on; everybody who may confirm it is told at once. Nothing is sent meanwhile.

    Raises NotAllowed, or ValidationError for the reason, for what is lifted or asked for already, and where nobody
    else could confirm it. ValueError for a pause of every court.
    """
    if pause.court is None:
        raise ValueError("a pause of every court is lifted where it was made, at the server")
    authorise("pause_lift_ask", by, pause.court)
    if Pause.objects.exclude(lifted_at=None).filter(pk=pause.pk).exists():
        raise ValidationError(_("Someone else lifted the pause first."))
    subject = f"pause:{pause.pk}"
    return proposal_make(
        court=pause.court, act=LIFT, subject=subject, payload={"pause": pause.pk}, by=by, reason=reason
    )


def lifts_waiting(pauses: list[Pause]) -> dict[int, Proposal]:
    """By the key of the pause: what was asked and waits."""
    rows = Proposal.objects.waiting().filter(act=LIFT, subject__in=[f"pause:{pause.pk}" for pause in pauses])
    return {one.facts["pause"]: one for one in rows.select_related("proposed_by", "court")}


def due_behind(pause: Pause) -> QuerySet[Delivery]:
    """What came due while `pause` stood and no other one covers: the pause alone keeps it."""
    others = Pause.objects.filter(lifted_at=None).exclude(pk=pause.pk)
    due = Delivery.objects.filter(state=State.SCHEDULED, next_attempt_at__lte=timezone.now())
    rows: QuerySet[Delivery] = due.filter(scope_of(pause).as_q(), unpaused(tuple(map(scope_of, others))))
    return rows.order_by("release__due_at", "pk")


@transaction.atomic
def pause_everywhere_lift(pause: Pause, *, asked_by: Person, by: Person) -> int:
    """Ends a pause of every court, at the server, in the names of two people; returns how many deliveries now wait.

    Raises PermissionDenied for one person alone or a closed sign-in, ValidationError for what is lifted already.
    """
    if pause.court is not None:
        raise ValueError("a pause of one court is lifted by its people")
    if asked_by.pk == by.pk or not (asked_by.is_active and by.is_active):
        raise PermissionDenied(_("Two different people lift a pause, and both can sign in."))
    _end(pause, asked_by=asked_by, by=by)
    facts = {"asked_by": asked_by.pk, "everywhere": True}
    for court in Court.objects.order_by("pk"):
        audit.record(court, "lifted", actor=audit.actor_of(by), subject=f"pause:{pause.pk}", facts=facts)
    return _hold_due(pause, by)


def _end(pause: Pause, *, asked_by: Person, by: Person) -> None:
    ended = {"lift_asked_by": asked_by, "lifted_by": by, "lifted_at": timezone.now()}
    if not Pause.objects.filter(pk=pause.pk, lifted_at=None).update(**ended):
        raise ValidationError(_("Someone else lifted the pause first."))


def _hold_due(pause: Pause, by: Person) -> int:
    """Nothing that a pause has made late goes out by itself: a person decides about each."""
    rows = [row for row in lock(due_behind(pause).values_list("pk", flat=True)) if row.state == State.SCHEDULED]
    reason = said(gettext_noop("It came due while sending was paused. Decide whether it still goes out."))
    columns = {"reason": reason, "next_attempt_at": None, "claim": None, "lease_until": None}
    changes = [Change(row, State.HELD, dict(columns), {"pause": pause.pk}) for row in rows]
    move_many(changes, by=audit.actor_of(by))
    return len(changes)


def _pause(proposal: Proposal) -> Pause:
    rows = Pause.objects.select_related("account", "paused_by")
    return rows.get(pk=proposal.facts["pause"], court=proposal.court_id)


def _seen(proposal: Proposal) -> dict[str, Any]:
    pause = _pause(proposal)
    return {
        "lifted": pause.lifted_at is not None,
        "since": pause.paused_at.isoformat(),
        "by": pause.paused_by_id,
        "network": pause.network,
        "account": str(pause.account_id or ""),
        "reason": pause.reason,
        "emergencies": pause.spares_emergencies,
    }


def _describe(proposal: Proposal) -> Words:
    pause, court = _pause(proposal), proposal.court
    since = date_format(timezone.localtime(pause.paused_at, court.zone), "j F, H:i")
    return Words(
        title=_("Sending goes on at %(court)s") % {"court": court},
        effect=_(
            "The pause is lifted at once. What came due meanwhile does not go out by itself: each waits in the outbox"
            " until a person sends it, gives it another time, or cancels it."
        ),
        lines=(
            (_("Paused"), _scope(pause)),
            (_("Since"), since),
            (_("By"), str(pause.paused_by)),
            (_("Why it was paused"), pause.reason),
            (_("Came due meanwhile"), _waiting(pause)),
        ),
    )


def _waiting(pause: Pause) -> str:
    """By reference and account, never by title: whoever confirms may not know of every post."""
    rows = due_behind(pause).select_related("release", "account")
    named = [f"{row.release.reference} ({row.account.handle})" for row in rows[: LISTED + 1]]
    if len(named) > LISTED:
        named = [*named[:LISTED], _("and more: %(count)d in all") % {"count": rows.count()}]
    return ", ".join(named) or _("nothing")


def _scope(pause: Pause) -> str:
    scope = str(pause.account or "") or pause.network or _("everything")
    return _("%(scope)s, but for emergencies") % {"scope": scope} if pause.spares_emergencies else scope


def _perform(proposal: Proposal, by: Person, proof: None) -> None:
    pause = _pause(proposal)
    asker = proposal.proposed_by
    _end(pause, asked_by=asker, by=by)
    facts = {
        "same_person": pause.paused_by_id == by.pk,
        "proposal": str(proposal.pk),
        "asked_by": asker.pk,
    }
    audit.record(proposal.court, "lifted", actor=audit.actor_of(by), subject=f"pause:{pause.pk}", facts=facts)
    _hold_due(pause, by)


kinds_add(
    {
        LIFT: Kind(
            name=gettext_lazy("Lift a pause"),
            asked_by=OUTBOX,
            confirmed_by=OUTBOX,
            stands=STANDS,
            seen=_seen,
            describe=_describe,
            perform=_perform,
            reasoned=True,
        )
    }
)
