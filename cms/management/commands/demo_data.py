"""Make the demo's invented court with a year of statements, or bring an earlier one to the present address."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from cms.demo.court import (
    Cast,
    accounts_connect,
    cast_known,
    cast_make,
    passwords_set,
    picture_of_the_courtroom,
    register_fill,
    rules_fill,
)
from cms.demo.history import year_write
from cms.demo.quiet import quiet_fill
from cms.demo.roster import roster_write
from cms.demo.talk import talk_write
from cms.demo.templates import templates_write
from cms.demo.today import today_write
from cms.demo.two import roles_ask

SECOND_FACTOR = {
    False: "The second factor is switched off in the demo. PRAECO_MFA=true make demo switches it on.",
    True: "Each person binds a second factor at first; passkeys need http://localhost in the address, not a number.",
}


class Command(BaseCommand):
    help = "Make the demo's invented court. Refused where PRAECO_DEMO is not set."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is no demo installation. Set PRAECO_DEMO=true, in an installation of its own.")
        password = f"norvale-{secrets.token_hex(4)}"
        cast = cast_known() or make()
        with transaction.atomic():
            passwords_set(cast, password)
            accounts_connect(cast)
        self.stdout.write(words(cast, password))


@transaction.atomic
def make() -> Cast:
    now = timezone.now()
    cast = cast_make()
    accounts_connect(cast)
    rules_fill(cast)
    register_fill(cast, now)
    quiet_fill(cast, now)
    roles_ask(cast)
    roster_write(cast, now)
    picture = picture_of_the_courtroom(cast, cast.people["mira"])
    year_write(cast, picture, now)
    today_write(cast, picture, now)
    talk_write(cast)
    templates_write(cast, now)
    return cast


def words(cast: Cast, password: str) -> str:
    """Who can sign in, and how."""
    rows = [f"  {name:<8} {person.get_full_name():<20} {_roles(cast, person)}" for name, person in cast.people.items()]
    how = [f"Sign in at {settings.PUBLIC_URL}/admin/ as", *rows, f"  each with the password {password}"]
    return "\n".join([*how, "", SECOND_FACTOR[settings.MFA_REQUIRED]])


def _roles(cast: Cast, person: Any) -> str:
    return ", ".join(row.get_role_display() for row in person.memberships.filter(court=cast.court))
