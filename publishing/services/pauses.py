"""Stopping everything, and going on again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.models import Account, Pause

from .rights import authorise
from .words import reason_checked


@transaction.atomic
def pause_start(
    *, court: Court, by: Person, reason: str, network: str = "", account: Account | None = None,
    spares_emergencies: bool = False,
) -> Pause:  # fmt: skip
    """Stop every new sending of `court` (of one network or account when named) within a second.

    With `spares_emergencies` what was released on the route of emergencies still goes out.

    Raises NotAllowed for a person without a role there, ValueError when no reason is given or the account is not
    the court's, WordsRefused when the reason may name someone protected.
    """
    actor = authorise("pause_start", by, court)
    if not reason.strip():
        raise ValueError("a pause needs a reason")
    if account is not None and account.court_id != court.pk:
        raise ValueError("the account belongs to another court")
    words = reason_checked(court, reason)
    pause = Pause.objects.create(
        court=court, network=network, account=account, reason=words, paused_by=by, paused_at=timezone.now(),
        spares_emergencies=spares_emergencies,
    )  # fmt: skip
    scope = {"network": network, "account": str(account.pk) if account else "", "emergencies": spares_emergencies}
    audit.record(court, "paused", actor=actor, subject=f"pause:{pause.pk}", facts=scope)
    return pause


@transaction.atomic
def pause_lift(pause: Pause, *, by: Person) -> bool:
    """Let sending go on. False when someone else lifted it first. Raises NotAllowed.

    What has missed its time meanwhile goes by its own missed-time policy. The trail says whether the same
    person paused and lifted.
    """
    court = pause.court
    if court is None:
        raise ValueError("a pause of every court is lifted where it was made, at the server")
    actor = authorise("pause_lift", by, court)
    lifted = Pause.objects.filter(pk=pause.pk, lifted_at=None).update(lifted_by=by, lifted_at=timezone.now())
    if lifted:
        facts = {"same_person": pause.paused_by_id == by.pk}
        audit.record(court, "lifted", actor=actor, subject=f"pause:{pause.pk}", facts=facts)
    return bool(lifted)
