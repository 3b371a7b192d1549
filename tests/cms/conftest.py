"""A court with a press officer at the desk, and somebody of another court."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client

from publishing.ground.models import Court, Person, Role
from publishing.models import Account
from tests.factories import make_account, make_court, make_image, make_person


@dataclass
class Desk:
    court: Court
    officer: Person
    account: Account
    client: Client


def signed_in(person: Person) -> Client:
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    return client


def make_desk(**facts: object) -> Desk:
    court = make_court(**facts)
    make_image(court)
    officer = make_person(court, Role.PRESS_OFFICER, first_name="Mira", last_name="Tolland")
    return Desk(court, officer, make_account(court), signed_in(officer))


@pytest.fixture
def desk(db: None, settings, tmp_path) -> Desk:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # renditions are remembered by key, and keys come again
    return make_desk()


@pytest.fixture
def other(desk: Desk) -> Desk:
    """A desk of another court."""
    return make_desk()


def entry(desk: Desk, **facts: object) -> dict[str, object]:
    """What a browser sends from the composer."""
    return {
        "court": desk.court.slug,
        "title": "Hearing next week",
        "kind": "service-update",
        "aim": "access",
        "language": "en",
        "text": "The registry opens at nine.",
        "link": "",
        "accounts": [str(desk.account.pk)],
        "due_date": "2099-06-01",
        "due_time": "09:00",
        "missed": "wait",
        "pictures-TOTAL_FORMS": "1",
        "pictures-INITIAL_FORMS": "0",
        **facts,
    }
