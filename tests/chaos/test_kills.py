"""Dispatchers killed in the middle of sending: none lost, none sent twice, counted by the receiving servers."""

from __future__ import annotations

import os
import random

import pytest

from tests.chaos.arena import IN_DOUBT, arena, receiver

pytestmark = pytest.mark.chaos

COUNT, KILLS = 30, 8  # deliveries on each network, dispatchers
SEEDS = range(int(os.environ.get("CHAOS_SEEDS", "1")))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_delivery_is_lost_or_sent_twice(process_environment, seed):
    """One network honours keys, so trying again is harmless; at the other only a look-up decides."""
    with (
        arena(process_environment, forgetful=False) as chaos,
        receiver(latency=0.2, forgetful=True) as forgetful,
    ):
        chaos.allow(forgetful)
        total = chaos.seed(9, 12, COUNT, "sandbox") + chaos.seed(5, 12, COUNT, "mastodon", at=forgetful.url)
        chaos.start(), chaos.start()
        chaos.kill_while_sending(KILLS, random.Random(seed))
        chaos.wait(lambda: chaos.states() == {"sent": total}, "not all were sent", IN_DOUBT)
        chaos.end()
        assert (chaos.published(), chaos.kills) == ([1] * total, KILLS)


def test_the_receiver_would_show_a_second_sending():
    with receiver(latency=0, forgetful=True) as server:
        server.publish("a"), server.publish("a")
        assert server.counts()["published"] == {"a": 2}
