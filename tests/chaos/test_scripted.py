"""A receiving server with faults by script: what it published is counted there, and the delivery says the same."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta

import pytest

from publishing.accounts import credentials_store
from publishing.dispatcher import lanes
from publishing.models import Attempt, Delivery
from tests.chaos.crew import states
from tests.factories import make_account, make_court, make_person
from tests.networks.dialects import CREDENTIALS
from tests.publishing.ground.test_door import self_signed

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.loopback]
NETWORKS = ("sandbox", "mastodon", "bluesky")
ACCEPTED = ("lost", "reset-after", "500-after", "nonsense", "nonsense-json", "drip", "endless")
NOT_TAKEN = (
    "500-before", "503-before", "reset-before",
    "429-second", "429-seconds", "429-iso", "429-epoch", "429-day",
)  # fmt: skip


@pytest.fixture
def servers(network, monkeypatch):
    """One of each network, before an engine that waits half a second for an answer."""
    monkeypatch.setattr(lanes, "DEADLINE", timedelta(seconds=0.5))
    return [network(name) for name in NETWORKS]


def arm(servers, operation, *faults):
    for server, _ in servers:
        server.world.arm(**{operation: list(faults)})


def published(servers):
    return [list(server.world.published.values()) for server, _ in servers]


@pytest.mark.parametrize("fault", [*ACCEPTED, *NOT_TAKEN])
def test_one_fault_of_the_publication(crew, post, servers, fault):
    for _, account in servers:
        post(account)
    arm(servers, "publish", fault)
    crew.work()
    assert (states(), published(servers)) == ({"sent": 3}, [[1]] * 3)


def test_many_faults_one_after_the_other(crew, post, servers):
    for _, account in servers:
        post(account, 8)
    arm(servers, "publish", "lost", "503-before", "500-after", "429-seconds", "nonsense", "reset-before", "endless")
    arm(servers, "lookup", "500-before", "lost", "nonsense")
    crew.work()
    assert (states(), published(servers)) == ({"sent": 24}, [[1] * 8] * 3)


@pytest.mark.parametrize("fault", ["redirect-inside", "forbidden"])
def test_what_never_succeeds_fails_with_words_and_is_not_tried_again(crew, post, servers, fault):
    for _, account in servers:
        post(account)
    arm(servers, "publish", fault)
    crew.work()
    assert (states(), published(servers)) == ({"failed": 3}, [[]] * 3)
    assert Attempt.objects.count() == 3
    assert all("Connect the account again" in row.reason and row.because for row in Delivery.objects.all())


def test_a_network_that_asks_for_a_day_costs_a_grace_of_a_quarter_and_no_duplicate(crew, post, servers):
    for _, account in servers:
        post(account, minutes=15)
    arm(servers, "publish", "429-day")
    crew.work()
    assert (states(), published(servers)) == ({"held": 3}, [[]] * 3)


def test_look_ups_that_never_answer_leave_it_to_a_person_with_what_was_tried(crew, post, servers):
    for _, account in servers:
        post(account)
    arm(servers, "publish", "lost")
    arm(servers, "lookup", *["503-before"] * 9)
    crew.work()
    assert (states(), published(servers)) == ({"unknown": 3}, [[1]] * 3)
    said = Attempt.objects.filter(purpose="lookup").values_list("evidence__because__0__say", flat=True)
    assert set(said) == {"The server failed with status %(status)s."}


def test_a_certificate_that_nobody_trusts_gets_nothing(crew, post, settings, tmp_path):
    context = self_signed(tmp_path)
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=shake_hands, args=(listener, context, heard), daemon=True).start()
        port = listener.getsockname()[1]
        settings.PRIVATE_ADDRESSES = [f"127.0.0.1:{port}"]
        account = make_account(make_court(), base_url=f"https://127.0.0.1:{port}")
        credentials_store(account, CREDENTIALS["sandbox"])
        post(account, minutes=15)
        crew.work()
    assert (states(), [one for one in heard if one]) == ({"held": 1}, [])
    assert "certificate" in Delivery.objects.get().reason


def shake_hands(listener, context, heard):
    """Speaks TLS with a certificate of its own; notes what comes in after that."""
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                heard.append(secure.recv(9))
        except OSError:
            heard.append(b"")


def test_a_server_that_hangs_holds_up_no_other(crew, post, network, settings):
    """All of its slots wait for it, and what is due elsewhere goes out meanwhile."""
    living, account = network("mastodon")
    with socket.create_server(("127.0.0.1", 0), backlog=128) as deaf:
        pair = f"127.0.0.1:{deaf.getsockname()[1]}"
        settings.PRIVATE_ADDRESSES = [*settings.PRIVATE_ADDRESSES, pair]
        dead = make_account(account.court, base_url=f"http://{pair}")
        credentials_store(dead, CREDENTIALS["sandbox"])
        post(dead, 60)
        crew.review()
        crew.one.turn([])
        post(account, 20)
        crew.review()
        while states().get("sent", 0) < 20:
            results = crew.one.lanes.take(0.05)
            crew.one.pauses.read()
            crew.one.turn(results)
        assert (states(), len(living.world.published)) == ({"sent": 20, "sending": 60}, 20)


POLICIES = {None: "held", 30: "held", 300: "held", 361: "sent", 600: "sent"}


def test_after_six_hours_of_downtime_each_policy_does_what_it_says(crew, post, network):
    """Nothing ran for six hours: what may still go goes once, the rest waits for a person and says so."""
    server, account = network("sandbox")
    for minutes in POLICIES:
        post(account, minutes=minutes)
    crew.ahead += timedelta(hours=6)
    crew.hire()
    crew.work()
    found = dict(Delivery.objects.values_list("release__missed_minutes", "state"))
    assert found == POLICIES
    assert sorted(server.world.published.values()) == [1, 1]
    late = Delivery.objects.filter(state="held").values_list("because__0__say", flat=True)
    assert set(late) == {"Its time has passed. A person decides whether it still goes out."}


def test_what_a_person_then_lets_go_goes_once(crew, post, network, monkeypatch):
    from publishing.services import deliveries, delivery_release

    server, account = network("sandbox")
    post(account, minutes=None)
    crew.ahead += timedelta(hours=6)
    crew.hire()
    crew.turn()
    monkeypatch.setattr(deliveries.timezone, "now", crew.one.clock.now)
    delivery_release(Delivery.objects.get(), by=make_person(account.court, "press_officer"))
    crew.turn()
    assert states() == {"scheduled": 1}  # never at once
    crew.work()
    assert (states(), list(server.world.published.values())) == ({"sent": 1}, [1])


def test_a_doubt_of_before_the_downtime_is_looked_up_not_sent_again(crew, post, network):
    server, account = network("mastodon")
    post(account, minutes=None)
    server.world.arm(publish=["lost"])
    crew.turn()
    crew.ahead += timedelta(hours=6)
    crew.hire()
    crew.work()
    assert (states(), list(server.world.published.values())) == ({"sent": 1}, [1])
