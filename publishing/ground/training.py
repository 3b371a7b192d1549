"""Who is trained for which role, entered by an administrator. Without it a role rests, and comes back with it."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import audit
from .models import Court, Membership, Person, Role, Training, TrainingWaiver
from .rights import may
from .roles import UNGATED
from .zones import day_ends

WAIVER_MOST = timedelta(days=366)
TRAINING_MOST = timedelta(days=5 * 366)
REASON_LEAST = 10


@transaction.atomic
def training_enter(
    *, court: Court, person: Person, role: str, course: str, completed_on: date, expires_on: date, by: Person | None
) -> Training:
    """Says that `person` completed what `role` asks for; both days are the court's, and the last one counts.

    `by` is an administrator of the court and never the person themselves; None means the command line.
    Raises PermissionDenied, or ValidationError by field.
    """
    _require_administrator("training_enter", court, by)
    if by is not None and by.pk == person.pk:
        raise PermissionDenied(_("Nobody enters their own training. Ask another administrator."))
    training = Training(
        court=court, person=person, role=role, course=course.strip(), completed_on=completed_on, expires_on=expires_on,
        entered_by=by,
    )  # fmt: skip
    _check(training)
    training.clean_fields(exclude={field.name for field in Training._meta.fields} - {"role", "course"})
    training.save()
    _record("training_entered", training, by, completed=completed_on.isoformat(), expires=expires_on.isoformat())
    return training


@transaction.atomic
def training_withdraw(*, training: Training, by: Person) -> None:
    """Takes back an entry that was wrong; what rested on it rests at once. Raises PermissionDenied.

    To withdraw it twice is no error.
    """
    _require_administrator("training_withdraw", training.court, by)
    if by.pk == training.person_id:
        raise PermissionDenied(_("Nobody changes their own training. Ask another administrator."))
    standing = Training.objects.filter(pk=training.pk, withdrawn_at=None)
    if standing.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        _record("training_withdrawn", training, by)


@transaction.atomic
def training_waive(*, court: Court, until_on: date, reason: str, by: Person | None) -> TrainingWaiver:
    """Lets the court's roles count without a training until the end of that day, a year from today at most.

    It takes the place of an earlier one; a shorter one ends it sooner. Raises PermissionDenied or ValidationError.
    """
    _require_administrator("training_waive", court, by)
    court, today, reason = Court.objects.select_for_update().get(pk=court.pk), _today(court), reason.strip()
    if not today <= until_on <= today + WAIVER_MOST:
        raise ValidationError({"until_on": _("Choose a day from today on, and no later than a year from now.")})
    if len(reason) < REASON_LEAST:
        raise ValidationError({"reason": _("Write why, in a sentence. It is kept with the waiver.")})
    if len(reason) > 300:
        raise ValidationError({"reason": _("Write no more than 300 characters.")})
    until = day_ends(until_on, court.zone)
    waiver = TrainingWaiver.objects.create(court=court, until=until, reason=reason, by=by)
    _waived(court, until)
    facts = {"until": until_on.isoformat(), "waiver": str(waiver.pk)}
    audit.record(court, "training_waived", actor=audit.actor_of(by), subject=f"court:{court.pk}", facts=facts)
    return waiver


@transaction.atomic
def training_waiver_end(*, court: Court, by: Person) -> None:
    """Asks for trainings from now on. Raises PermissionDenied. Without a waiver it does nothing."""
    _require_administrator("training_waiver_end", court, by)
    court = Court.objects.select_for_update().get(pk=court.pk)
    if court.training_waived_until and court.training_waived_until > timezone.now():
        _waived(court, timezone.now())
        audit.record(court, "training_waiver_ended", actor=audit.actor_of(by), subject=f"court:{court.pk}")


def _waived(court: Court, until: object) -> None:
    Court.objects.filter(pk=court.pk).update(training_waived_until=until, training_told_days=None)


def _check(one: Training) -> None:
    today, completed_on, expires_on = _today(one.court), one.completed_on, one.expires_on
    if one.role not in Role.values or one.role in UNGATED:
        raise ValidationError({"role": _("Choose a role that asks for a training.")})
    if not Membership.objects.filter(court=one.court, person=one.person).exists():
        raise ValidationError({"person": _("This person holds no role in this court. Invite them first.")})
    if not one.course:
        raise ValidationError({"course": _("Enter the name of the course.")})
    if completed_on > today:
        raise ValidationError({"completed_on": _("This day has not come yet. Enter the training once it is done.")})
    if expires_on <= completed_on or expires_on < today:
        raise ValidationError({"expires_on": _("Choose a day from today on, after the day of the training.")})
    if expires_on > completed_on + TRAINING_MOST:
        raise ValidationError({"expires_on": _("A training counts for five years at most. Choose an earlier day.")})
    same = Training.objects.filter(court=one.court, person=one.person, role=one.role, completed_on=completed_on)
    if same.filter(withdrawn_at=None).exists():
        raise ValidationError({"completed_on": _("This training is entered already.")})


def _require_administrator(act: str, court: Court, by: Person | None) -> None:
    if by is not None and not may(act, by, court):
        raise PermissionDenied(_("Only an administrator of this court may do this."))


def _record(act: str, training: Training, by: Person | None, **facts: str) -> None:
    subject = audit.actor_of(training.person)
    told = {"role": str(training.role), "training": str(training.pk), **facts}
    audit.record(training.court, act, actor=audit.actor_of(by), subject=subject, facts=told)


def _today(court: Court) -> date:
    return timezone.now().astimezone(court.zone).date()
