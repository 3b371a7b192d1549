"""Writes the register of a court to standard output, without what is protected."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from approvals.services import Refused
from approvals.services.exporting import CSV, JSON, register_export
from publishing.ground.models import Court, Person


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--court", required=True, help="slug of the court")
        parser.add_argument("--by", required=True, help="user name of the registrar who exports")
        parser.add_argument("--form", choices=[CSV, JSON], default=JSON)

    def handle(self, *args: Any, **options: Any) -> None:
        court = Court.objects.filter(slug=options["court"]).first()
        by = Person.objects.filter(username=options["by"]).first()
        if court is None or by is None:
            raise CommandError("There is no such court or person. Give the slug and the user name.")
        try:
            for piece in register_export(court=court, by=by, form=options["form"]):
                self.stdout.write(piece, ending="")
        except Refused as error:
            raise CommandError(str(error)) from None
