"""Going on after a pause takes two people, by day and by night: one asks, another confirms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.domain.delivery import State
from publishing.ground import audit
from publishing.ground.models import Person, Proposal
from publishing.ground.proposal_kinds import Kind, Words, kinds_add
from publishing.ground.proposals import proposal_make
from publishing.models import Delivery, Pause
from publishing.rights import OUTBOX

from .rights import authorise

LIFT = "lift_pause"
STANDS = timedelta(hours=1)  # what was right an hour ago must be looked at anew


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
    late = Delivery.objects.filter(court=court, state=State.SCHEDULED, next_attempt_at__lte=timezone.now()).count()
    return Words(
        title=_("Sending goes on at %(court)s") % {"court": court},
        effect=_(
            "The pause is lifted at once. What has missed its time meanwhile goes by its own rule, or waits for a"
            " person."
        ),
        lines=(
            (_("Paused"), _scope(pause)),
            (_("Since"), since),
            (_("By"), str(pause.paused_by)),
            (_("Why it was paused"), pause.reason),
            (_("Due by now"), str(late)),
        ),
    )


def _scope(pause: Pause) -> str:
    scope = str(pause.account or "") or pause.network or _("everything")
    return _("%(scope)s, but for emergencies") % {"scope": scope} if pause.spares_emergencies else scope


def _perform(proposal: Proposal, by: Person, proof: None) -> None:
    pause = _pause(proposal)
    if not Pause.objects.filter(pk=pause.pk, lifted_at=None).update(lifted_by=by, lifted_at=timezone.now()):
        raise ValidationError(_("Someone else lifted the pause first."))
    facts = {
        "same_person": pause.paused_by_id == by.pk,
        "proposal": str(proposal.pk),
        "asked_by": proposal.proposed_by_id,
    }
    audit.record(proposal.court, "lifted", actor=audit.actor_of(by), subject=f"pause:{pause.pk}", facts=facts)


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
