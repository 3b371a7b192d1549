"""Whose training runs out, told in time. A role rests by its date alone: this only says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from . import audit, notices
from .models import Court, Membership, Role, Training
from .notice_kinds import Kind, kinds_add
from .roles import UNGATED

kinds_add(
    {
        "training-ends": Kind(
            name=_("A training that runs out"),
            subject=_("Your training as %(role)s counts until %(day)s"),
            body=_(
                "At %(court)s a role counts only with its training. After %(day)s your role as %(role)s rests until an"
                " administrator enters a newer one. Take the course in time, and tell them."
            ),
        ),
        "training-over": Kind(
            name=_("A training that ran out"),
            subject=_("Your role as %(role)s rests"),
            body=_(
                "Your training for it counted until %(day)s. What you decided before stands. You can act again as"
                " %(role)s of %(court)s once an administrator enters a newer training."
            ),
        ),
        "training-over-lead": Kind(
            name=_("A training that ran out"),
            subject=_("%(person)s no longer acts as %(role)s"),
            body=_(
                "The training of %(person)s counted until %(day)s. The role at %(court)s rests until you enter a newer"
                " one."
            ),
            link="training:index",
        ),
        "waiver-ends": Kind(
            name=_("A waiver of trainings that ends"),
            subject=_("%(court)s asks for trainings after %(day)s"),
            body=_(
                "Until then every role of %(court)s counts without a training. Roles that would rest after it:"
                " %(count)d. Enter the trainings in time."
            ),
            link="training:index",
        ),
        "waiver-over": Kind(
            name=_("A waiver of trainings that ended"),
            subject=_("%(court)s now asks for trainings"),
            body=_(
                "Until %(day)s every role counted without one. Roles of %(court)s that rest now: %(count)d. They count"
                " again as soon as you enter the trainings."
            ),
            link="training:index",
        ),
    }
)

STEPS = (0, 7, 30)  # days before the end, the nearest first


def trainings_tell() -> int:
    """Tells each person, and the administrators once it is over, at 30 days, 7 days and the end. Returns how many.

    A training that a newer one outlasts is not told of, nor one of a role that the person does not hold. Each step
    is told once, however often this runs.
    """
    return sum(_tell(training, step) for step in STEPS for training in _due(step))


def waivers_tell() -> int:
    """Tells the administrators of each court that its waiver ends, at 30 days, 7 days and the end."""
    return sum(_tell_court(court, step) for step in STEPS for court in _courts_due(step))


def _due(step: int) -> Iterator[Training]:
    now = timezone.now()
    mine = {name: OuterRef(name) for name in ("court", "person", "role")}
    held = Membership.objects.filter(**mine, person__is_active=True)
    newer = Training.objects.filter(**mine, withdrawn_at=None, ends_at__gt=OuterRef("ends_at"))
    rows = Training.objects.filter(_untold(step, "told_days"), withdrawn_at=None, ends_at__lte=now + timedelta(step))
    # while the court waives trainings the role does not rest
    rows = rows.filter(ends_at__gt=now) if step else rows.exclude(court__training_waived_until__gt=now)
    yield from rows.filter(Exists(held), ~Exists(newer)).select_related("court", "person").order_by("ends_at", "pk")


def _courts_due(step: int) -> Iterator[Court]:
    ends = Q(training_waived_until__lte=timezone.now() + timedelta(step))
    yield from Court.objects.filter(_untold(step, "training_told_days"), ends).order_by("pk")


def _untold(step: int, field: str) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__gt": step})


def _tell(training: Training, step: int) -> bool:
    court, person = training.court, training.person
    facts = {"court": court.name, "person": person, "role": Role(training.role).label, "day": _day(training.expires_on)}
    with transaction.atomic():
        rows = Training.objects.filter(_untold(step, "told_days"), pk=training.pk, withdrawn_at=None)
        if not rows.update(told_days=step):
            return False
        if step:
            notices.tell("training-ends", court=court, people=[person.pk], facts=facts)
            return True
        notices.tell("training-over", court=court, people=[person.pk], facts=facts)
        notices.tell(
            "training-over-lead", court=court, people=court.holders(Role.ADMINISTRATOR) - {person.pk}, facts=facts
        )
        told = {"role": str(training.role), "training": str(training.pk)}
        audit.record(court, "training_ran_out", actor=audit.SYSTEM, subject=audit.actor_of(person), facts=told)
    return True


def _tell_court(court: Court, step: int) -> bool:
    with transaction.atomic():
        if not Court.objects.filter(_untold(step, "training_told_days"), pk=court.pk).update(training_told_days=step):
            return False
        until, count = court.training_waived_until, untrained(court)
        if until is None or not count:
            return False
        last = (until - timedelta(microseconds=1)).astimezone(court.zone).date()
        facts = {"court": court.name, "day": _day(last), "count": count}
        notices.tell(
            "waiver-ends" if step else "waiver-over", court=court, people=court.holders(Role.ADMINISTRATOR), facts=facts
        )
    return True


def untrained(court: Court) -> int:
    """How many roles of the court rest, or would without the waiver."""
    held = Membership.objects.filter(court=court, person__is_active=True).exclude(role__in=UNGATED)
    mine = {name: OuterRef(name) for name in ("court", "person", "role")}
    return held.filter(~Exists(Training.objects.lasting().filter(**mine))).count()


def _day(day: date) -> Any:
    """The day in the language of whoever reads it."""
    return lazy(lambda: date_format(day, "j F Y"), str)()
