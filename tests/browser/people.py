"""People who can sign in at the live server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client

from publishing.ground.groups import groups_sync
from publishing.ground.models import Court, Person
from tests.factories import make_person

SECRET = "a long password"


def person(court: Court, *roles: str, **facts: str) -> Person:
    """A person with these roles, whose password is SECRET."""
    found = make_person(court, *roles, password=SECRET, **facts)
    found.user_permissions.add(Permission.objects.get(codename="access_admin"))
    groups_sync(found)
    return found


def cookie_of(username: str, address: str) -> Any:
    """The cookie of somebody who has shown password and second factor at the live server of this process."""
    client = Client()
    client.force_login(Person.objects.get(username=username))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}
