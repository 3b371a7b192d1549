"""The page of how punctual sending is: whose figures it shows to whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from publishing.ground.models import Court, Person, Role
from publishing.ground.roles import widened
from publishing.models import Alert, AlertCall, Attempt, Delivery
from publishing.watch import reading
from tests.factories import make_account, make_court, make_delivery, make_person

from .conftest import beat, sent

pytestmark = [pytest.mark.django_db, pytest.mark.both]
READ = (Role.PRESS_OFFICER, Role.PRESIDENT, Role.ADMINISTRATOR, Role.SECURITY_LEAD)


def page(person: Person, **query: str) -> Any:
    client = Client()
    client.force_login(person)
    return client.get(reverse("watch:index"), query)


def test_a_day_counts_what_went_out_within_one_ten_and_sixty_seconds(court: Court) -> None:
    now = timezone.now()
    for late in (0.5, 1.0, 1.5, 10, 59, 61):
        sent(court, late=late, at=now)
    (day,) = reading.days(court, now)
    assert (day.sent, day.counts) == (6, (2, 4, 5))


def test_a_hundred_per_cent_is_every_one() -> None:
    day = reading.Day(timezone.now().date(), 1000, (999, 1000, 0))
    assert [share for share, _count in day.shares] == [99, 100, 0]


def test_days_are_the_courts_own() -> None:
    court = make_court(time_zone="Pacific/Auckland")
    now = datetime.fromisoformat("2026-05-10T11:30:00+00:00")
    sent(court, late=1, at=now)
    sent(court, late=1, at=now + timedelta(hours=1))
    assert [str(one.day) for one in reading.days(court, now + timedelta(hours=2))] == ["2026-05-11", "2026-05-10"]


def test_what_went_out_before_thirty_days_is_left_out(court: Court) -> None:
    now = timezone.now()
    sent(court, late=1, at=now - timedelta(days=31))
    sent(court, late=1, at=now - timedelta(days=28))
    assert len(reading.days(court, now)) == 1


def test_another_courts_figures_are_not_there(court: Court, officer: Person) -> None:
    other = make_court()
    sent(other, late=5)
    assert reading.days(court, timezone.now()) == []
    assert page(officer, court=other.slug).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_people_on_duty_read_it_and_nobody_else(court: Court, role: str) -> None:
    assert page(make_person(court, role)).status_code == (200 if role in widened(READ) else 404)


def test_a_process_shows_its_machine_and_its_oldest_work(court: Court, officer: Person) -> None:
    row = make_delivery(account=make_account(court))
    Delivery.objects.filter(pk=row.pk).update(state="sending")
    at = timezone.now() - timedelta(seconds=40)
    Attempt.objects.create(delivery=row, number=1, worker="north-2-417", started_at=at)
    beat(name="north-2-417")
    beat("cluster", name="north-2-418", ago=20)
    silent, alive = reading.signs(timezone.now())
    assert (silent.name, silent.alive) == ("north-2-418", False)
    assert (alive.machine, alive.oldest) == ("north-2", at)
    text = page(officer).content.decode()
    assert "north-2-417" in text
    assert "silent" in text


def test_alerts_of_the_court_and_of_the_installation_stand_on_it(court: Court, officer: Person) -> None:
    other = make_court()
    Alert.objects.create(kind="no-cluster", subject="installation")
    Alert.objects.create(kind="trail-unsealed", subject=f"court:{other.pk}", court=other)
    text = page(officer).content.decode()
    assert "No cluster" in text
    assert "not sealed" not in text


def test_an_alert_about_a_post_that_is_sealed_to_the_reader_is_not_counted(
    court: Court, officer: Person, monkeypatch: Any
) -> None:
    row = make_delivery(account=make_account(court))
    Alert.objects.create(kind="late", subject=f"delivery:{row.pk}", court=court)
    assert [one.cause for one in reading.standing(officer, court)] == ["late"]
    monkeypatch.setattr("publishing.ground.models.hidden_from", lambda person: (row.release.reference,))
    assert reading.standing(officer, court) == []


def test_calls_that_nobody_took_are_told_with_their_code(court: Court, officer: Person) -> None:
    AlertCall.objects.create(body="{}", error="unreachable")
    assert "unreachable" in page(officer).content.decode()


def test_the_number_of_queries_does_not_grow(court: Court, officer: Person) -> None:
    now = timezone.now()
    client = Client()
    client.force_login(officer)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("watch:index"))
    for place in range(4):
        sent(court, late=place, at=now - timedelta(days=place))
        beat(name=f"machine-{place}")
        row = make_delivery(account=make_account(court))
        Alert.objects.create(kind="late", subject=f"delivery:{row.pk}", court=court)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("watch:index"))
    assert len(many) <= len(few) + 1  # one for which of the posts the reader may know of
