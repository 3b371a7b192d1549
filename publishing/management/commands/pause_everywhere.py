"""manage.py pause_everywhere: stops the sending of every court, and lets it go on in the names of two people."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from publishing.ground.models import Person
from publishing.models import Pause
from publishing.services import WordsRefused, pause_everywhere, pause_everywhere_lift


class Command(BaseCommand):
    help = (
        "Stops every new send of every court within a second, until --lift. It asks nobody, and stands on the audit"
        " trail of each court. One court alone is paused in its outbox."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", required=True, metavar="USERNAME", help="in whose name")
        parser.add_argument("--reason", default="", help="why; everybody who sees the outbox reads it")
        parser.add_argument("--lift", action="store_true", help="end it; what came due meanwhile waits for a person")
        parser.add_argument("--asked-by", metavar="USERNAME", default="", help="with --lift: the other of two people")

    def handle(self, *args: Any, **options: Any) -> None:
        by = _person("--by", options["by"])
        try:
            if options["lift"]:
                self._lift(by, _person("--asked-by", options["asked_by"]))
            else:
                pause_everywhere(by=by, reason=options["reason"])
                self.stdout.write("Everything is paused at every court. `pause_everywhere --lift` ends it.")
        except (ValidationError, PermissionDenied, WordsRefused, ValueError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from None

    def _lift(self, by: Person, asked_by: Person) -> None:
        standing = list(Pause.objects.filter(court=None, lifted_at=None).order_by("pk"))
        if not standing:
            raise CommandError("No pause of every court stands.")
        waiting = sum(pause_everywhere_lift(pause, asked_by=asked_by, by=by) for pause in standing)
        self.stdout.write(f"Sending goes on. {waiting} deliveries came due meanwhile and wait in the outbox.")


def _person(option: str, username: str) -> Person:
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(f"{option}: there is nobody called “{username}” who can sign in.")
    return person
