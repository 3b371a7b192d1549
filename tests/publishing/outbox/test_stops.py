"""What can be stopped from the page, and how the page says what stands still."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.domain.delivery import State
from publishing.domain.message import MissedTime
from publishing.models import Delivery, Pause
from publishing.rights import STOP
from publishing.services import pause_start
from tests.factories import make_account, make_court, make_delivery, make_person

pytestmark = pytest.mark.django_db
INDEX = "/admin/outbox/"


@pytest.fixture
def court():
    return make_court()


@pytest.fixture
def officer(court, client):
    person = make_person(court, "press_officer", first_name="Mira", last_name="Tolland")
    client.force_login(person)
    return person


def stop(client, court, **given):
    return client.post(reverse("outbox:pause", args=[court.slug]), {"reason": "A leak.", **given})


def text(client, url=INDEX):
    return client.get(url).content.decode()


def test_one_account_is_paused_and_the_rest_goes_on(court, officer, client):
    account = make_account(court)
    stop(client, court, scope=f"account-{account.pk}")
    pause = Pause.objects.get()
    assert (pause.account, pause.network, pause.court) == (account, "", court)
    page = text(client)
    assert account.handle in page
    assert "Nothing new is sent there." in page
    assert "Everything is paused" not in page


def test_one_network_is_paused_by_its_name(court, officer, client):
    account = make_account(court)
    stop(client, court, scope=f"network-{account.network}")
    assert (Pause.objects.get().network, Pause.objects.get().account) == (account.network, None)


@pytest.mark.parametrize("scope", [{}, {"scope": "all"}, {"scope": ""}])
def test_everything_is_paused_where_nothing_else_is_chosen(court, officer, client, scope):
    make_account(court)
    stop(client, court, **scope)
    pause = Pause.objects.get()
    assert (pause.court, pause.network, pause.account) == (court, "", None)


@pytest.mark.parametrize("scope", ["account-1", "network-elsewhere", "x"])
def test_what_the_court_does_not_have_cannot_be_paused(court, officer, client, scope):
    assert "scope" in stop(client, court, scope=scope).context["form"].errors
    assert not Pause.objects.exists()


def test_another_courts_account_is_no_choice(court, officer, client):
    foreign = make_account(make_court())
    assert "scope" in stop(client, court, scope=f"account-{foreign.pk}").context["form"].errors
    assert not Pause.objects.exists()


@pytest.mark.parametrize("role", STOP)
def test_everybody_on_duty_stops_everything_alone(court, client, role):
    client.force_login(make_person(court, role))
    assert reverse("outbox:pause", args=[court.slug]) in text(client)
    stop(client, court)
    assert Pause.objects.get().lifted_at is None


def test_where_emergencies_pass_all_can_still_be_stopped(court, officer, client):
    pause_start(court=court, by=officer, reason="A leak.", spares_emergencies=True)
    assert reverse("outbox:pause", args=[court.slug]) in text(client)
    stop(client, court)
    assert reverse("outbox:pause", args=[court.slug]) not in text(client)


def test_what_is_paused_says_so_on_its_line(court, officer, client):
    make_delivery(State.SCHEDULED, make_account(court))
    url = f"{INDEX}?tab=waiting"
    assert "Paused." not in text(client, url)
    pause_start(court=court, by=officer, reason="A leak.")
    assert "Paused. If its time comes meanwhile, a person decides about it afterwards." in text(client, url)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(None, "If its time is missed, it waits for a person."), (45, "it still goes out up to 45 min late")],
)
def test_a_line_says_what_becomes_of_a_missed_time(court, officer, client, minutes, words):
    make_delivery(State.SCHEDULED, make_account(court), missed=MissedTime(minutes))
    assert words in text(client, f"{INDEX}?tab=waiting")


def test_whoever_asks_to_lift_reads_what_waits_behind_the_pause(court, officer, client):
    pause = pause_start(court=court, by=officer, reason="A leak.")
    late, early = (make_delivery(State.SCHEDULED, make_account(court)) for _ in range(2))
    Delivery.objects.filter(pk=late.pk).update(next_attempt_at=timezone.now() - timedelta(minutes=1))
    foreign = make_delivery(State.SCHEDULED, make_account(make_court()))
    Delivery.objects.filter(pk=foreign.pk).update(next_attempt_at=timezone.now() - timedelta(minutes=1))
    page = text(client, reverse("outbox:lift", args=[pause.pk]))
    named = [one.release.reference in page for one in (late, early, foreign)]
    assert named == [True, False, False]
