"""`make demo` as a process: the product's own settings, web server, worker, court, and a year of statements."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import migrated
from tools.components import ROOT

READY_DEADLINE = 300.0  # seconds; two busy cores need about ninety
LOOK_EVERY = 0.25  # seconds
PATIENCE = 60.0  # seconds until the demo has ended
TEST_ONLY = ("PRAECO_", "DJANGO_", "SECRET_KEY", "DATABASE_URL", "EMAIL_URL")
PASSWORD = re.compile(r"with the password (\S+)")


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo: its address, everybody's password, and the environment of its commands."""

    url: str
    password: str
    environment: dict[str, str]

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py on the demo's data; its output is text."""
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(condition: Callable[[], bool], *, within: float, otherwise: Callable[[], str]) -> None:
    """Look again and again until `condition` holds; fail with the words of `otherwise` after `within` seconds."""
    until = time.monotonic() + within
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(otherwise())
        time.sleep(LOOK_EVERY)


@contextmanager
def running(folder: Path) -> Iterator[Demo]:
    """Start the demo with everything that it keeps in `folder`; afterwards nothing of it runs.

    Its tables are there before (tests/tools/test_demo.py begins without).
    """
    port, log = free_port(), folder / "demo.log"
    (folder / "var").mkdir()
    shutil.copy(migrated.sqlite_file(), folder / "var" / "praeco.sqlite3")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(TEST_ONLY)}
    clean |= {"PORT": str(port), "PRAECO_VAR": str(folder / "var"), "PRAECO_DEMO": "true"}
    with log.open("wb") as out:
        command = [sys.executable, "-m", "tools.demo"]
        process = subprocess.Popen(command, cwd=ROOT, env=clean, stdout=out, stderr=subprocess.STDOUT)
    try:
        password = announced(process, log)
        url = f"http://127.0.0.1:{port}"
        yield Demo(url, password, {**clean, "DJANGO_SETTINGS_MODULE": "cms.settings", "PRAECO_PUBLIC_URL": url})
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def announced(process: subprocess.Popen[bytes], log: Path) -> str:
    """The password that the demo prints once its first page answers."""

    def tail() -> str:
        return "The demo did not start:\n" + log.read_text(encoding="utf-8")[-3000:]

    def ready() -> bool:
        assert process.poll() is None, tail()
        return PASSWORD.search(log.read_text(encoding="utf-8")) is not None

    wait_for(ready, within=READY_DEADLINE, otherwise=tail)
    found = PASSWORD.search(log.read_text(encoding="utf-8"))
    assert found, tail()
    return found[1]
