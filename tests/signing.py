"""`Client.force_login` signs in as somebody does who has just shown a second factor; no device is needed.

A request that a browser sends has a path, and one that force_login makes has none: a sign-in by form stays what it is.
The proof is dated far ahead, so that a test which moves the clock is not asked again. `unproved(client)` takes it back.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.test import Client

YEARS = 10 * 365 * 24 * 3600


@receiver(user_logged_in, dispatch_uid="tests-second-factor")
def prove(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if not request.path:
        record_authentication(request, user, "mfa", type="totp", id=0)
        _date(request.session, time.time() + YEARS)


def unproved(client: Client) -> Client:
    """The client as somebody who has shown a password alone."""
    session = client.session
    record = {"method": "password", "at": time.time()}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    session.save()
    return client


def proved(client: Client, *, minutes_ago: float) -> Client:
    """The client as somebody who has shown the second factor that long ago."""
    session = client.session
    _date(session, time.time() - minutes_ago * 60)
    session.save()
    return client


def _date(session: Any, at: float) -> None:
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**record, "at": at} for record in session[AUTHENTICATION_METHODS_SESSION_KEY]
    ]
