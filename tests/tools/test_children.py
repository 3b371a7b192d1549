import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.children import Stopped, supervise
from tools.components import ROOT

STAY = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print(1); time.sleep(60)"]
LEAVE = [sys.executable, "-c", "raise SystemExit(3)"]
SUPERVISOR = """
import os, signal, sys
from pathlib import Path
from tools.children import supervise
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has it ignored by what it runs in the background
child = [sys.executable, "-c", "import os, time; os.write(1, (str(os.getpid()) + chr(10)).encode()); time.sleep(60)"]
supervise({"one": child, "two": child}, cwd=Path.cwd(), env=dict(os.environ), until_ready=lambda: True)
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


def gone(pids: list[int], within: float = 5.0) -> bool:
    until = time.monotonic() + within
    while any(alive(pid) for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def supervisor() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-c", SUPERVISOR], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def child_pids(supervisor: subprocess.Popen[str]) -> list[int]:
    assert supervisor.stdout
    return [int(supervisor.stdout.readline()) for _ in range(2)]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_supervisor(supervisor: subprocess.Popen[str], sent: signal.Signals) -> None:
    pids = child_pids(supervisor)
    supervisor.send_signal(sent)
    supervisor.wait(timeout=10)
    assert gone(pids)


def test_when_one_ends_it_is_named_and_the_other_ends_too() -> None:
    started = time.monotonic()
    with pytest.raises(Stopped, match="the worker ended with status 3"):
        supervise({"web server": STAY, "worker": LEAVE}, cwd=ROOT, env=dict(os.environ), until_ready=lambda: True)
    assert time.monotonic() - started < 10


def test_one_that_does_not_listen_is_ended_after_some_patience() -> None:
    commands = {"web server": STUBBORN, "worker": LEAVE}
    with pytest.raises(Stopped):
        supervise(commands, cwd=ROOT, env=dict(os.environ), until_ready=lambda: True, patience=0.5)


def test_readiness_is_asked_until_it_comes_and_not_again() -> None:
    answers = iter([False, True])
    stop = [sys.executable, "-c", "import time; time.sleep(1)"]
    with pytest.raises(Stopped):
        supervise({"worker": stop}, cwd=ROOT, env=dict(os.environ), until_ready=lambda: next(answers))
    assert list(answers) == []
