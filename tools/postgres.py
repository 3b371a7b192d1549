"""A PostgreSQL of one's own for as long as it is needed: temporary folder, unix socket only, no durability.

    python -m tools.with_postgres pytest -m "postgres or both"

Never for data that anybody would miss: fsync is off.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools import components

USER = "praeco"
START_DEADLINE = 30  # seconds
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give the DATABASE_URL of its empty database; stop it and remove every file at the end.

    Raises components.Missing where PostgreSQL is not installed, RuntimeError where it does not start.
    """
    binaries = components.postgresql()
    folder = Path(tempfile.mkdtemp(prefix="praeco-pg-"))
    as_user = _other_user(folder)
    process = None
    try:
        _initialise(binaries, folder, as_user)
        process = _start(binaries, folder, as_user)
        create_database(folder, USER)
        yield url(folder, USER)
    finally:
        if process:
            _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def url(folder: Path, database: str) -> str:
    """The DATABASE_URL of one database of the server whose socket is in this folder."""
    return f"postgres://{USER}@/{folder}/{database}"


def parts(database_url: str) -> tuple[Path, str]:
    """The folder of the socket and the name of the database in a URL made by url()."""
    path = Path(database_url.partition("@/")[2])
    return path.parent, path.name


def create_database(folder: Path, name: str, template: str = "template1") -> None:
    """Create a database on the server whose socket is in this folder, empty or as a copy of another one."""
    command = [str(components.postgresql() / "createdb"), "-h", str(folder), "-U", USER, "-T", template, name]
    subprocess.run(command, check=True, capture_output=True)


def _other_user(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: give the folder to another user, and say how to become that user."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise components.Missing("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _initialise(binaries: Path, folder: Path, as_user: dict[str, Any]) -> None:
    command = [
        str(binaries / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    done = subprocess.run(
        [*command, "--no-sync"], cwd=folder, capture_output=True, text=True, check=False, env=_plain(), **as_user
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr.strip()}")


def _start(binaries: Path, folder: Path, as_user: dict[str, Any]) -> subprocess.Popen[bytes]:
    options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *options],
            cwd=folder,
            stdout=log,
            stderr=log,
            env=_plain(),
            start_new_session=True,  # a Ctrl-C for the tests must not stop it before they have finished
            **as_user,
        )
    _await(process, [str(binaries / "pg_isready"), "-q", "-h", str(folder)], folder / "log")
    return process


def _await(process: subprocess.Popen[bytes], question: list[str], log: Path) -> None:
    until = time.monotonic() + START_DEADLINE
    while subprocess.run(question, check=False).returncode:
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-500:]}")
        time.sleep(0.05)


def _plain() -> dict[str, str]:
    """An environment without settings of another server (PGHOST and the like)."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # no new connections, the old ones are closed
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=10)
