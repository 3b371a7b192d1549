"""The long form of chaos: processes killed with SIGKILL, counted and measured. `make chaos` runs it, CI does not.

`CHAOS_SEEDS` (3) runs of 1,000 deliveries on each database. Figures are printed.
"""

from __future__ import annotations

import os
import random
import statistics
import time

import pytest

from tests.chaos.arena import IN_DOUBT, Arena, arena, receiver
from tests.chaos.crew import POINTS

pytestmark = [pytest.mark.chaos, pytest.mark.long]

SEEDS = range(int(os.environ.get("CHAOS_SEEDS", "3")))
KEYED, FORGETFUL, SPREAD, KILLS = 800, 200, 60.0, 15
MINUTE = 60.0
PAUSES = 50
DOUBTED = "SELECT count(DISTINCT delivery_id) FROM publishing_attempt WHERE purpose = 'lookup'"
UNSETTLED = (
    "SELECT count(*) FROM publishing_delivery"
    " WHERE NOT (state = 'sent' OR state = 'unknown' AND next_attempt_at IS NULL)"
)
ASKED_WITH_KEYS = (
    "SELECT count(*) FROM publishing_delivery d JOIN publishing_account a ON a.id = d.account_id"
    " WHERE d.state = 'unknown' AND a.network = 'sandbox'"
)


@pytest.mark.parametrize("point", POINTS)
def test_a_dispatcher_killed_at_each_named_point(process_environment, point):
    with (
        arena(process_environment, forgetful=False) as chaos,
        receiver(latency=0.2, forgetful=True) as forgetful,
    ):
        chaos.allow(forgetful)
        total = chaos.seed(1, 1, 6, "sandbox", f"mastodon@{forgetful.url}")
        chaos.died(chaos.begin(point))
        chaos.begin()
        chaos.wait(lambda: chaos.states() == {"sent": total}, f"killed {point}, not all were sent", IN_DOUBT)
        chaos.end()
        assert (chaos.published(), chaos.kills) == ([1] * total, 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_thousand_deliveries_and_kills_at_random(process_environment, seed):
    """Every two to five seconds a dispatcher dies. What none of them held then is late by less than a minute.

    The rest is looked up; where a network without keys cannot tell, a person is asked, and nothing is sent again.
    """
    dice = random.Random(seed)
    with (
        arena(process_environment, forgetful=False) as chaos,
        receiver(latency=0.2, forgetful=True) as forgetful,
    ):
        chaos.slots = 20
        chaos.allow(forgetful)
        total = chaos.seed(90, SPREAD, KEYED, "sandbox")
        total += chaos.seed(60, SPREAD, FORGETFUL, "mastodon", at=forgetful.url)
        chaos.begin(hasty=False), chaos.begin(hasty=False)
        chaos.wait(lambda: chaos.requests() > 5, "nothing was sent", IN_DOUBT)
        for _ in range(KILLS):
            time.sleep(dice.uniform(2, 5))
            chaos.kill(dice.choice(chaos.processes))
            chaos.begin(hasty=False)
        chaos.wait(lambda: chaos.query(UNSETTLED) == [(0,)], "not all came to rest", 2 * IN_DOUBT)
        late, states = chaos.late(), chaos.states()
        ((doubted,),) = chaos.query(DOUBTED)
        chaos.end()
        asked = states.get("unknown", 0)
        report(seed=seed, kills=chaos.kills, doubted=doubted, asked=asked, **summed(late))
        assert (states["sent"] + asked, chaos.query(ASKED_WITH_KEYS)) == (total, [(0,)])
        assert set(chaos.published()) == {1}
        assert states["sent"] <= len(chaos.published()) <= total
        assert late[len(late) - 1 - doubted] <= MINUTE


def test_fifty_pauses_against_a_stream_on_two_dispatchers(process_environment):
    """After each, no request comes in a second or more later, until it is lifted."""
    with arena(process_environment, forgetful=True, latency=0.05) as chaos:
        chaos.slots = 20
        chaos.seed(12, 300, 3000, "sandbox")
        chaos.begin(hasty=False), chaos.begin(hasty=False)
        chaos.wait(lambda: chaos.requests() > 20, "nothing was sent", IN_DOUBT)
        lags = [one_pause(chaos) for _ in range(PAUSES)]
        report(pauses=PAUSES, last_request_s=round(max(lags), 3))
        assert max(lags) < 1
        assert set(chaos.published()) == {1}


def one_pause(chaos: Arena) -> float:
    """Seconds from its commit to the last request that still came in."""
    before = len(chaos.arrived())
    chaos.wait(lambda: len(chaos.arrived()) > before, "the stream ran dry", IN_DOUBT)
    chaos.pause()
    paused = time.time()
    time.sleep(2)
    lag = max(chaos.arrived()) - paused
    chaos.lift()
    return lag


def test_a_network_that_hangs_delays_the_others_by_a_second_at_most(process_environment):
    with (
        arena(process_environment, forgetful=False) as chaos,
        receiver(latency=90, forgetful=False) as dead,
    ):
        chaos.slots = 50
        chaos.allow(dead)
        chaos.seed(20, 0, 200, "sandbox", at=dead.url)
        chaos.others.clear()
        total = chaos.seed(18, 30, 60, "mastodon")
        chaos.begin(hasty=False)
        chaos.wait(lambda: chaos.states().get("sent", 0) >= total, "the living one waited", IN_DOUBT)
        late = chaos.late()
        report(hanging=200, **summed(late))
        assert (len(late), max(late) <= 1) == (total, True)


def summed(late: list[float]) -> dict[str, float]:
    return {
        "deliveries": len(late),
        "median_s": round(statistics.median(late), 3),
        "p99_s": round(late[int(len(late) * 0.99) - 1], 3),
        "max_s": round(late[-1], 3),
    }


def report(**figures: float) -> None:
    print(figures)
