"""How many decisions a day one judge is asked for. Beyond what the court allows, whoever stands in is asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.domain.route_table import BENCH
from approvals.models import Round, VoteTask
from approvals.notice_kinds import ASKED
from publishing.ground.models import Court, Notice, Person
from publishing.ground.pacing import asked_today, pace_of

from .seats import Room, seats_of


@dataclass(slots=True)
class Share:
    """Who is asked: in their own seat, for whom, and in whose stead because their day is full."""

    owners: set[int] = field(default_factory=set)
    delegates: dict[Person, set[int]] = field(default_factory=dict)  # {for whom: who stands in}
    passed_on: dict[int, Person] = field(default_factory=dict)  # {whose day is full: one who stands in}


def shared(task: VoteTask, round: Round, room: Room, people: set[int]) -> Share:
    """Parts `people` (ids) into those who are asked for themselves and for others."""
    stands = {one: of for one, of in _stand_ins(task, round, room).items() if one in people}
    known = Person.objects.in_bulk([*stands, *stands.values()])
    share = Share()
    for one, of in sorted(stands.items()):
        share.delegates.setdefault(known[of], set()).add(one)
    full = {person for person in people - set(stands) if task.step == BENCH and is_full(person, round.court)}
    share.passed_on = {of: known[one] for one, of in sorted(stands.items(), reverse=True) if of in full}
    share.owners = people - set(stands) - set(share.passed_on)
    return share


def is_full(person_id: int, court: Court) -> bool:
    """Whether the person was asked today as often as the court allows."""
    most = pace_of(court).most_a_day
    return most is not None and asked_today(person_id, court, ASKED) >= most


def full_words(person: Person) -> list[str]:
    """For each court that asks this person no more today, so in words."""
    courts = Court.objects.for_person(person).filter(pace__most_a_day__isnull=False).select_related("pace")
    return [_words(court) for court in courts.order_by("name") if is_full(person.pk, court)]


def passed_on(person: Person, rounds: list[Round]) -> dict[int, str]:
    """{round: that somebody else was asked in the person's place}, for those rounds where it is so."""
    topics = {f"round:{round.pk}": round.pk for round in rounds}
    rows = Notice.objects.filter(person=person, kind="decision-passed-on", topic__in=topics, over_at=None)
    return {topics[row.topic]: row.subject for row in rows}


def _words(court: Court) -> str:
    most = court.pace.most_a_day or 0
    said = ngettext(
        "%(court)s asks one judge once a day, and has asked you today. Whoever stands in for you is asked now.",
        "%(court)s asks one judge %(count)d times a day, and has asked you so often today. Whoever stands in for you"
        " is asked now.",
        most,
    )
    nobody = _("Where nobody does, you still are.")
    return f"{said % {'court': court.name, 'count': most}} {nobody}"


def _stand_ins(task: VoteTask, round: Round, room: Room) -> dict[int, int]:
    """{who stands in: for whom} at this step. Whoever may also take a seat of their own is asked for that."""
    found: dict[int, int | None] = {}
    for seat in seats_of(round, task.step):
        for takers in room.takers(seat).values():
            for person, capacity in takers.items():
                if found.get(person, 0) is not None:
                    found[person] = capacity.on_behalf_of
    return {person: of for person, of in found.items() if of is not None}
