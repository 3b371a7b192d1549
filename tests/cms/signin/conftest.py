from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache

from publishing.ground.models import Court, Person, Role
from tests.cms.signin import identity
from tests.factories import make_court, make_person

PASSWORD = "long-Enough-9"


@pytest.fixture(autouse=True)
def _no_tries() -> Iterator[None]:
    """Each test begins with no failure counted, and leaves none."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def court(db: None) -> Court:
    return make_court()


@pytest.fixture
def ana(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR, Role.JUDGE, username="ana", password=PASSWORD)


@pytest.fixture
def idp(settings, tmp_path: Path, ana: Person) -> Path:
    """An identity provider that speaks SAML, named by the settings, and knows ana's address; the file about it."""
    Person.objects.filter(pk=ana.pk).update(email="ana@courts.example")
    file = tmp_path / "idp.xml"
    file.write_text(identity.metadata(identity.key()))
    settings.PUBLIC_URL = identity.PRAECO
    settings.SAML = {"metadata": str(file), "name": "Court sign-in"}
    return file
