"""Dispatchers killed in the middle of sending: none lost, none sent twice, counted by the receiving servers.

The short form. `make chaos` runs the long one (test_long); deaths at named points are tried in test_points.
"""

from __future__ import annotations

import random
import time

import pytest

from tests.chaos.arena import IN_DOUBT, arena, receiver

pytestmark = pytest.mark.chaos

COUNT, KILLS = 20, 2  # deliveries on each network, dispatchers


def test_no_kill_loses_or_doubles_a_delivery_and_a_pause_holds_all(process_environment):
    """One network honours keys, so trying again is harmless; at the other only a look-up decides."""
    with (
        arena(process_environment, forgetful=False) as chaos,
        receiver(latency=0.2, forgetful=True) as forgetful,
    ):
        chaos.allow(forgetful)
        total = chaos.seed(4, 8, COUNT, "sandbox", f"mastodon@{forgetful.url}")
        chaos.begin(), chaos.begin()
        chaos.kill_while_sending(KILLS, random.Random(1), hasty=True)
        chaos.pause()
        paused = time.time()
        time.sleep(2)
        assert [at for at in chaos.arrived() if at > paused + 1] == []
        chaos.lift()
        chaos.wait(lambda: chaos.states() == {"sent": total}, "not all were sent", IN_DOUBT)
        chaos.end()
        assert (chaos.published(), chaos.kills) == ([1] * total, KILLS)


def test_the_receiver_would_show_a_second_sending():
    with receiver(latency=0, forgetful=True) as server:
        server.publish("a"), server.publish("a")
        assert server.counts()["published"] == {"a": 2}
