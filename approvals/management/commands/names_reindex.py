"""Makes the tags of names anew, after an upgrade that changed how forms of names are made. May be broken off."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from approvals.services.reindexing import reindex, stale_courts
from publishing.ground.models import Court


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--court", help="slug of one court; without it, every court whose tags are old")

    def handle(self, *args: Any, **options: Any) -> None:
        for court in self._courts(options["court"]):
            done = reindex(court, self._tell)
            self.stdout.write(f"{court.slug}: {done:,} matters.")

    def _courts(self, slug: str | None) -> list[Court]:
        if slug is None:
            return stale_courts()
        courts = list(Court.objects.filter(slug=slug))
        if not courts:
            raise CommandError(f"There is no court {slug}. Give the slug of a court.")
        return courts

    def _tell(self, count: int) -> None:
        if count % 5000 == 0:
            self.stdout.write(f"{count:,} matters")
