"""What becomes of a person's ways to sign in stands on the trail of each of their courts; never a code or a key."""

from __future__ import annotations

import logging
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_used
from django.contrib.auth.signals import user_login_failed
from django.core.cache import cache
from django.dispatch import receiver

from publishing.ground import audit
from publishing.ground.models import Court, Person

logger = logging.getLogger(__name__)
BURST = 5  # failures
BURST_SECONDS = 15 * 60


def write(person: Person, act: str, *, by: Person | None, **facts: Any) -> None:
    """One entry for each court in which the person holds a role, also one that rests."""
    courts = Court.objects.filter(memberships__person=person).distinct()
    actor, subject = audit.actor_of(by), audit.actor_of(person)
    audit.record_many(
        {"court": court, "act": act, "actor": actor, "subject": subject, "facts": facts} for court in courts
    )


@receiver(authenticator_used, dispatch_uid="praeco-recovery-code")
def recovery_code_used(sender: Any, user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        authenticator.refresh_from_db()  # the library marked the code in a copy of its own
        left = len(authenticator.wrap().get_unused_codes())
        write(user, "recovery_code_used", by=user, left=left)


@receiver(user_login_failed, dispatch_uid="praeco-password-failed")
def password_failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    person = Person.objects.filter(username__iexact=str(credentials.get("username", ""))).first()
    if person:
        failed(person, "password")


@receiver(authentication_failed, dispatch_uid="praeco-factor-failed")
def factor_failed(sender: Any, user: Person, **kwargs: Any) -> None:
    logger.warning("A second factor was wrong.")
    failed(user, "factor")


def failed(person: Person, what: str) -> None:
    """Counts, and writes an entry for every five failures within a quarter of an hour."""
    key = f"sign-in-failed:{person.pk}:{what}"
    cache.add(key, 0, timeout=BURST_SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out in between
        return
    if count % BURST == 0:
        write(person, "sign_in_failures", by=None, of=what, count=count)
