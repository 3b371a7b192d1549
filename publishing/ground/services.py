"""Courts, people and their roles. Every change is checked here and stands on the audit trail."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import audit
from .endings import Case, Why, carry_out, lines_of
from .granting import invitation_send, is_fresh, role_give, role_propose, role_record
from .groups import groups_sync, pictures_open
from .models import Court, Membership, Person, Proposal, Role
from .proposals import proposals_drop
from .rights import may
from .roles import BY_TWO

FIRST_ADMINISTRATORS = 2


@transaction.atomic
def court_create(
    *,
    name: str,
    slug: str,
    code: str,
    time_zone: str,
    languages: Sequence[str],
    domains: Sequence[str],
    administrators: Sequence[Person],
    by: Person | None = None,
) -> Court:
    """A court with its picture collection and first administrators, two at least, since nobody changes their own
    roles. `by` None means the command line. Raises ValidationError by field; nothing is kept then.
    """
    if len({person.pk for person in administrators}) < FIRST_ADMINISTRATORS:
        raise ValidationError({"administrators": _("Name two different people, since nobody changes their own roles.")})
    court = Court(
        name=name.strip(), slug=slug, code=code, time_zone=time_zone, languages=list(languages), domains=list(domains)
    )
    court.full_clean(exclude=["collection"])
    court.save()
    pictures_open(court)
    audit.record(court, "court_created", actor=audit.actor_of(by), subject=f"court:{court.pk}")
    for person in administrators:
        role_give(court, person, Role.ADMINISTRATOR, by)
    return court


@transaction.atomic
def court_change(
    court: Court,
    *,
    by: Person,
    name: str,
    time_zone: str,
    languages: Sequence[str],
    domains: Sequence[str],
) -> Court:
    """Changes what a court says of itself. `by` must administer it. Raises PermissionDenied or ValidationError."""
    _require_administrator("court_change", court, by)
    court = Court.objects.select_for_update().get(pk=court.pk)
    new = {"name": name.strip(), "time_zone": time_zone, "languages": list(languages), "domains": list(domains)}
    changed = [field for field, value in new.items() if getattr(court, field) != value]
    if not changed:
        return court
    for field in changed:
        setattr(court, field, new[field])
    court.full_clean(exclude=["collection"])
    court.save(update_fields=changed)
    audit.record(
        court, "court_changed", actor=audit.actor_of(by), subject=f"court:{court.pk}", facts={"fields": changed}
    )
    return court


@transaction.atomic
def membership_grant(
    *, court: Court, person: Person, role: str, by: Person | None, reason: str = ""
) -> Membership | Proposal:
    """Gives `person` the role in `court`, or asks for one of BY_TWO; to have it, or to wait for it, is no error.

    `by` is an administrator of the court and never the person themselves; None means the command line, which asks
    nobody. Raises PermissionDenied, or ValidationError for an unknown role or a person who cannot sign in.
    """
    _require_role(role)
    _require_grantable("membership_grant", court, person, by)
    if by is None or role not in BY_TWO or _holds(court, person, role):
        return role_give(court, person, role, by)
    return role_propose(court, person, role, by, reason=reason)


@transaction.atomic
def membership_revoke(*, court: Court, person: Person, role: str, by: Person | None) -> None:
    """Takes the role from `person`; not to have it is no error. The last administrator stays.

    What rested on it and cannot wait ends at once. Raises PermissionDenied or ValidationError as `membership_grant`.
    """
    _require_role(role)
    _require_other_administrator("membership_revoke", court, person, by)
    Court.objects.select_for_update(no_key=True).get(pk=court.pk)  # entries of the trail are still written beside it
    roles = {row.role: row for row in Membership.objects.locked(court, person)}
    others = court.holders(Role.ADMINISTRATOR) - {person.pk}
    if role == Role.ADMINISTRATOR and not others:
        raise ValidationError({"role": _("A court keeps at least one administrator. Name another one first.")})
    if role not in roles:
        return
    case = Case(court, person, by, Why.LOSES, frozenset(roles) - {role}) if by else None
    lines = lines_of(case) if case else []
    roles[role].delete()
    groups_sync(person)
    role_record("role_revoked", court, person, role, by)
    proposals_drop(court=court, person=person)
    if case:
        carry_out(case, lines)


@transaction.atomic
def roles_set(*, court: Court, person: Person, roles: Collection[str], by: Person, reason: str = "") -> list[Proposal]:
    """Makes `roles` the ones that `person` holds in `court`, one at least: whoever shall have none leaves the court.
    Gives those that now wait for a second person.

    Raises as grant and revoke do; all or nothing.
    """
    _require_other_administrator("roles_set", court, person, by)
    if not roles:
        words = _("Choose at least one role. Whoever shall have none leaves the court: see below.")
        raise ValidationError({"roles": words})
    held = set(Membership.objects.filter(court=court, person=person).values_list("role", flat=True))
    if not {role for role in roles if role in held or role not in BY_TWO}:
        words = _("Leave one role that they have until a second person has confirmed the new one.")
        raise ValidationError({"roles": words})
    given = [
        membership_grant(court=court, person=person, role=role, by=by, reason=reason)
        for role in sorted(set(roles) - held)
    ]
    for role in sorted(held - set(roles)):
        membership_revoke(court=court, person=person, role=role, by=by)
    return [one for one in given if isinstance(one, Proposal)]


@transaction.atomic
def person_invite(*, court: Court, name: str, email: str, role: str, by: Person, reason: str = "") -> Person | Proposal:
    """Gives `role` to the person with that e-mail address, made if there is none, and writes to them.

    A new person, or one who left every court, gets a link by e-mail, and only there, to choose a password. One of
    BY_TWO is asked for, and nobody is written to before it is given. Raises PermissionDenied or ValidationError.
    """
    _require_role(role)
    _require_administrator("person_invite", court, by)
    email = email.strip().lower()
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = person_create(username=email, email=email, name=name)
        audit.record(court, "person_invited", actor=audit.actor_of(by), subject=audit.actor_of(person))
    elif not person.is_active and not person.memberships.exists():
        _reopen(court, person, by)
    fresh = is_fresh(person)
    if role in BY_TWO and not _holds(court, person, role):
        _require_grantable("person_invite", court, person, by)
        return role_propose(court, person, role, by, reason=reason, invited=True)
    membership_grant(court=court, person=person, role=role, by=by)
    invitation_send(court, person, role, fresh=fresh)
    return person


@transaction.atomic
def person_deactivate(*, court: Court, person: Person, by: Person) -> None:
    """Closes the sign-in of somebody who works for this court alone. Raises PermissionDenied or ValidationError."""
    _require_own_member("person_deactivate", court, person, by)
    if person.memberships.exclude(court=court).exists():
        raise ValidationError(
            {"person": _("This person works for another court too. Suspend them here, or let them leave this court.")}
        )
    _set_active(court, person, by, active=False)
    proposals_drop(court=court, person=person)


@transaction.atomic
def person_activate(*, court: Court, person: Person, by: Person) -> None:
    """Opens the sign-in of a member of the court again. Raises PermissionDenied."""
    _require_own_member("person_activate", court, person, by)
    _set_active(court, person, by, active=True)


def person_create(*, username: str, email: str, name: str = "") -> Person:
    """A person with an unguessable password that nobody knows. Raises ValidationError by field."""
    first, _space, last = name.strip().partition(" ")
    person = Person(username=username, email=email, first_name=first, last_name=last)
    person.set_password(secrets.token_urlsafe(32))
    person.full_clean()
    if not email:
        raise ValidationError({"email": _("Enter an e-mail address; notices and password links go there.")})
    person.save()
    return person


def _require_own_member(act: str, court: Court, person: Person, by: Person) -> None:
    _require_other_administrator(act, court, person, by)
    if not person.memberships.filter(court=court).exists():
        raise PermissionDenied(_("This person holds no role in this court."))


def _set_active(court: Court, person: Person, by: Person, *, active: bool) -> None:
    if Person.objects.filter(pk=person.pk, is_active=not active).update(is_active=active):
        act = "sign_in_opened" if active else "sign_in_closed"
        audit.record(court, act, actor=audit.actor_of(by), subject=audit.actor_of(person))


def _holds(court: Court, person: Person, role: str) -> bool:
    return Membership.objects.filter(court=court, person=person, role=role).exists()


def _reopen(court: Court, person: Person, by: Person) -> None:
    """For somebody who left every court: the old password opens nothing any more."""
    person.set_password(secrets.token_urlsafe(32))
    person.last_login = None
    person.save(update_fields=["password", "last_login"])
    _set_active(court, person, by, active=True)
    person.is_active = True


def _require_grantable(act: str, court: Court, person: Person, by: Person | None) -> None:
    _require_other_administrator(act, court, person, by)
    if not person.is_active:
        raise ValidationError({"person": _("This person's sign-in is closed. Open it first.")})


def _require_role(role: str) -> None:
    if role not in Role.values:
        raise ValidationError(
            {
                "role": _("“%(role)s” is no role. Choose one of: %(roles)s.")
                % {"role": role, "roles": ", ".join(Role.values)}
            }
        )


def _require_administrator(act: str, court: Court, by: Person) -> None:
    if not may(act, by, court):
        raise PermissionDenied(_("Only an administrator of this court may do this."))


def _require_other_administrator(act: str, court: Court, person: Person, by: Person | None) -> None:
    if by is None:
        return
    _require_administrator(act, court, by)
    if by.pk == person.pk:
        raise PermissionDenied(_("Nobody changes their own roles. Ask another administrator."))
