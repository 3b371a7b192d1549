"""Connects one account of a court: reads the secret from standard input, proves it at the server, seals it."""

from __future__ import annotations

import getpass
import sys
import warnings
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from publishing.accounts import SECRET_MAX
from publishing.connecting import account_connect
from publishing.ground.models import Court, Person, Proposal, Role
from publishing.ground.proposals import confirmers
from publishing.networks.registry import NETWORKS

OPTIONS = {"base_url": "--base-url", "handle": "--handle", "network": "NETWORK", "secret": "standard input"}


class Command(BaseCommand):
    help = (
        "Connects an account of a court. The secret is read from standard input, never from an argument: for Mastodon "
        "an access token, for Bluesky an app password, for the sandbox its key. Once the court has published, a "
        "further account waits for a second person."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("network", metavar="NETWORK", help=", ".join(NETWORKS))
        parser.add_argument("--court", required=True, metavar="SLUG")
        parser.add_argument("--base-url", required=True, metavar="URL")
        parser.add_argument("--handle", required=True, metavar="NAME")
        parser.add_argument("--by", metavar="USERNAME", help="the administrator who asks, once the court has published")

    def handle(self, *args: Any, **options: Any) -> None:
        court = self._court(options["court"])
        done = self._connect(options, court, self._by(options["by"], court), read_secret())
        if isinstance(done, Proposal):
            self.stdout.write(f"Asked for in the name of {done.proposed_by}. Nothing is connected before one of these")
            self.stdout.write(f"confirms it under “To confirm”: {_named(confirmers(done))}.")
        else:
            self.stdout.write(f"Connected: {done} at {done.base_url}.")

    def _by(self, username: str | None, court: Court) -> Person | None:
        if username is None:
            return None
        found = Person.objects.filter(username=username, pk__in=court.holders(Role.ADMINISTRATOR)).first()
        if found is None:
            raise CommandError(f"--by: “{username}” is no administrator of this court. There is: {_leads(court)}.")
        return found

    def _court(self, slug: str) -> Court:
        court = Court.objects.filter(slug=slug).first()
        if court is None:
            slugs = ", ".join(Court.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"--court: there is no court “{slug}”. There is: {slugs}. Set one up with create_court.")
        return court

    def _connect(self, options: dict[str, Any], court: Court, by: Person | None, secret: str) -> Any:
        try:
            return account_connect(
                court=court,
                network=options["network"],
                base_url=options["base_url"],
                handle=options["handle"],
                secret=secret,
                by=by,
                at_server=True,
            )
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                raise CommandError(" ".join(error.messages)) from None
            if "by" in error.message_dict:
                raise CommandError(f"--by: {' '.join(error.messages)} Name one of: {_leads(court)}.") from None
            lines = [f"{OPTIONS.get(name, name)}: {' '.join(words)}" for name, words in error.message_dict.items()]
            raise CommandError("\n".join(lines)) from None


def _leads(court: Court) -> str:
    return ", ".join(Person.objects.filter(pk__in=court.holders(Role.ADMINISTRATOR)).values_list("username", flat=True))


def _named(keys: set[int]) -> str:
    return ", ".join(str(person) for person in Person.objects.filter(pk__in=keys).order_by("last_name", "username"))


def read_secret() -> str:
    """One line from standard input; from a terminal only where it does not show what is typed."""
    if sys.stdin.isatty():
        return _ask()
    secret = sys.stdin.read(SECRET_MAX + 2)
    line = secret.removesuffix("\n").removesuffix("\r")
    if not line or "\n" in line:
        raise CommandError("standard input: give the secret there as exactly one line, from a file or a pipe.")
    return line


def _ask() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass("Secret (not shown): ")
        except (getpass.GetPassWarning, EOFError):
            raise CommandError(
                "standard input: this terminal would show the secret. Give it from a file or a pipe."
            ) from None
