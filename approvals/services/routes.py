"""The route that a round takes: chosen at the gate, raised when its facts change, never lowered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain.reviewable import Reviewable
from approvals.domain.route_table import Seat
from approvals.domain.routes import Chosen, Reason, is_urgent, joined, rank, target_at
from approvals.models import Matter, Round
from publishing.domain.digest import parse
from publishing.domain.message import Submission
from publishing.ground import audit

from .reviews import Result
from .routing import Way, rows_of, way_of
from .seats import seats_of

FIELDS = ("route", "seats", "reasons", "concerned", "target_at")
JUDGMENT = "judgment"
BEFORE_HANDDOWN = timedelta(hours=2)  # by then the votes on words about an embargoed judgment are complete


def route_choose(round: Round, reviewable: Reviewable, result: Result, *, actor: str) -> Way:
    """Writes the route of what has just been submitted. What was overridden and who is in conflict is audited."""
    way = way_of(reviewable, parse(result.content), rows_of(result))
    round.concerned = []
    _fill(round, way, way.chosen.seats, list(way.chosen.reasons), way.chosen.route)
    round.save(update_fields=FIELDS)
    facts = {"digest": round.digest, "round": round.pk}
    if result.overridden:
        rows = [{"code": seen.finding.code, "words": seen.words_hash} for seen in result.overridden]
        audit.record(round.court, "overridden", actor=actor, subject=round.subject, facts=facts | {"blocks": rows})
    _record(round, actor)
    return way


def handdown_refusal(reviewable: Reviewable, submission: Submission, way: Way) -> str:
    """Why words about a judgment come too late to be read before it is handed down; nothing when they do not."""
    if submission.kind != JUDGMENT or reviewable.template():
        return ""
    now = timezone.now()
    ending = Matter.objects.filter(court=reviewable.court, code__in=way.codes, embargo_until__gt=now)
    if not ending.filter(embargo_until__lt=now + BEFORE_HANDDOWN).exists():
        return ""
    return _(
        "The judgment is handed down in less than two hours. Until then only its citation and the link go out, from a"
        " template; afterwards the post can be submitted again."
    )


def route_raise(round: Round, way: Way, *, actor: str) -> bool:
    """Writes what the facts of now call for besides; whether anything is more. Votes stay, seats are only added."""
    if not route_raised(round, way):
        return False
    round.save(update_fields=FIELDS)
    _record(round, actor)
    return True


def route_raised(round: Round, way: Way) -> bool:
    """`route_raise` in memory only, for a page that is read."""
    chosen = way.chosen
    seats = joined(seats_of(round), chosen.seats)
    route = max(round.route, chosen.route, key=rank)
    concerned = set(round.concerned) | way.concerned
    if (route, set(seats), concerned) == (round.route, set(seats_of(round)), set(round.concerned)):
        return False
    _fill(round, way, seats, _reasons(round, chosen), route)
    return True


def reasons_of(round: Round) -> list[Reason]:
    """Why the round takes its route, the gravest first."""
    return [Reason(code, route) for code, route in round.reasons]


def _reasons(round: Round, chosen: Chosen) -> list[Reason]:
    every = {reason.code: reason for reason in [*reasons_of(round), *chosen.reasons]}
    return sorted(every.values(), key=lambda reason: (-rank(reason.route), reason.code))


def _fill(round: Round, way: Way, seats: tuple[Seat, ...], reasons: list[Reason], route: str) -> None:
    round.route = str(route)
    round.seats = [[seat.name, seat.count] for seat in seats]
    round.reasons = [[reason.code, str(reason.route)] for reason in reasons]
    round.concerned = sorted(set(round.concerned) | way.concerned)
    round.target_at = _target(round, way)


def _target(round: Round, way: Way) -> datetime:
    """When the votes should be in: in the time of the route, and never after the post goes out."""
    submission = parse(round.content)
    urgent = is_urgent(round.submitted_at, submission.due_at)
    moments = [target_at(round.route, round.submitted_at, round.court.zone, urgent=urgent)]
    if submission.due_at > round.submitted_at:  # what goes out as soon as it is approved has the time of its route
        moments.append(submission.due_at)
    ends = Matter.objects.filter(court=round.court, code__in=way.codes, embargo_until__gt=round.submitted_at)
    if submission.kind == JUDGMENT:
        moments += [moment - BEFORE_HANDDOWN for moment in ends.values_list("embargo_until", flat=True) if moment]
    return max(round.submitted_at, min(moments))


def _record(round: Round, actor: str) -> None:
    facts: dict[str, Any] = {"round": round.pk, "digest": round.digest, "route": round.route}
    facts |= {"seats": [name for name, _count in round.seats], "reasons": [code for code, _route in round.reasons]}
    if round.concerned:
        facts["concerned"] = round.concerned
    audit.record(round.court, "routed", actor=actor, subject=round.subject, facts=facts)
