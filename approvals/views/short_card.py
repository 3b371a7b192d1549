"""What everybody at the desk may know of a matter: the short card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from approvals.models import Hearing, Matter

from .access import register_readers

SOON = 10  # hearings that are shown


@dataclass(frozen=True, slots=True)
class ShortCard:
    """`embargo_until` only where the time of hand-down may be announced; `allowed` is what orders in force leave."""

    matter: Matter
    hearings: list[Hearing]
    embargoed: bool
    embargo_until: Any
    restricted: bool
    allowed: list[str]
    whom_to_ask: list[Any]


def short_card(matter: Matter) -> ShortCard:
    """The card of `matter`. Whoever asks may read the matter."""
    orders = list(matter.restrictions.in_force())
    embargoed = matter.under_embargo or (matter.status == "embargoed" and matter.embargo_until is None)
    today = timezone.localtime(timezone=matter.court.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    hearings = matter.hearings.filter(public=True, at__gte=today)
    return ShortCard(
        matter=matter,
        hearings=list(hearings[:SOON]),
        embargoed=embargoed,
        embargo_until=matter.embargo_until if matter.handdown_notice_public and matter.under_embargo else None,
        restricted=bool(orders),
        allowed=[order.allowed_text for order in orders if order.allowed_text],
        whom_to_ask=register_readers(matter),
    )
