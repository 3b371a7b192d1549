"""The quiet periods of a court as the checks read them."""

from __future__ import annotations

from django.utils import timezone

from approvals.domain.findings import QuietFacts
from approvals.models import QuietPeriod
from publishing.ground.models import Court


def quiet_facts(court: Court) -> tuple[QuietFacts, ...]:
    """Those in force that are not over, in the court's zone."""
    rows = QuietPeriod.objects.filter(court=court, ends_at__gt=timezone.now()).binding()
    return tuple(_facts(row, court) for row in rows.prefetch_related("accounts"))


def _facts(period: QuietPeriod, court: Court) -> QuietFacts:
    return QuietFacts(
        key=str(period.pk),
        name=period.name,
        starts=period.starts_at.astimezone(court.zone),
        ends=period.ends_at.astimezone(court.zone),
        strict=period.strict,
        exempt=tuple(period.exempt),
        accounts=tuple(str(account) for account in period.accounts.all()),
    )
