"""A person's second factors and sessions. Each change is one transaction with its entry on the trail."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.webauthn.internal.flows import add_authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.signin import trail
from publishing.ground import mailing, notices
from publishing.ground.models import Court, Person
from publishing.ground.rights import require

APP, PASSKEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
KINDS = {APP: "app", PASSKEY: "passkey", CODES: "recovery-codes"}


@transaction.atomic
def app_add(*, request: Any, form: Any) -> bool:
    """Binds the app whose code `form` has checked. Whether recovery codes were made with it."""
    factor, codes = activate_totp(request, form)
    _bound(request, factor)
    return codes is not None


@transaction.atomic
def passkey_add(*, request: Any, name: str, credential: Any) -> bool:
    """Binds the passkey that a form has checked. Whether recovery codes were made with it."""
    factor, codes = add_authenticator(request, name=name, credential=credential)
    _bound(request, factor)
    return codes is not None


@transaction.atomic
def factor_remove(*, person: Person, pk: int) -> None:
    """Takes away one of the person's own passkeys or their app. The last one stays. Raises ValidationError."""
    held = Authenticator.objects.select_for_update().filter(user=person, type__in=(APP, PASSKEY))
    found = next((factor for factor in held if factor.pk == pk), None)
    if found is None:
        return
    if len(held) == 1:
        raise ValidationError(_("This is your only second factor. Add another one first, then remove this one."))
    found.delete()
    trail.write(person, "factor_removed", by=person, kind=KINDS[found.type])
    _tell(person, "factor-changed")


@transaction.atomic
def codes_renew(*, request: Any) -> None:
    """Makes new recovery codes; the old ones count no more."""
    generate_recovery_codes(request)
    trail.write(request.user, "recovery_codes_made", by=request.user)


@transaction.atomic
def sessions_end(*, person: Person, keep: str | None, pk: int | None = None) -> int:
    """Ends one of the person's own sessions, or all but the one whose key is `keep`. How many."""
    sessions = UserSession.objects.filter(user=person)
    ended = list(sessions.filter(pk=pk) if pk is not None else sessions.exclude(session_key=keep))
    for session in ended:
        session.end()
    if ended:
        trail.write(person, "sessions_ended", by=person, count=len(ended))
    return len(ended)


@transaction.atomic
def second_factor_reset(*, court: Court, person: Person, by: Person) -> None:
    """For a lost device: takes every factor and the password, ends every session, and sends a link for a new start.

    `by` is an administrator of a court where `person` holds a role, and never the person. Raises PermissionDenied.
    """
    require("second_factor_reset", by, court)
    if by.pk == person.pk or not person.memberships.filter(court=court).exists():
        raise PermissionDenied(_("Only another administrator of the court may do this."))
    Authenticator.objects.filter(user=person).delete()
    person.set_password(secrets.token_urlsafe(32))  # every session of the person ends with it
    person.save(update_fields=["password"])
    for session in UserSession.objects.filter(user=person):
        session.end()
    trail.write(person, "second_factor_reset", by=by)
    facts = {"court": court.name}
    notices.tell("factor-reset", court=court, people=[person.pk], facts=facts, url=mailing.FIRST_PASSWORD)


def _bound(request: Any, factor: Authenticator) -> None:
    """The session in which a factor was bound has shown it; it goes on under a new key."""
    person = request.user
    record_authentication(request, person, "mfa", id=factor.pk, type=factor.type, reauthenticated=True)
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)
    trail.write(person, "factor_added", by=person, kind=KINDS[factor.type])
    _tell(person, "factor-changed")


def _tell(person: Person, kind: str) -> None:
    court = Court.objects.filter(memberships__person=person).order_by("pk").first()
    if court:
        notices.tell(kind, court=court, people=[person.pk], facts={"court": court.name})
