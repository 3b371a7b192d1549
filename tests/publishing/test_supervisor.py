from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_q.models import OrmQ

from publishing import supervisor
from publishing.supervisor import STUCK, WAIT_MAX, Child, OldestTask, Supervisor, on_signals


@pytest.fixture
def stop():
    """An event that signals set; the old handlers come back afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    event = threading.Event()
    on_signals(event)
    yield event
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks_for_an_end(stop, number):
    os.kill(os.getpid(), number)
    assert stop.wait(2)


def test_a_signal_in_the_middle_of_another_ones_work_does_not_stand_still(stop):
    with stop._cond:  # as the main thread holds it while it waits or sets
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)
    assert stop.wait(2)


class Dead:
    returncode, pid = 1, 2**30

    def poll(self):
        return 1


def test_a_child_that_keeps_dying_is_started_ever_more_slowly(monkeypatch):
    child, starts = Child("dispatcher"), []

    def start(now):
        starts.append(now)
        child.process, child.started_at = Dead(), now

    monkeypatch.setattr(child, "start", start)
    for second in range(200):
        child.tend(float(second))
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert gaps == sorted(gaps)
    assert gaps[-1] <= WAIT_MAX + 1


@pytest.fixture
def watched(db, monkeypatch):
    """A supervisor of one real process that takes no task and hears no signal."""
    kept = Supervisor()

    def start(child, now):
        command = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(600)"]
        child.process, child.started_at = subprocess.Popen(command, start_new_session=True), now

    monkeypatch.setattr(Child, "start", start)
    kept.cluster.tend(0.0)
    os.kill(kept.cluster.process.pid, signal.SIGSTOP)
    yield kept
    kept.cluster.kill()
    if kept.cluster.process:
        kept.cluster.process.wait()


def task(**ago):
    return OrmQ.objects.create(key="praeco", payload="", lock=timezone.now() - timedelta(**ago))


def test_a_wedged_cluster_is_killed_and_started_anew(watched, monkeypatch):
    monkeypatch.setattr(supervisor, "STUCK", 1e-9)
    task(hours=1)
    wedged = watched.cluster.process
    watched._watch([False, True])
    assert wedged.poll() is None
    watched._watch([False, True])
    assert (wedged.returncode, watched.cluster.process) == (-signal.SIGKILL, None)
    watched.cluster.tend(1.0)
    assert watched.cluster.process.poll() is None


@pytest.mark.parametrize("waiting", [{}, {"hours": -1}])
def test_a_cluster_without_a_task_to_take_is_left_alone(watched, monkeypatch, waiting):
    monkeypatch.setattr(supervisor, "STUCK", 1e-9)
    if waiting:
        task(**waiting)  # somebody took it, and has an hour for it
    for _ in range(2):
        watched._watch([False, True])
    assert watched.cluster.process.poll() is None


def test_an_old_task_is_given_its_time_by_a_cluster_that_has_just_begun(watched):
    task(hours=1)
    watched._watch([False, True])
    assert watched.cluster.process.poll() is None


def test_a_dispatcher_is_not_killed_for_the_signs_of_life_that_a_database_could_not_keep(db, monkeypatch):
    """It holds answers that are not written down yet."""
    kept, killed = Supervisor(), []
    kept.dispatcher.process = SimpleNamespace(pid=2**30, poll=lambda: None)
    kept.cluster.tend = lambda now: False
    kept.dispatcher.started_at = -1000.0
    monkeypatch.setattr(kept.dispatcher, "restart", killed.append)
    monkeypatch.setattr(supervisor, "connection", SimpleNamespace(close=lambda: None))
    with monkeypatch.context() as away:
        away.setattr(kept.clock, "refresh", away_for_a_while)
        kept.turn()
    kept.turn()
    assert killed == []
    kept.blind_until = 0.0  # half a minute later there is still none
    kept.turn()
    assert killed == ["no sign of life"]


def away_for_a_while():
    raise OperationalError("the database is away")


def test_a_long_queue_that_moves_is_not_stuck():
    oldest = OldestTask()
    stood = [oldest.stands(int(second / STUCK * 2), float(second)) for second in range(1000)]
    assert max(stood) < STUCK


def test_a_task_that_nobody_takes_is():
    oldest = OldestTask()
    assert [oldest.stands(7, now) for now in (10.0, 100.0, 10.0 + STUCK)][-1] == STUCK
    assert oldest.stands(None, 1000.0) == 0.0
