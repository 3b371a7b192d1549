"""Dying children, with real processes."""

from __future__ import annotations

import os
import signal

import pytest

from tests.chaos.arena import arena

pytestmark = pytest.mark.chaos


def worker_children(pid: int) -> set[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return {int(one) for one in file.read().split()}


def is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def worker(process_environment):
    with arena(process_environment, forgetful=False) as chaos:
        process = chaos.start("worker")
        chaos.wait(lambda: len(beats(chaos)) == 2, "no signs of life", 40)
        yield chaos, process


def beats(chaos):
    return chaos.query("SELECT kind, name FROM publishing_workerbeat ORDER BY kind")


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@on_sqlite
def test_a_worker_restarts_a_dead_dispatcher_and_ends_both_in_order(worker):
    chaos, process = worker
    killed = int(next(name for kind, name in beats(chaos) if kind == "dispatcher").rpartition("-")[2])
    os.kill(killed, signal.SIGKILL)
    chaos.wait(lambda: len(beats(chaos)) == 3, "the dispatcher was not started anew", 30)
    total = chaos.seed(1, 0, 3, "sandbox")
    chaos.wait(lambda: chaos.states().get("sent", 0) == total, "nothing was sent", 30)
    children = worker_children(process.pid)
    chaos.end()
    assert not any(map(is_running, children))


@on_sqlite
def test_the_children_of_a_killed_worker_end_too(worker):
    chaos, process = worker
    children = worker_children(process.pid)
    chaos.kill(process)
    chaos.wait(lambda: not any(map(is_running, children)), "orphans are left", 30)
    assert len(children) == 2
