"""A vote is taken back at the moment of the claim: whichever commits first decides, and never both."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.cms.revocation_races import races
from tools.components import ROOT

RACE = """
import json, sys, django
django.setup()
from tests.cms.revocation_races import races
print(json.dumps(races(int(sys.argv[1]), int(sys.argv[2]))))
"""
MANY = os.environ.get("PRAECO_RACES", "1000")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_either_nothing_leaves_or_it_was_too_late() -> None:
    found = races(40)
    assert set(found) == {"taken back", "claimed"}, found


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_taking_back_that_holds_nothing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.services.votes.release_hold", lambda *a, **k: 0)
    with pytest.raises(AssertionError):
        races(40)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_taking_back_that_does_not_look_at_what_is_on_its_way_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.services.votes._refuse_when_out", lambda round: None)
    with pytest.raises(AssertionError):
        races(40)


@pytest.mark.bench
def test_a_thousand_races(process_environment: dict[str, str]) -> None:
    command = [sys.executable, "-c", RACE, MANY, os.environ.get("PRAECO_RACES_SEED", "1")]
    done = subprocess.run(command, cwd=ROOT, env=process_environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    print(f"{process_environment['DATABASE_URL'].split(':')[0]}, {MANY} races: {found}")
    assert sum(found.values()) == int(MANY)
    assert min(found.values()) >= int(MANY) // 20, found
    assert len(found) == 2
