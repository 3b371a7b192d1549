"""The vault's key changes while dispatchers send: no delivery notices."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publishing.ground import keys
from tests.chaos.arena import IN_DOUBT, Arena, arena
from tests.networks.fakes import SECRET
from tests.settings import VAULT_KEYS
from tools.components import ROOT

pytestmark = pytest.mark.chaos

COUNT, SPREAD = 100, 6  # deliveries on each of two networks, seconds


def rotate(chaos: Arena, *step: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", "rotate_vault", *step],
        cwd=ROOT, env=chaos.environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def test_no_delivery_fails_while_the_key_changes(process_environment, tmp_path: Path) -> None:
    """From the first key to the third, the first one taken away in the middle."""
    ring = tmp_path / "vault.keys"
    keys.ring_write(ring, VAULT_KEYS)
    with arena({**process_environment, "PRAECO_VAULT_FILE": str(ring)}, forgetful=False, latency=0.05) as chaos:
        total = chaos.seed(12, SPREAD, COUNT, "sandbox", "mastodon")
        chaos.start(), chaos.start()
        chaos.wait(lambda: chaos.requests() > 0, "nothing was sent", IN_DOUBT)
        rotate(chaos, "--new")
        os.utime(ring, (time.time() - 3600,) * 2)
        rotate(chaos, "--retire", "k1")
        said = rotate(chaos, "--new")
        chaos.wait(lambda: chaos.states() == {"sent": total}, "not all were sent", IN_DOUBT)
        assert chaos.query("SELECT max(tries) FROM publishing_delivery") == [(1,)]
        tokens = [bytes(row[0]) for row in chaos.query("SELECT credentials FROM publishing_account")]
        published = chaos.published()
        chaos.end()
    assert (published, list(keys.ring_read(ring))) == ([1] * total, ["k3", "k2"])
    assert {token[2:4] for token in tokens} == {b"k3"}
    assert not any(SECRET.encode() in token for token in tokens)
    assert SECRET not in said
