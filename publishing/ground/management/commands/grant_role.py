"""Gives a role from the command line: where a court has nobody left who could ask or confirm."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from publishing.ground.models import Court, Person, Role
from publishing.ground.services import membership_grant


class Command(BaseCommand):
    help = (
        "Gives somebody who is known a role of a court, on its audit trail. It asks nobody: use the pages if you can."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", required=True, metavar="SLUG")
        parser.add_argument("--person", required=True, metavar="USERNAME")
        parser.add_argument("--role", required=True, choices=Role.values)

    def handle(self, *args: Any, **options: Any) -> None:
        court = Court.objects.filter(slug=options["court"]).first()
        person = Person.objects.filter(username=options["person"]).first()
        if court is None:
            raise CommandError(f"--court: there is no court “{options['court']}”.")
        if person is None:
            raise CommandError(f"--person: there is nobody called “{options['person']}”. Invite them first.")
        try:
            membership_grant(court=court, person=person, role=options["role"], by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{person} is now {Role(options['role']).label} of {court}. It stands on the audit trail.")
