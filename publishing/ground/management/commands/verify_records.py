from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from publishing.ground.anchors import AnchorRefused, Statement, read_anchors
from publishing.ground.models import Anchor, Court
from publishing.ground.verification import verify_court


class Command(BaseCommand):
    help = "Follows the audit trail of each court and names the first entry that is wrong. Exits 1 if there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", metavar="SLUG", help="only this court")
        parser.add_argument("--anchors", metavar="FILE", help="anchor file to hold the chains against")

    def handle(self, *args: Any, court: str | None, anchors: str | None, **options: Any) -> None:
        courts = self._courts(court)
        read_at = _made_at(Path(anchors)) if anchors else timezone.now()
        statements = self._statements(anchors)
        reports = [verify_court(court, statements, read_at) for court in courts]
        for report in reports:
            verdict = f"WRONG at {report.wrong}" if report.wrong else "in order"
            self.stdout.write(
                f"{report.court.slug}: {report.entries} entries followed, {report.unsealed} not yet sealed: {verdict}"
            )
        if lost := {item.court for item in statements} - set(Court.objects.values_list("pk", flat=True)):
            raise CommandError(f"The anchor file names courts that are gone: {sorted(lost)}.")
        if any(report.wrong for report in reports):
            raise CommandError("The records are not as they were written.")

    def _courts(self, slug: str | None) -> list[Court]:
        courts = Court.objects.order_by("slug")
        if slug is None:
            return list(courts)
        if not (found := list(courts.filter(slug=slug))):
            known = ", ".join(courts.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"--court: there is no court {slug}. Known: {known}.")
        return found

    def _statements(self, given: str | None) -> list[Statement]:
        path = Path(given or settings.ANCHOR_FILE)
        if given is None and not path.exists():
            if Anchor.objects.exclude(filed_at=None).exists():
                raise CommandError(f"The anchor file {path} is missing, though anchors were filed in it.")
            return []
        try:
            return read_anchors(path.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"--anchors: {path} cannot be read: {error}. Name a file of anchor lines.") from None
        except AnchorRefused as refused:
            raise CommandError(f"--anchors: {refused}. Compare it with the copies that were mailed.") from None


def _made_at(copy: Path) -> datetime:
    """When a copy of the anchor file was last written: it need not hold what was filed after."""
    try:
        return datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    except OSError:
        return timezone.now()  # reading it says what is amiss
