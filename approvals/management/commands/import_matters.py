"""Imports matters into the register of a court from a file. Without --write it only says what it would do."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from approvals.import_wording import sentence
from approvals.models import ImportState, RegisterImport
from approvals.services import Refused, importing
from publishing.ground.models import Court, Person

COUNTS = ("matters", "new", "changed", "unchanged", "closed", "people", "protected", "warnings", "problems")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, JSON or JSON Lines, in UTF-8")
        parser.add_argument("--court", required=True, help="slug of the court")
        parser.add_argument("--by", help="user name of the registrar; without it, the installation itself")
        parser.add_argument("--write", action="store_true", help="import where nothing is wrong")
        parser.add_argument("--close-missing", action="store_true", help="close matters that the file does not have")

    def handle(self, *args: Any, **options: Any) -> None:
        court = Court.objects.filter(slug=options["court"]).first()
        if court is None:
            raise CommandError(f"There is no court {options['court']}. Give the slug of a court.")
        by = Person.objects.filter(username=options["by"]).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError(f"There is no person {options['by']}. Give the user name of a registrar.")
        ended = threading.Event()
        teller = threading.Thread(target=self._tell, args=(court, ended), daemon=True)
        teller.start()
        try:
            job = importing.file_import(
                court=court, path=options["file"], by=by, write=options["write"], close_missing=options["close_missing"]
            )
        except (Refused, OSError) as error:
            raise CommandError(str(error)) from None
        finally:
            ended.set()
            teller.join()
        self._report(job)

    def _tell(self, court: Court, ended: threading.Event) -> None:
        """A line every five seconds, from what the import itself notes of its progress."""
        while not ended.wait(5):
            job = RegisterImport.objects.filter(court=court).order_by("-created_at").first()
            if job:
                self.stdout.write(
                    f"{job.get_state_display()}: {job.percent} %, {job.counts.get('matters', 0):,} matters"
                )
        connection.close()

    def _report(self, job: RegisterImport) -> None:
        for name in COUNTS:
            self.stdout.write(f"{name}: {job.counts.get(name, 0):,}")
        for problem in (*job.problems, *job.warnings):
            self.stdout.write(sentence(problem))
        if job.state not in (ImportState.DONE, ImportState.DROPPED):
            raise CommandError("Nothing was imported.")
        self.stdout.write("Imported." if job.state == ImportState.DONE else "Nothing is wrong. Give --write to import.")
