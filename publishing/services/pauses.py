"""Stopping everything: any one person on duty may. Going on again is in `lifting`."""

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
def pause_everywhere(*, by: Person, reason: str) -> Pause:
    """Stop every new sending of every court within a second. Only the server's command line asks for it, in the name
    of `by`. Raises ValueError when no reason is given, WordsRefused when it may name someone protected in any court.
    """
    words = reason.strip()
    if not words:
        raise ValueError("a pause needs a reason")
    courts = list(Court.objects.order_by("pk"))
    for court in courts:
        words = reason_checked(court, words)
    pause = Pause.objects.create(reason=words, paused_by=by, paused_at=timezone.now())
    for court in courts:
        audit.record(court, "paused", actor=audit.actor_of(by), subject=f"pause:{pause.pk}", facts={"everywhere": True})
    return pause
