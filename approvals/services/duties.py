"""Who may decide, and why not. Asked inside every operation: a page, a shell and a forged request hear the same."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import TaskState

from approvals.domain.reviewable import Reviewable
from approvals.domain.seating import helps
from approvals.models import Matter, Round, Vote, VoteTask
from publishing.ground.models import Court, Person, Role
from publishing.ground.rights import roles_of

from .seats import Room, room_of, seats_of, votes_of


def why_not(*, person: Person, task: Any, round: Round, reviewable: Reviewable, digest: str) -> str:
    """Why `person` may not decide at `task`, in plain words; nothing when they may."""
    if not isinstance(task, VoteTask):
        return _("Nothing is to be decided at this step.")
    room, seats = room_of(round, reviewable), seats_of(round, task.step)
    if words := _shut_out(room, person, digest):
        return words
    fits = room.fits(person, seats)
    if not fits:
        return _("Your roles in this court do not decide at this step.")
    if not helps(seats, votes_of(round, digest), list(fits)):
        return _("The seats that you could take are taken. Others decide now.")
    return ""


def _shut_out(room: Room, person: Person, digest: str) -> str:
    if person.pk in room.writers:
        return _("You wrote this, so you cannot decide on it.")
    if person.pk in room.recused:
        return _("You stood aside from this post.")
    if Vote.objects.standing().filter(round=room.round, digest=digest, person=person).exists():
        return _("You have voted. A person counts once.")
    if person.pk in room.round.concerned:
        return _("It concerns you, so you cannot decide on it. The next in seniority does.")
    return ""


def approvers(task: VoteTask, round: Round, reviewable: Reviewable) -> set[int]:
    """Ids of everyone who may decide at `task` and has not."""
    room, votes = room_of(round, reviewable), votes_of(round)
    people: dict[int, set[str]] = {}
    for seat in seats_of(round, task.step):
        for key, takers in room.takers(seat).items():
            for person in takers:
                people.setdefault(person, set()).add(key)
    voted = set(Vote.objects.standing().filter(round=round, digest=round.digest).values_list("person", flat=True))
    seats = seats_of(round, task.step)
    return {person for person, fits in people.items() if person not in voted and helps(seats, votes, fits)}


def rounds_waiting(person: Person) -> list[Any]:
    """Rounds at a step with a seat that `person` may take, and in which they have no part yet."""
    if not person.is_active:
        return []
    courts = Court.objects.for_person(person, *Role)
    rows = Round.objects.open_to(person).filter(court__in=courts).select_related("court", "workflow_state")
    return [round for round in rows.order_by("pk") if _waits(round, person)]


def _waits(round: Round, person: Person) -> bool:
    state = round.workflow_state
    task = state.current_task_state.task.specific
    if not seats_of(round, task.step):
        return False
    reviewable = state.content_object
    return not why_not(person=person, task=task, round=round, reviewable=reviewable, digest=round.digest)


def registrars_of(court: Court, matter: Matter | None) -> set[int]:
    """Ids of the registrars of `court` who may read `matter`; of all without one."""
    people = Person.objects.filter(pk__in=court.holders(*roles_of("matter_save")))
    return {person.pk for person in people if matter is None or keeps(person, matter)}


def keeps(person: Person, matter: Matter) -> bool:
    """Whether `person` keeps the register of the matter's court and may read the matter."""
    return Matter.objects.for_person(person, *roles_of("matter_save")).filter(pk=matter.pk).exists()


def current(task_state: TaskState) -> bool:
    """Whether this is the step at which its post stands now."""
    state = task_state.workflow_state
    both_open = task_state.status == TaskState.STATUS_IN_PROGRESS and state.status == state.STATUS_IN_PROGRESS
    return bool(both_open and state.current_task_state_id == task_state.pk)
