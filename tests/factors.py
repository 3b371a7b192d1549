"""Second factors without a device: an app whose codes are computed here, and a look at what a form carries."""

from __future__ import annotations

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from publishing.ground.models import Person

PERIOD = 30


def bind_app(person: Person) -> str:
    """Gives the person an app; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def bind_codes(person: Person) -> list[str]:
    """Gives the person recovery codes."""
    return RecoveryCodes.activate(person).get_unused_codes()


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + steps))


def wrong_code(secret: str) -> str:
    """Six digits that the app shows neither now nor just before or after."""
    near = {code_of(secret, steps=steps) for steps in (-2, -1, 0, 1, 2)}
    return next(f"{number:06}" for number in range(10) if f"{number:06}" not in near)
