"""The approval machine, a few hundred steps of it, and the proof that its laws see what somebody breaks.

`make bench` runs it for PRAECO_MACHINE_EXAMPLES courts of PRAECO_MACHINE_STEPS steps, with PRAECO_MACHINE_SEEDS seeds.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from .approval_laws import Broken
from .approval_machine import TEXTS, Machine, reached

pytestmark = [pytest.mark.django_db]

# What a run must have come to: acts of the audit trail, and what the machine counted besides.
FEW = {"released": 5, "claimed": 5, "published": 5, "sent": 3, "vote_taken_back": 2, "held": 5}
OF_A_THOUSAND = {
    "released": 12, "claimed": 12, "published": 10, "sent": 10, "held": 15, "vote_taken_back": 3,
    "revoked at the last moment": 1, "paused": 3,
}  # fmt: skip


def run(examples: int, steps: int, number: int | None = None, **facts: Any) -> None:
    Machine.taken, Machine.told = 0, Counter()
    machine = type("Machine", (Machine,), {}) if number is None else seed(number)(type("Machine", (Machine,), {}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
            **facts,
        ),
    )


def test_no_step_breaks_a_law() -> None:
    run(10, 25, derandomize=True, phases=[Phase.generate])
    assert not reached(Machine.told, FEW)


def asked_for(name: str, given: int) -> int:
    return int(os.environ.get(f"PRAECO_MACHINE_{name}", given))


@pytest.mark.bench
@pytest.mark.parametrize("number", range(1, 1 + asked_for("SEEDS", 2)))
def test_no_step_of_many_breaks_a_law(number: int) -> None:
    begun = time.process_time()
    run(asked_for("EXAMPLES", 40), asked_for("STEPS", 40), number)
    each = Machine.taken / (time.process_time() - begun)
    print(f"approval machine, seed {number}: {Machine.taken} steps, {each:.1f} each processor second")
    print(", ".join(f"{name} {count}" for name, count in Machine.told.most_common()))
    assert not reached(Machine.told, {name: least * Machine.taken // 1000 for name, least in OF_A_THOUSAND.items()})


# --- the machine sees what is wrong ----------------------------------------------------------


def the_way_out(machine: Machine, *, author: str, before_sending: str = "") -> None:
    """One post from its draft to the network, as the machine's own steps; the laws are asked after each."""
    machine.on_its_way("asked", author, "service-update", True, None)
    for who in ("second", "registrar"):
        machine.anybody_approves(0, who)
        machine.the_laws_hold()
    machine.near()
    machine.the_laws_hold()
    if before_sending:
        getattr(machine, before_sending)(*((0, 0) if before_sending == "revoke" else ("president", False)))
    machine.claim_at_its_time()
    while machine.world.engine.jobs:
        machine.send(0, "ok", settled=False)
        machine.the_laws_hold()
    machine.settle()
    machine.the_laws_hold()


@pytest.fixture
def machine() -> Any:
    found = Machine()
    yield found
    found.world.end()


def test_what_nobody_stops_is_sent_to_both_accounts(machine: Machine) -> None:
    the_way_out(machine, author="officer")
    assert len(machine.world.network.published) == 2


@pytest.mark.parametrize("before", ["revoke", "pause_or_lift"])
def test_what_somebody_stops_is_not_sent(machine: Machine, before: str) -> None:
    the_way_out(machine, author="officer", before_sending=before)
    assert machine.world.network.published == []


# What somebody could break, what happens before the sending, and the law that must see it.
PLANTED = {
    "the seats are not counted": (
        {"approvals.services.votes.missing_seats": lambda *a, **k: (),
         "approvals.services.clearance.still_missing": lambda *a, **k: ()},
        "officer", "", "without the votes of its route"),
    "the author is not shut out": (
        {"approvals.services.duties._shut_out": lambda *a: "", "approvals.services.seats.excluded": lambda *a: set(),
         "approvals.services.rounds._parts_recorded": lambda *a: None},
        "second", "", "an author has a vote"),
    "a vote taken back holds nothing": (
        {"approvals.services.votes.release_hold": lambda *a, **k: 0}, "officer", "revoke", "revoked and not held"),
    "a pause is not asked": (
        {"publishing.dispatcher.claim.unpaused": lambda scopes: Q(),
         "publishing.dispatcher.pauses.Pauses.blocks": lambda *a: False},
        "officer", "pause_or_lift", "while everything is paused"),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen(machine: Machine, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    patches, author, before, law = PLANTED[fault]
    for name, made in patches.items():
        monkeypatch.setattr(name, made)
    with pytest.raises(Broken, match=law):
        the_way_out(machine, author=author, before_sending=before)


def test_votes_that_outlive_a_change_are_seen(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.services.rounds.votes_void", lambda *a, **k: 0)
    machine.on_its_way("asked", "officer", "service-update", True, None)
    machine.anybody_approves(0, "second")
    machine.go_behind_its_back(0, TEXTS[1], False)
    machine.anybody_approves(0, "registrar")
    with pytest.raises(Broken, match="a vote outlived its text"):
        machine.the_laws_hold()


@pytest.mark.bench
def test_steps_by_chance_find_a_vote_taken_back_that_holds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.services.votes.release_hold", lambda *a, **k: 0)
    with pytest.raises(Broken, match="revoked and not held"):
        run(10, 25, derandomize=True, phases=[Phase.generate])
