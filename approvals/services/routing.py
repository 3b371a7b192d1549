"""The route of a post, by facts of the post, of its findings and of the register of this moment. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from approvals.domain.corrections import meaning_changes
from approvals.domain.naming import named
from approvals.domain.reviewable import Reviewable
from approvals.domain.route_table import MATTER, OVERRIDABLE, Seat
from approvals.domain.routes import Chosen, Facts, choose, has_bench
from approvals.domain.severity import Severity
from approvals.models import Matter, MatterJudge
from approvals.models.register import Status
from publishing.domain.digest import parse
from publishing.domain.message import Message, Submission
from publishing.ground.models import Court, Membership, Person, Role
from publishing.ground.seniority import place
from publishing.models import Release

from .clearings import CLEARED
from .hiding import codes_of
from .reviews import Result, finding_row

JUDICIARY = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.JUDGE)  # in the order in which they step in
AGAINST_JUDGES = frozenset({"judge-privacy", "respond-to-attack"})  # these make even whoever sits a person concerned
Row = dict[str, Any]  # a finding as a stored review keeps it


@dataclass(frozen=True, slots=True)
class Way:
    """The route that was found, and whom of the judiciary the post concerns (ids)."""

    chosen: Chosen
    concerned: frozenset[int]
    codes: tuple[str, ...]  # of the matters that it names or speaks of


def way_of(reviewable: Reviewable, submission: Submission, rows: Iterable[Row]) -> Way:
    """The way that a post takes, by the findings of a review."""
    rows, court = list(rows), reviewable.court
    codes = matter_codes(court, submission, rows)
    facts = Facts(
        kind=submission.kind,
        own_words=not reviewable.template(),
        findings=frozenset((row["code"], Severity(row["severity"])) for row in rows),
        overridden=frozenset(row["code"] for row in rows if is_overridden(row)),
        matters=frozenset(_traits(court, codes)),
        meaning=_meaning(court, submission),
    )
    under = choose(facts)
    concerned = _concerned(court, submission, rows, under, codes) if has_bench(under.seats) else frozenset()
    would = _would_decide(court, under.seats, codes)
    chosen = choose(replace(facts, concerns_judge=bool(concerned & would)))
    return Way(chosen, concerned, tuple(sorted(codes)))


def rows_of(result: Result) -> list[Row]:
    """The findings of a dry run as a stored review would keep them."""
    return [finding_row(seen) | {"justified": bool(seen.reason)} for seen in result.seen]


def is_overridden(row: Row) -> bool:
    """Whether a stored finding is a block that its author overrode with a reason."""
    return bool(row["severity"] == Severity.BLOCK and row["justified"] and row["code"] in OVERRIDABLE)


def matter_codes(court: Court, submission: Submission, rows: Iterable[Row]) -> set[str]:
    """Codes of the matters that the post names, and of those that its findings speak of."""
    spoken = {row["matter"] for row in rows if row["matter"] and row["reason"] != CLEARED}
    return spoken | set(codes_of(court, submission.matters).values())


def judiciary(court: Court) -> list[int]:
    """Ids of the judiciary of `court`, the most senior first: president, vice-presidents, judges."""
    held = Membership.objects.holding(*JUDICIARY).filter(court=court)
    order = {str(role): place for place, role in enumerate(JUDICIARY)}
    rows = sorted(held, key=lambda one: (order[one.role], *place(one)))
    return list(dict.fromkeys(one.person_id for one in rows))


def presiding(court: Court, codes: Iterable[str]) -> set[int]:
    """Ids of those who preside in one of the matters and still are judges of the court."""
    rows = MatterJudge.objects.filter(court=court, matter__code__in=list(codes), presiding=True)
    return set(rows.values_list("person", flat=True)) & set(judiciary(court))


def _traits(court: Court, codes: set[str]) -> set[str]:
    traits: set[str] = set()
    for matter in Matter.objects.filter(court=court, code__in=codes).prefetch_related("restrictions"):
        traits |= {"linked", "sealed"} if matter.sealed else _traits_of(matter)
    return traits


def _traits_of(matter: Matter) -> set[str]:
    embargo = matter.status == Status.EMBARGOED or matter.under_embargo
    orders = {order.type for order in matter.restrictions.all() if order.in_force}
    given = {"linked": True, "jury": matter.jury and matter.status != Status.CLOSED, "embargo": embargo}
    return {trait for trait, holds in given.items() if holds} | set(matter.nature) | orders


def _meaning(court: Court, submission: Submission) -> bool:
    """Whether it corrects something and says something else. What a correction corrects must be known."""
    if not submission.corrects:
        return submission.kind == "correction"
    found = release_named(court, submission.corrects)
    return found is None or meaning_changes(_said(parse(found.content).messages), _said(submission.messages))


def release_named(court: Court, name: str) -> Release | None:
    """The release called "<reference> v<version>"; None where there is none."""
    reference, _space, version = name.partition(" v")
    if not version.isdecimal():
        return None
    found: Release | None = Release.objects.filter(court=court, reference=reference, version=version).first()
    return found


def _said(messages: Iterable[Message]) -> list[str]:
    """Each text once, in the order of languages."""
    ordered = sorted(messages, key=lambda message: message.language)
    return list(dict.fromkeys(text for message in ordered for text in message.segments))


def _concerned(court: Court, submission: Submission, rows: list[Row], under: Chosen, codes: set[str]) -> frozenset[int]:
    people = Person.objects.filter(pk__in=judiciary(court)).values_list("pk", "first_name", "last_name")
    found = named(_texts(submission), {pk: (first, last) for pk, first, last in people})
    panel = MatterJudge.objects.filter(court=court, matter__code__in=codes)
    sits = set(panel.values_list("person", flat=True))
    if not _by_matter(under.seats):
        return frozenset(found | sits)
    against = any(row["code"] in AGAINST_JUDGES for row in rows)
    return frozenset(found if against else found - sits)


def _texts(submission: Submission) -> list[str]:
    return [submission.title, *(text for message in submission.messages for text in message.segments)]


def _would_decide(court: Court, seats: Iterable[Seat], codes: set[str]) -> set[int]:
    """Ids of those who would take a seat on the bench, were it not for a conflict."""
    if not has_bench(seats):
        return set()
    if _by_matter(seats):
        return presiding(court, codes) or set(judiciary(court))
    held = Membership.objects.holding(Role.PRESIDENT).filter(court=court)
    return set(held.values_list("person", flat=True))


def _by_matter(seats: Iterable[Seat]) -> bool:
    return any(seat.scope == MATTER for seat in seats)
