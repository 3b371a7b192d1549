"""What a pause covers, as a question about one delivery and as one about many."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from publishing.models import Delivery, Pause

EMERGENCY = "E"  # the route of a release that a pause may spare


@dataclass(frozen=True, slots=True)
class Scope:
    """What one pause covers; None or "" covers all. `spares`: releases on the route of emergencies still go out."""

    court: int | None
    network: str
    account: UUID | None
    spares: bool = False

    def covers(self, delivery: Delivery) -> bool:
        """Whether `delivery` (with its account and release loaded) must not be sent."""
        return (
            not (self.spares and delivery.release.route == EMERGENCY)
            and self.court in (None, delivery.court_id)
            and self.network in ("", delivery.account.network)
            and self.account in (None, delivery.account_id)
        )

    def as_q(self) -> Q:
        """The deliveries that it covers."""
        wanted = {"court": self.court, "account__network": self.network, "account": self.account}
        there = Q(**{name: value for name, value in wanted.items() if value}) or Q(pk__isnull=False)
        return there & ~Q(release__route=EMERGENCY) if self.spares else there


def scope_of(pause: Pause) -> Scope:
    return Scope(pause.court_id, pause.network, pause.account_id, pause.spares_emergencies)


def unpaused(scopes: tuple[Scope, ...]) -> Q:
    """The deliveries that no scope covers."""
    wanted = Q()
    for scope in scopes:
        wanted &= ~scope.as_q()
    return wanted
