"""Leaving a court, being suspended in it, and coming back. Nobody does any of it to themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import audit, notices
from .endings import Case, Line, Why, carry_out, heirs_checked, lines_of, shown
from .groups import groups_sync
from .models import Court, Membership, Person, Suspension
from .rights import may

REASON_LEAST = 10


def leave_case(court: Court, person: Person, by: Person) -> Case:
    """What it would be if the person left now. Their sign-in closes where they hold no role elsewhere."""
    elsewhere = person.memberships.exclude(court=court).exists()
    return Case(court, person, by, Why.LEAVES, closes=not elsewhere)


def suspend_case(court: Court, person: Person, by: Person) -> Case:
    """What it would be if the person were suspended now."""
    return Case(court, person, by, Why.SUSPENDED)


@transaction.atomic
def person_leave(
    *, court: Court, person: Person, by: Person, hand_to: Mapping[str, Person] | None = None, seen: str | None = None
) -> Case:
    """Ends all roles of `person` in `court`, and ends or hands on at once what they have open there.

    `hand_to` says by the key of an ending who takes it over. `seen` is what a page showed (`endings.shown`): what
    has changed since is shown again first. Raises PermissionDenied, or ValidationError by key; nothing is kept then.
    """
    held = _begun("person_leave", court, person, by)
    case = leave_case(court, person, by)
    lines = _lines_seen(case, seen)
    heirs = heirs_checked(case, lines, hand_to or {})
    Membership.objects.filter(pk__in=[row.pk for row in held]).delete()
    _ended(court, person, by)
    groups_sync(person)
    facts = {"roles": sorted(row.role for row in held), "closed": case.closes}
    _record(case, "person_left", **facts)
    if case.closes:
        Person.objects.filter(pk=person.pk).update(is_active=False)
        person.is_active = False
        _record(case, "sign_in_closed")
    carry_out(case, lines, heirs)
    notices.tell("person-left", court=court, people=[person.pk], facts={"court": court.name})
    return case


@transaction.atomic
def person_suspend(
    *, court: Court, person: Person, reason: str, by: Person, look_on: date | None = None, seen: str | None = None
) -> Suspension:
    """Lets all roles of `person` in `court` rest until an administrator ends it; what cannot wait ends at once.

    On `look_on`, a day of the court, the administrators are reminded: no day gives rights back. Raises
    PermissionDenied, or ValidationError by field.
    """
    _begun("person_suspend", court, person, by)
    reason = _reason(reason)
    if look_on is not None and look_on <= timezone.now().astimezone(court.zone).date():
        raise ValidationError({"look_on": _("Choose a day after today, or none.")})
    if Suspension.objects.standing().filter(court=court, person=person).exists():
        raise ValidationError(_("This person is suspended already."))
    case = suspend_case(court, person, by)
    lines = _lines_seen(case, seen)
    suspension: Suspension = Suspension.objects.create(
        court=court, person=person, reason=reason, look_on=look_on, by=by
    )
    _record(case, "person_suspended", suspension=str(suspension.pk), look_on=look_on.isoformat() if look_on else "")
    carry_out(case, lines)
    notices.tell("person-suspended", court=court, people=[person.pk], facts={"court": court.name})
    return suspension


@transaction.atomic
def person_resume(*, court: Court, person: Person, by: Person) -> None:
    """Lets the roles count again as they were. What was ended stays ended. Not to be suspended is no error."""
    _begun("person_resume", court, person, by)
    if _ended(court, person, by):
        facts = {"court": court.name}
        notices.tell("person-resumed", court=court, people=[person.pk], facts=facts)


def _begun(act: str, court: Court, person: Person, by: Person) -> list[Membership]:
    """The roles that the person holds, locked. The court's lock leaves others free to write what belongs to it."""
    Court.objects.select_for_update(no_key=True).get(pk=court.pk)
    held = Membership.objects.locked(court, person)
    _require_another(act, court, person, by)
    if not held:
        raise PermissionDenied(_("This person holds no role in this court."))
    return held


def _require_another(act: str, court: Court, person: Person, by: Person) -> None:
    if not may(act, by, court):
        raise PermissionDenied(_("Only an administrator of this court may do this."))
    if by.pk == person.pk:
        raise PermissionDenied(_("Nobody does this to themselves. Ask another administrator."))


def _lines_seen(case: Case, seen: str | None) -> list[Line]:
    lines = lines_of(case)
    if seen is not None and seen != shown(lines):
        raise ValidationError(_("What this person has open has changed since you opened the page. Read it again."))
    return lines


def _reason(reason: str) -> str:
    words = reason.strip()
    if len(words) < REASON_LEAST:
        raise ValidationError({"reason": _("Write why, in a sentence. It is kept with the suspension.")})
    if len(words) > 300:
        raise ValidationError({"reason": _("Write no more than 300 characters.")})
    return words


def _ended(court: Court, person: Person, by: Person) -> bool:
    standing = Suspension.objects.standing().filter(court=court, person=person)
    found = standing.first()
    if found is None:
        return False
    standing.update(ended_by=by, ended_at=timezone.now())
    subject, facts = audit.actor_of(person), {"suspension": str(found.pk)}
    audit.record(court, "suspension_ended", actor=audit.actor_of(by), subject=subject, facts=facts)
    return True


def _record(case: Case, act: str, **facts: object) -> None:
    subject = audit.actor_of(case.person)
    audit.record(case.court, act, actor=audit.actor_of(case.by), subject=subject, facts=facts)
