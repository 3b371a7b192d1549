"""A database with every table, made once and kept: migrations take half a minute, a copy takes a moment.

    python -m tools.migrated         makes what is missing, on SQLite and on PostgreSQL at once

One file for each kind lies in `.pytest_cache/migrated`, named after what it was made from; a change to that makes
another. Only for tests: nothing in it is anybody's.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tools import components, postgres

KEPT = components.ROOT / ".pytest_cache" / "migrated"
# Folders and modules that say what a fresh database holds: tables, triggers, and what migrations import.
MADE_OF = {"migrations", "models", "domain", "ground", "models.py", "settings.py", "apps.py", "requirements.txt"}
NAMES = "SELECT datname FROM pg_database"
APPS = ("analytics", "approvals", "cms", "publishing")


def sources() -> list[Path]:
    """Every file whose change may change a fresh database."""
    found = [path for app in APPS for path in (components.ROOT / app).rglob("*.py")]
    found.append(components.ROOT / "requirements.txt")
    return sorted(path for path in found if MADE_OF & set(path.relative_to(components.ROOT).parts))


@cache
def key() -> str:
    """What the kept files are named after."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sources():
        digest.update(f"\0{path.relative_to(components.ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def sqlite_file() -> Path:
    """An SQLite file with every table, to be copied."""
    return _kept("sqlite3", _make_sqlite)


def sqlite_fill(name: str) -> sqlite3.Connection:
    """Every table in the empty SQLite database of this name or URI; one in memory lives as long as what is returned."""
    filled = sqlite3.connect(name, uri=True, check_same_thread=False)
    with sqlite3.connect(sqlite_file()) as kept:
        kept.backup(filled)
    kept.close()
    return filled


def postgres_create(folder: Path, name: str) -> None:
    """A database with every table, on the server whose socket is in this folder."""
    dump = _kept("sql", _make_dump(folder))
    postgres.create_database(folder, name)
    _tool(folder, "psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-d", name, "-f", str(dump))


def postgres_template(folder: Path) -> str:
    """The name of a database with every table on that server, made by whoever asks first."""
    name = "migrated"
    with alone("template"):
        if name not in _tool(folder, "psql", "-X", "-A", "-t", "-d", postgres.USER, "-c", NAMES).split():
            postgres_create(folder, name)
    return name


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Several workers come here at once: one makes it, the others find it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _kept(form: str, make: Callable[[Path], None]) -> Path:
    """The kept file, which `make` writes to the path that it is given where there is none for today's sources."""
    with alone(form):
        kept = KEPT / f"{key()}.{form}"
        if not kept.exists():
            for old in KEPT.glob(f"*.{form}"):
                old.unlink()
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                made = Path(folder) / "made"
                make(made)
                made.rename(kept)
    return kept


def _make_sqlite(made: Path) -> None:
    _migrate(f"sqlite:///{made}", made.parent)
    with sqlite3.connect(made) as database:
        database.execute("PRAGMA journal_mode=DELETE")  # a database in memory cannot be in the other mode
    database.close()


def _make_dump(folder: Path) -> Callable[[Path], None]:
    def make(made: Path) -> None:
        name = f"made_{os.getpid()}"
        postgres.create_database(folder, name)
        _migrate(postgres.url(folder, name), made.parent)
        _tool(folder, "pg_dump", "--no-owner", "-f", str(made), "-d", name)

    return make


def _migrate(url: str, var: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PRAECO_TEST_VAR": str(var),
    }
    for command in ("migrate", "createcachetable"):
        whole = [sys.executable, "manage.py", command, "--verbosity", "0"]
        subprocess.run(whole, cwd=components.ROOT, env=environment, check=True)


def _tool(folder: Path, program: str, *arguments: str) -> str:
    """What one of PostgreSQL's own programs says, asked as the server's user."""
    command = [str(components.postgresql() / program), "-h", str(folder), "-U", postgres.USER, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> int:
    """Both at once, each in a process of its own; 1 where one fails."""
    if sys.argv[1:] == ["sqlite"]:
        sqlite_file()
        return 0
    beside = subprocess.Popen([sys.executable, "-m", "tools.migrated", "sqlite"], cwd=components.ROOT)
    try:
        with postgres.server() as url:
            postgres_create(postgres.parts(url)[0], "filled")
    except components.Missing as reason:
        print(f"skipped on PostgreSQL: {reason}", file=sys.stderr)
    return beside.wait()


if __name__ == "__main__":
    raise SystemExit(main())
