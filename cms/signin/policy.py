"""Which address asks what of a session. An address that is not named here asks for a second factor.

Names are those of the resolver. A session is *proved* when its person has shown a second factor in it, and *fresh*
for `FRESH_MINUTES` after that.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

# The way in, the way out, and what every page is made of.
ENTRANCE = frozenset(
    {
        "account_login",
        "account_logout",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "saml_begin",
        "saml_answer",
        "saml_finish",
        "saml_metadata",
        "socialaccount_login_cancelled",
        "password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)
PUBLIC = frozenset({"front", "favicon"})
PUBLIC_SPACES = frozenset({"record"})

# Open to somebody who has no second factor yet, to get one.
FIRST = frozenset({"first_factor", "mfa_activate_totp", "mfa_add_webauthn"})

# A vote, a release, what undoes one, what opens a protected value, and what changes who may do so.
FRESH = frozenset(
    {
        "decisions:page",
        "decisions:approve",
        "decisions:return",
        "decisions:release_alone",
        "decisions:suggest",
        "decisions:take_back",
        "emergencies:page",
        "outbox:act",
        "outbox:decide",
        "outbox:lift",
        "sweep:withdraw",
        "templates:approve",
        "matters:party_reveal",
        "matters:party_open",
        "matters:order_file_open",
        "proposals:page",
        "proposals:confirm",
        "accounts:connect",
        "people:invite",
        "people:roles",
        "people:sign_in",
        "people:suspend",
        "people:resume",
        "people:leave",
        "second_factor_reset",
        "factor_remove",
        "sessions_end",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
    }
)
READING_MINUTES = 5  # a page that is opened stays good for at least so long: nobody is asked between two taps
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_open(name: str) -> bool:
    """Whether the address answers without a second factor."""
    return name in ENTRANCE or name in PUBLIC or name.partition(":")[0] in PUBLIC_SPACES


def is_proved(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session. Asks no database."""
    return any(record.get("method") == "mfa" for record in _records(request))


def has_factor(person: Any) -> bool:
    """Whether the person has a passkey or an app."""
    return Authenticator.objects.filter(user=person, type__in=FACTORS).exists()


def is_fresh(request: HttpRequest, *, to_act: bool) -> bool:
    """Whether the newest proof of this session is young enough to act, or to open a page on which one acts."""
    minutes = settings.FRESH_MINUTES if to_act else max(settings.FRESH_MINUTES - READING_MINUTES, 1)
    return _age(request, "mfa") < minutes * 60


def is_newly_begun(request: HttpRequest) -> bool:
    """Whether the person signed in so lately that a first factor may be bound to the session."""
    return _age(request) < settings.FRESH_MINUTES * 60


def _age(request: HttpRequest, *methods: str) -> float:
    """Seconds since the newest record, of one of `methods` where some are named."""
    known = [record["at"] for record in _records(request) if not methods or record.get("method") in methods]
    return time.time() - max(known, default=0.0)


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return found
