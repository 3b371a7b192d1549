"""Reads again what is scheduled and what is out, with the register of now. Runs every night by itself as well."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from approvals.services.sweep import sweep_run
from publishing.ground.models import Court


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--court", help="slug of one court; without it, every court")

    def handle(self, *args: Any, **options: Any) -> None:
        for court in self._courts(options["court"]):
            done = sweep_run(court)
            if done is None:
                self.stdout.write(f"{court.slug}: another run is at work.")
                continue
            words = f"{done.looked:,} read, {done.held:,} held, {done.found:,} to decide, {done.failed:,} unreadable"
            self.stdout.write(f"{court.slug}: {words}.")

    def _courts(self, slug: str | None) -> list[Court]:
        courts = list(Court.objects.filter(slug=slug) if slug else Court.objects.order_by("slug"))
        if not courts:
            raise CommandError(f"There is no court {slug}. Give the slug of a court.")
        return courts
