from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from publishing.ground.mailing import password_path
from publishing.ground.models import Court, Person
from publishing.ground.services import court_create, person_create

OPTION_OF = {
    "languages": "--language",
    "domains": "--domain",
    "time_zone": "--time-zone",
    "administrators": "--administrator",
}


class Command(BaseCommand):
    help = "Sets up a court with its first administrators, and prints a link for each new one to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help='such as "Court of Appeal of Norvale"')
        parser.add_argument("--slug", required=True, help="short name in addresses, such as norvale-appeal")
        parser.add_argument("--code", required=True, help="capitals at the head of every reference, such as NCA")
        parser.add_argument("--time-zone", required=True, metavar="ZONE", help="such as Europe/Zagreb")
        parser.add_argument(
            "--language", action="append", required=True, metavar="CODE", help="the first is the default"
        )
        parser.add_argument("--domain", action="append", default=[], help="a web domain of the court; may be repeated")
        parser.add_argument(
            "--administrator", action="append", required=True, metavar="USERNAME:EMAIL",
            help="two or more; someone who is known already keeps their password",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                people = [_person(given) for given in options["administrator"]]
                court = _court(options, [person for person, _fresh in people])
        except ValidationError as error:
            raise CommandError(_in_words(error)) from None
        self.stdout.write(f"{court.name} is set up ({court.slug}).")
        for person, fresh in people:
            self.stdout.write(f"{person.username}: {_sign_in(person) if fresh else 'signs in as before'}")


def _person(given: str) -> tuple[Person, bool]:
    username, colon, email = given.partition(":")
    if not (username and colon and email):
        raise CommandError(f"--administrator: “{given}” is not USERNAME:EMAIL. Write it as ana:ana@court.example.")
    person = Person.objects.filter(username=username).first()
    if person is None:
        return _new_person(given, username, email), True
    if person.email.lower() != email.lower():
        raise CommandError(
            f"--administrator: {username} exists with another e-mail address. Give that one, or another name."
        )
    if not person.is_active:
        raise CommandError(f"--administrator: the sign-in of {username} is closed. Name somebody else.")
    return person, False


def _new_person(given: str, username: str, email: str) -> Person:
    try:
        return person_create(username=username, email=email)
    except ValidationError as error:
        raise CommandError(f"--administrator: “{given}”: {' '.join(error.messages)}") from None


def _court(options: dict[str, Any], people: list[Person]) -> Court:
    return court_create(
        name=options["name"],
        slug=options["slug"],
        code=options["code"],
        time_zone=options["time_zone"],
        languages=options["language"],
        domains=options["domain"],
        administrators=people,
    )


def _sign_in(person: Person) -> str:
    return f"choose a password within three days at {settings.PUBLIC_URL.rstrip('/')}{password_path(person)}"


def _in_words(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return "\n".join(
        f"{OPTION_OF.get(field, f'--{field}')}: {' '.join(messages)}" for field, messages in error.message_dict.items()
    )
