"""Processes that live and die together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

PATIENCE = 15.0  # seconds between asking a process to end and ending it
PAUSE = 0.2  # seconds between two looks
PR_SET_PDEATHSIG = 1


class Stopped(Exception):
    """One of the processes ended by itself; the message says which."""


def supervise(
    commands: dict[str, list[str]],
    *,
    cwd: Path,
    env: dict[str, str],
    until_ready: Callable[[], bool],
    patience: float = PATIENCE,
) -> NoReturn:
    """Run named commands side by side until one of them ends or an interrupt comes; then end all of them.

    `until_ready` is asked again and again until it says True. Raises Stopped when a command ends by itself, and lets
    KeyboardInterrupt through; in every case no process is left.
    """
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            running[name] = _start(command, cwd, env)
        ready = False
        while True:
            _all_alive(running)
            ready = ready or until_ready()
            time.sleep(PAUSE)
    finally:
        _end(list(running.values()), patience)


def _start(command: list[str], cwd: Path, env: dict[str, str]) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C reaches the supervisor alone, and a whole group can be ended. The supervisor has no
    # threads, so a function may run before the command does.
    return subprocess.Popen(command, cwd=cwd, env=env, process_group=0, preexec_fn=_end_with_parent)  # noqa: PLW1509


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _all_alive(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, process in running.items():
        status = process.poll()
        if status is not None:
            raise Stopped(f"the {name} ended with status {status}")


def _end(processes: list[subprocess.Popen[bytes]], patience: float) -> None:
    ignored = signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave anything behind
    try:
        for process in processes:
            _signal(process, signal.SIGTERM)
        until = time.monotonic() + patience
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.0, until - time.monotonic()))
            _signal_group(process, signal.SIGKILL)  # whatever it started and left behind, too
            process.wait()
    finally:
        signal.signal(signal.SIGINT, ignored)


def _signal(process: subprocess.Popen[bytes], what: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(what)


def _signal_group(process: subprocess.Popen[bytes], what: signal.Signals) -> None:
    try:
        os.killpg(process.pid, what)
    except ProcessLookupError:
        return
