"""Prints docs/routes.md from the tables that decide: `manage.py routes_table > docs/routes.md`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from approvals.routes_table import routes_table


class Command(BaseCommand):
    help = "Prints the routes, their seats, times and reasons as a page of the documentation."
    requires_system_checks: Any = []

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            self.stdout.write(routes_table(), ending="")
