"""Notices about quiet periods, and whom they reach. They give kind and times; names and words stay inside."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from approvals.domain.quiet import Stage
from approvals.models import Duty, Part, QuietPeriod
from approvals.models.quiet import QuietKind
from publishing.domain.delivery import State
from publishing.ground.confidence import named_on
from publishing.ground.models import Court, Person, Role
from publishing.ground.notices import tell
from publishing.ground.rights import roles_of
from publishing.models import Delivery, Release, ReleaseQuerySet

SHOWN = 20  # references in one e-mail


def releases_within(period: QuietPeriod) -> ReleaseQuerySet[Release]:
    """What is scheduled, would go out within `period`, and is neither exempt nor on other accounts. Earliest first."""
    due = Delivery.objects.filter(
        court=period.court_id,
        state=State.SCHEDULED,
        next_attempt_at__gte=period.starts_at,
        next_attempt_at__lt=period.ends_at,
    )
    accounts = list(period.accounts.values_list("pk", flat=True))
    covered = due.filter(account__in=accounts) if accounts else due
    releases: ReleaseQuerySet[Release] = Release.objects.filter(pk__in=covered.values("release"))
    found: ReleaseQuerySet[Release] = releases.exclude(kind__in=period.exempt_kinds).order_by("due_at", "pk")
    return found


def second_people(court: Court, asked_by: Person) -> set[int]:
    """Ids of everyone who could confirm what `asked_by` proposes."""
    return court.holders(*roles_of("quiet_confirm")) - {asked_by.pk}


def ask(period: QuietPeriod, by: Person) -> None:
    """To everyone who can confirm what `by` has proposed."""
    ending = period.stage == Stage.END_PROPOSED
    _send("quiet-end-asked" if ending else "quiet-asked", period, second_people(period.court, by))


def tell_refused(period: QuietPeriod, asked_by: Person) -> None:
    """To whoever proposed it."""
    _send("quiet-refused", period, {asked_by.pk})


def tell_set(period: QuietPeriod) -> None:
    """To those who write posts, to whoever proposed it, and to the writers of what is scheduled in it: at once.

    Of a sealed post only those who are named on it hear, by a notice of its own.
    """
    caught = list(releases_within(period))
    for release in [release for release in caught if named_on(release.reference) is not None]:
        caught.remove(release)
        facts = {"count": 1, "references": release.reference, "reference": release.reference}
        _send("quiet-caught", period, _concerned(period, [release]), **facts)
    listed = [release.reference for release in caught[:SHOWN]] + (["…"] if len(caught) > SHOWN else [])
    facts = {"count": len(caught), "references": ", ".join(listed)}
    _send("quiet-caught" if caught else "quiet-set", period, _concerned(period, caught), **facts)


def tell_ended(period: QuietPeriod) -> None:
    """To the same people, once it was lifted or shortened."""
    kind = "quiet-lifted" if period.stage == Stage.LIFTED else "quiet-shortened"
    _send(kind, period, _concerned(period, []))


def _concerned(period: QuietPeriod, caught: list[Release]) -> set[int]:
    wrote = Part.objects.filter(
        court=period.court, digest__in=[release.digest for release in caught], duty__in=(Duty.WROTE, Duty.ASKED)
    )
    return {
        period.proposed_by_id,
        *period.court.holders(Role.PRESS_OFFICER),
        *wrote.values_list("person", flat=True),
    }


def _send(kind: str, period: QuietPeriod, people: set[int], **facts: Any) -> None:
    facts |= {
        "what": QuietKind(period.kind).label,
        "court": period.court.name,
        "from": period.starts_at,
        "until": period.ends_at,
    }
    tell(kind, court=period.court, people=people, about=(period.pk,), facts=facts)


def page(period: QuietPeriod) -> str:
    """The path of the period's page."""
    return reverse("quiet:page", args=[period.pk])
