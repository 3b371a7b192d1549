"""Mail that did not leave: who sees it, what it says, and that it can be tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publishing.ground import notices
from publishing.ground.failing import failing_for, mail_again
from publishing.ground.models import AuditEntry, Court, Notice, Person, Role
from tests.factories import make_court, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
BROKEN = "tests.publishing.ground.broken_mail.Backend"


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def boss(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR)


@pytest.fixture
def failed(court: Court, settings: Any, django_capture_on_commit_callbacks: Any) -> Notice:
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, BROKEN
    reader = make_person(court, Role.PRESS_OFFICER, first_name="Ilka", last_name="Bree")
    with django_capture_on_commit_callbacks(execute=True):
        facts = {"reference": "NCA-2026-0187", "due": timezone.now()}
        notices.tell("post-returned", court=court, people=[reader.pk], about=("NCA-2026-0187",), facts=facts)
    settings.EMAIL_BACKEND = working
    return Notice.objects.get()


def page(person: Person, name: str = "mail") -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse(f"notices:{name}")).content.decode()


def test_an_administrator_reads_who_gets_what_and_why_not_but_not_what_about(failed: Notice, boss: Person) -> None:
    text = page(boss)
    assert "Ilka Bree" in text
    assert "A post that was returned" in text
    assert "The mail server did not answer" in text
    assert "NCA-2026-0187" not in text


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_finds_the_page(failed: Notice, court: Court, role: str) -> None:
    client = Client()
    client.force_login(make_person(court, role, is_superuser=True))
    assert client.get(reverse("notices:mail")).status_code == 404
    assert client.post(reverse("notices:again")).status_code == 404


def test_an_administrator_of_another_court_sees_and_moves_nothing(failed: Notice) -> None:
    stranger = make_person(make_court(), Role.ADMINISTRATOR)
    assert not failing_for(stranger).exists()
    assert mail_again(by=stranger, keys=[failed.pk]) == 0
    assert "Every mail has left." in page(stranger)


def test_to_try_again_sends_it_at_once(failed: Notice, boss: Person, django_capture_on_commit_callbacks: Any) -> None:
    client = Client()
    client.force_login(boss)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("notices:again"), {"notice": failed.pk})
    assert len(mail.outbox) == 1
    assert not failing_for(boss).exists()
    assert AuditEntry.objects.get(act="mail_tried_again").facts == {"count": 1}


def test_what_was_given_up_is_tried_again_too(
    failed: Notice, boss: Person, django_capture_on_commit_callbacks: Any
) -> None:
    Notice.objects.update(tries=notices.TRIES_MAX, next_try_at=timezone.now() + timedelta(days=1))
    assert "Given up" in page(boss)
    with django_capture_on_commit_callbacks(execute=True):
        assert mail_again(by=boss) == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("key", ["x", "0", "' OR 1=1"])
def test_a_nonsense_key_tries_nothing(failed: Notice, boss: Person, key: str) -> None:
    client = Client()
    client.force_login(boss)
    assert client.post(reverse("notices:again"), {"notice": key}).status_code == 404
    assert mail.outbox == []


def test_what_nobody_tried_for_ten_minutes_shows_that_no_worker_runs(failed: Notice, boss: Person) -> None:
    Notice.objects.update(tries=0, error="", created_at=timezone.now() - timedelta(minutes=11))
    assert "No worker has tried it yet" in page(boss)


@pytest.mark.parametrize("facts", [{"paced": True}, {"mailed": False}, {"over_at": timezone.now()}])
def test_what_waits_by_design_is_no_failure(failed: Notice, boss: Person, facts: dict[str, Any]) -> None:
    Notice.objects.update(**facts)
    assert not failing_for(boss).exists()


def test_an_unknown_kind_of_a_later_version_is_still_shown(failed: Notice, boss: Person) -> None:
    Notice.objects.update(kind="gone", error="gone 7")
    assert "Ilka Bree" in page(boss)


def test_the_person_finds_it_on_their_own_page_all_the_same(failed: Notice) -> None:
    assert "NCA-2026-0187 was returned" in page(failed.person, "index")
