"""Who may decide, and why not. Asked inside every operation: a page, a shell and a forged request hear the same."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import TaskState

from approvals.domain.reviewable import Reviewable
from approvals.models import Matter, Round, Vote, VoteTask
from publishing.ground.models import Court, Membership, Person, Role
from publishing.ground.roles import widened


def role_for(person: Person, court: Court, roles: tuple[str, ...]) -> str:
    """The role of `person` in `court` that may take this step, or nothing. A superuser needs one like anybody."""
    if not person.is_active:
        return ""
    held = set(Membership.objects.holding(*roles).filter(court=court, person=person).values_list("role", flat=True))
    return next((role for role in widened(roles) if role in held), "")


def excluded(reviewable: Reviewable, round: Round) -> set[int]:
    """Everyone who wrote or asked for approval: they never decide on it."""
    asked = round.workflow_state.requested_by_id
    return reviewable.writers() | ({asked} if asked else set())


def why_not(*, person: Person, task: Any, round: Round, reviewable: Reviewable, digest: str) -> str:
    """Why `person` may not decide at `task`, in plain words; nothing when they may."""
    if not isinstance(task, VoteTask):
        return _("Nothing is to be decided at this step.")
    if person.pk in excluded(reviewable, round):
        return _("You wrote this, so you cannot decide on it.")
    if Vote.objects.standing().filter(round=round, digest=digest, person=person).exists():
        return _("You have voted. A person counts once.")
    if not role_for(person, round.court, task.roles):
        return _("Your roles in this court do not decide at this step.")
    return ""


def approvers(task: VoteTask, round: Round, reviewable: Reviewable) -> set[int]:
    """Ids of everyone who may decide at `task` and has not."""
    voted = Vote.objects.standing().filter(round=round, digest=round.digest).values_list("person", flat=True)
    return round.court.holders(*task.roles) - excluded(reviewable, round) - set(voted)


def registrars_of(court: Court, matter: Matter | None) -> set[int]:
    """Ids of the registrars of `court` who may read `matter`; of all without one."""
    people = Person.objects.filter(pk__in=court.holders(Role.REGISTRAR))
    return {person.pk for person in people if matter is None or keeps(person, matter)}


def keeps(person: Person, matter: Matter) -> bool:
    """Whether `person` keeps the register of the matter's court and may read the matter."""
    return Matter.objects.for_person(person, Role.REGISTRAR).filter(pk=matter.pk).exists()


def current(task_state: TaskState) -> bool:
    """Whether this is the step at which its post stands now."""
    state = task_state.workflow_state
    both_open = task_state.status == TaskState.STATUS_IN_PROGRESS and state.status == state.STATUS_IN_PROGRESS
    return bool(both_open and state.current_task_state_id == task_state.pk)
