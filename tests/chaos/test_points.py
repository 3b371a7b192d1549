"""A dispatcher that dies at each named point: nothing lost, nothing twice, counted by the receiving servers."""

from __future__ import annotations

import threading

import pytest

from publishing.networks.base import Sighting
from publishing.networks.mastodon import Mastodon
from tests.chaos.crew import DEATHS, POINTS, Killed, doomed, states

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.loopback]
NETWORKS = ("sandbox", "mastodon", "bluesky")


def dies(crew, point, monkeypatch):
    """The dispatcher works until it dies there; what its threads still do comes to nobody."""
    with doomed(monkeypatch, point), pytest.raises(Killed):
        crew.turn()


def thread_dies(crew, point, monkeypatch):
    """The same for points in a thread of the pool: the whole process ends there, so nothing is settled."""
    DEATHS.clear()
    with doomed(monkeypatch, point):
        crew.review()
        crew.one.turn([])
        while (died := len(DEATHS)) < len(crew.one.lanes.running):
            threading.Event().wait(0.01)
    assert died == len(NETWORKS)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_nothing_is_lost_or_sent_twice(crew, network, post, monkeypatch, point):
    servers = [network(name) for name in NETWORKS]
    for _, account in servers:
        post(account)
    (thread_dies if POINTS[point][1] == "_send" else dies)(crew, point, monkeypatch)
    crew.hire()
    crew.work()
    assert states() == {"sent": len(NETWORKS)}
    assert [list(server.world.published.values()) for server, _ in servers] == [[1]] * len(NETWORKS)


def test_whoever_believed_a_wrong_look_up_would_send_twice_and_this_shows(crew, network, post, monkeypatch):
    """The negative control: these tests can see a duplicate."""
    server, account = network("mastodon")
    post(account)
    server.world.arm(publish=["lost"])
    monkeypatch.setattr(Mastodon, "lookup", lambda *args: Sighting(False))
    crew.work()
    assert list(server.world.published.values()) == [2]
