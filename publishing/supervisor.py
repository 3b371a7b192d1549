"""Keeps a dispatcher and a cluster running as children of one process, and ends both in order."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django_q.models import OrmQ

from publishing.dispatcher.clock import Clock
from publishing.dispatcher.faults import fault
from publishing.dispatcher.keeper import beat_now, worker_name
from publishing.models import WorkerBeat

EVERY = 1.0
DRAIN = 45.0  # a request may last 30 seconds
ORPHANED = 15.0
SETTLED = 60.0  # a child that ran so long may be started again at once
WAIT_MAX = 30.0
SILENT = timedelta(seconds=30)  # a dispatcher that gives no sign of life for so long is started anew
STUCK = 150.0  # a task that nobody takes for so long means that the cluster hangs
log = logging.getLogger("praeco.worker")


class Child:
    """One child in a session of its own. Its standard input is a lifeline: when it closes, the parent is gone."""

    def __init__(self, command: str) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at, self.start_after, self.wait = 0.0, 0.0, 1.0

    def tend(self, now: float) -> bool:
        """Start it when it is not there, ever more slowly while it keeps dying. True when it runs."""
        if self.process is not None and self.process.poll() is not None:
            log.error("%s ended with %s", self.command, self.process.returncode)
            self.kill()  # what it may have left behind in its session
            self.wait = 1.0 if now - self.started_at > SETTLED else min(self.wait * 2, WAIT_MAX)
            self.start_after, self.process = now + self.wait, None
        if self.process is None and now >= self.start_after:
            self.start(now)
        return self.process is not None

    def start(self, now: float) -> None:
        manage = str(settings.BASE_DIR / "manage.py")
        command = [sys.executable, manage, self.command, "--lifeline"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603
        self.started_at = now

    def restart(self, why: str) -> None:
        log.error("%s is started anew: %s", self.command, why)
        self.kill()
        if self.process is not None:
            self.process.wait()
        self.process = None

    def terminate(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def kill(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class OldestTask:
    """The task that has been free to be taken for longest. A busy cluster takes it; a wedged one lets it stand."""

    def __init__(self) -> None:
        self.key: int | None = None
        self.since = 0.0

    def stands(self, key: int | None, now: float) -> float:
        """Seconds for which `key` has been the oldest one; 0 where there is none."""
        if key != self.key:
            self.key, self.since = key, now
        return now - self.since if key is not None else 0.0


class Supervisor:
    """Runs until `stop` is set. Any number may run, on any number of machines."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.dispatcher, self.cluster = Child("dispatcher"), Child("cluster")
        self.clock, self.oldest = Clock(), OldestTask()
        self.blind_until = 0.0  # while no sign of life could be written or read, none is missed

    def run(self) -> None:
        while not self.stop.is_set():
            self.turn()
            self.stop.wait(EVERY)
        self._end()

    def turn(self) -> None:
        now = time.monotonic()
        running = [self.dispatcher.tend(now), self.cluster.tend(now)]
        try:
            self._watch(running)
        except Exception as error:
            log.error("the children cannot be watched: %s", fault(error))
            connection.close()
            self.blind_until = time.monotonic() + SILENT.total_seconds()

    def _watch(self, running: list[bool]) -> None:
        self.clock.refresh()
        dispatcher, cluster = running
        if dispatcher and self._is_silent():
            self.dispatcher.restart("no sign of life")
        if cluster and self._is_stuck():
            self.cluster.restart("a task waits that nobody takes")
        if cluster and self.cluster.process is not None:
            beat_now(worker_name(self.cluster.process.pid), WorkerBeat.Kind.CLUSTER, self.clock)

    def _is_silent(self) -> bool:
        patient_until = max(self.dispatcher.started_at + SILENT.total_seconds(), self.blind_until)
        if self.dispatcher.process is None or time.monotonic() < patient_until:
            return False
        beats = WorkerBeat.objects.filter(name=worker_name(self.dispatcher.process.pid))
        return not beats.filter(seen_at__gt=self.clock.now() - SILENT).exists()

    def _is_stuck(self) -> bool:
        """A task is free to be taken from its `lock` on."""
        free = OrmQ.objects.filter(lock__lt=self.clock.now()).order_by("lock", "pk")
        if self.oldest.stands(free.values_list("pk", flat=True).first(), time.monotonic()) < STUCK:
            return False
        self.oldest = OldestTask()  # the new cluster gets as long as the old one had
        return True

    def _end(self) -> None:
        children = [self.dispatcher, self.cluster]
        for child in children:
            child.terminate()
        until = time.monotonic() + DRAIN
        for child in children:
            if child.process is not None:
                try:
                    child.process.wait(timeout=max(until - time.monotonic(), 0.1))
                except subprocess.TimeoutExpired:
                    log.error("%s did not end in time", child.command)
                child.kill()
        if self.cluster.process is not None:
            WorkerBeat.objects.filter(name=worker_name(self.cluster.process.pid)).delete()


def on_signals(stop: threading.Event) -> None:
    """SIGTERM and SIGINT ask for an end in order.

    A handler runs between any two steps of the main thread, also inside another handler, so it may take no lock, as
    Event.set does: it only puts into a SimpleQueue, which is made for that, and a thread does the rest.
    """
    asked: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: asked.put(number))

    def end() -> None:
        asked.get()
        stop.set()

    threading.Thread(target=end, name="signals", daemon=True).start()


def hold_lifeline(gone: threading.Event | None = None) -> None:
    """Ends this process's session when its parent is gone: in order by `gone` or SIGTERM, then whatever is left."""

    def watch() -> None:
        while os.read(0, 1024):  # unbuffered: a buffer's lock would be missed at the interpreter's end
            pass
        if gone is not None:
            gone.set()
        else:  # the children of a cluster must hear of it from the cluster itself
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(ORPHANED if gone is None else DRAIN)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
