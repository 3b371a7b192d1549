"""Dispatchers killed in the middle of sending: none lost, none sent twice, counted by the receiving server."""

from __future__ import annotations

import os
import random

import pytest

from tests.chaos.arena import IN_DOUBT, Arena, arena, receiver

pytestmark = pytest.mark.chaos

COUNT = 50
SEEDS = range(int(os.environ.get("CHAOS_SEEDS", "1")))


def send_and_kill(chaos: Arena, networks: tuple[str, ...], seed: int) -> int:
    total = chaos.seed(4, 12, COUNT // len(networks), *networks)
    chaos.start(), chaos.start()
    chaos.kill_while_sending(10, random.Random(seed))
    chaos.wait(lambda: chaos.states() == {"sent": total}, "not all were sent", IN_DOUBT)
    chaos.end()
    return total


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("networks", "forgetful"),
    [(("sandbox",), False), (("mastodon",), True)],
    ids=["keys honoured", "look-up decides"],
)
def test_no_delivery_is_lost_or_sent_twice(process_environment, networks, forgetful, seed):
    with arena(process_environment, forgetful=forgetful) as chaos:
        total = send_and_kill(chaos, networks, seed)
        published = chaos.receiver.counts()["published"]
        assert (len(published), max(published.values()), chaos.kills) == (total, 1, 10)


def test_the_receiver_would_show_a_second_sending():
    with receiver(latency=0, forgetful=True) as server:
        server.publish("a"), server.publish("a")
        assert server.counts()["published"] == {"a": 2}
