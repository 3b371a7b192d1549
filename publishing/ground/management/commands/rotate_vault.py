from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publishing.ground import rotation

SHOWN = 20


class Command(BaseCommand):
    help = "Seals everything anew with the vault's first key, while the system runs. docs/operate.md has every step."

    def add_arguments(self, parser: ArgumentParser) -> None:
        step = parser.add_mutually_exclusive_group()
        step.add_argument("--new", action="store_true", help="make a key and put it first in PRAECO_VAULT_FILE before")
        step.add_argument("--retire", metavar="ID", help="take this key out of PRAECO_VAULT_FILE after")

    def handle(self, *args: Any, new: bool, retire: str | None, **options: Any) -> None:
        try:
            if new:
                self.stdout.write(f"The new key is {rotation.key_add()}.")
            found = rotation.reseal()
            self._say(found)
            if retire:
                rotation.key_remove(retire, found)
                self.stdout.write(f"{retire} is out of the file. Backups older than this still need it: keep a copy.")
        except rotation.RotationRefused as refused:
            raise CommandError(str(refused)) from None
        if found.shut:
            raise CommandError(f"{len(found.shut)} values cannot be opened: {', '.join(found.shut[:SHOWN])}.")

    def _say(self, found: rotation.Found) -> None:
        self.stdout.write(f"{found.renewed} values sealed anew.")
        for key_id, count in sorted(found.keys.items()):
            self.stdout.write(f"{key_id}: {count} values")
