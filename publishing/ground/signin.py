"""Who signed in stands on the trail of each of their courts. A failure is logged without the name that was typed."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver

from . import audit
from .models import Court, Person, Role

logger = logging.getLogger(__name__)


@receiver(user_logged_in, dispatch_uid="praeco-signed-in")
def record_sign_in(sender: Any, user: Person, **kwargs: Any) -> None:
    actor = audit.actor_of(user)
    courts = Court.objects.for_person(user, *Role)
    audit.record_many({"court": court, "act": "signed_in", "actor": actor, "subject": actor} for court in courts)


@receiver(user_login_failed, dispatch_uid="praeco-sign-in-failed")
def log_failure(sender: Any, **kwargs: Any) -> None:
    logger.warning("A sign-in failed.")
