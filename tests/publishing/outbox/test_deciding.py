"""What is held is listed, and goes nowhere without a choice of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.domain.delivery import State
from publishing.ground.models import AuditEntry
from publishing.models import Delivery, Release
from publishing.outbox import deciding
from publishing.services import delivery_cancel
from tests.factories import make_account, make_court, make_delivery, make_person

pytestmark = pytest.mark.django_db
URL = "/admin/outbox/decide/"


@pytest.fixture
def court():
    return make_court()


@pytest.fixture
def officer(court, client):
    person = make_person(court, "press_officer")
    client.force_login(person)
    return person


@pytest.fixture
def held(court):
    return [
        make_delivery(State.HELD, make_account(court), due_at=timezone.now() - timedelta(minutes=5)) for _ in range(3)
    ]


def states(rows):
    found = dict(Delivery.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "state"))
    return [found[row.pk] for row in rows]


def test_each_goes_its_own_way_and_what_is_not_chosen_stays(officer, client, held):
    first, second, third = held
    given = {f"d{first.pk}": "send", f"d{second.pk}": "cancel", f"d{third.pk}": "leave", "reason": "Out of date."}
    client.post(URL, given)
    assert states(held) == [State.SCHEDULED, State.CANCELLED, State.HELD]
    acts = AuditEntry.objects.filter(subject__startswith="delivery:").exclude(actor="system")
    assert set(acts.values_list("act", "actor")) == {
        ("scheduled", f"person:{officer.pk}"),
        ("cancelled", f"person:{officer.pk}"),
    }


def test_why_it_is_held_is_read_in_the_readers_language(officer, client, held, monkeypatch):
    Delivery.objects.update(reason="In English.", because=[{"say": "Its time has passed."}])
    monkeypatch.setattr("publishing.ground.saying.gettext", lambda text: f"<{text}>")
    assert client.get(URL).content.decode().count("&lt;Its time has passed.&gt;") == len(held)


def test_what_is_sent_on_after_its_time_leaves_a_minute_and_is_checked_again(officer, client, held):
    client.post(URL, {f"d{held[0].pk}": "send"})
    row = Delivery.objects.select_related("release").get(pk=held[0].pk)
    assert row.next_attempt_at > timezone.now() + timedelta(seconds=50)
    assert row.release.reviewed_at is None


@pytest.mark.parametrize("given", [{}, {"reason": "x"}, {"d0": "send"}])
def test_nothing_chosen_changes_nothing(officer, client, held, given):
    client.post(URL, given)
    assert states(held) == [State.HELD] * 3


def test_a_choice_that_is_none_changes_nothing(officer, client, held):
    page = client.post(URL, {f"d{held[0].pk}": "send", f"d{held[1].pk}": "at once"})
    assert page.status_code == 200
    assert states(held) == [State.HELD] * 3


def test_to_cancel_wants_a_reason_and_nothing_is_done_without(officer, client, held):
    page = client.post(URL, {f"d{held[0].pk}": "send", f"d{held[1].pk}": "cancel", "reason": " "})
    assert "Say why." in page.content.decode()
    assert states(held) == [State.HELD] * 3


def test_a_reason_that_names_somebody_protected_does_nothing(officer, client, held, monkeypatch):
    monkeypatch.setattr("publishing.services.words._names_someone", lambda court, text: True)
    page = client.post(URL, {f"d{held[0].pk}": "send", f"d{held[1].pk}": "cancel", "reason": "Ilse Brandt"})
    assert "may name someone protected" in page.content.decode()
    assert states(held) == [State.HELD] * 3


def test_what_others_decided_meanwhile_is_left_as_it_is(court, officer, client, held, monkeypatch):
    president = make_person(court, "president")
    done = deciding.delivery_release

    def late(row, *, by):
        delivery_cancel(row, reason="Cancelled first.", by=president)
        done(row, by=by)

    monkeypatch.setattr(deciding, "delivery_release", late)
    page = client.post(URL, {f"d{held[0].pk}": "send"}, follow=True)
    assert "decided by somebody else meanwhile" in page.content.decode()


def test_other_courts_are_neither_listed_nor_touched(officer, client, held):
    foreign = make_delivery(State.HELD, make_account(make_court()))
    assert foreign.release.reference not in client.get(URL).content.decode()
    client.post(URL, {f"d{foreign.pk}": "send"})
    assert states([foreign]) == [State.HELD]


@pytest.mark.parametrize("role", ["judge", "reviewer", "registrar", "adviser", "security_lead"])
def test_whoever_may_not_decide_is_turned_away(court, client, held, role):
    client.force_login(make_person(court, role))
    client.post(URL, {f"d{held[0].pk}": "send"})
    assert states(held) == [State.HELD] * 3
    assert client.get(URL).status_code != 200


def test_the_outbox_leads_there_only_where_something_is_held(court, officer, client):
    index = reverse("outbox:index")
    assert URL not in client.get(index).content.decode()
    make_delivery(State.HELD, make_account(court))
    assert URL in client.get(index).content.decode()


def test_what_was_withdrawn_meanwhile_is_not_sent_on(officer, client, held):
    Release.objects.filter(pk=held[0].release_id).update(withdrawn_at=timezone.now(), withdrawn_reason="Wrong hall.")
    client.post(URL, {f"d{held[0].pk}": "send"})
    assert states(held[:1]) == [State.HELD]
