"""Prints docs/rights.md from the rows that decide: `manage.py rights_table > docs/rights.md`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from publishing.ground.rights_table import rights_table


class Command(BaseCommand):
    help = "Prints who may do what, in which state, as a page of the documentation."
    requires_system_checks: Any = []

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            self.stdout.write(rights_table(), ending="")
