"""Sockets, databases, servers and the browser for every test.

- A test cannot open a socket, unless it is marked loopback, bluesky, browser or chaos, or uses live_server, httpserver,
  pds or page: then it reaches 127.0.0.1 and nothing else.
- `@pytest.mark.both` runs on SQLite, and again on PostgreSQL in the second pass of `make test`;
  `@pytest.mark.postgres` only there. By hand:
      .venv/bin/python -m tools.with_postgres .venv/bin/pytest tests/publishing -m "postgres or both"
- Tests begin on a copy of a database that was migrated once (tools.migrated), on SQLite and on PostgreSQL.
- A test that commits (transaction=True, live_server) leaves the database as the migrations made it.
- A test that starts processes asks for `process_environment` (and `database_url`, which it is on): it runs once on
  SQLite and once on PostgreSQL, each time with a database of its own in which all tables are made. `sqlite_url` and
  `postgres_url` give one of the two.
- With several workers, what shares a server, a demo or the processor runs on one of them: see tests.spreading.
- What is missing on this machine skips the test with the reason, and fails it when CI=true.
"""

from __future__ import annotations

import gc
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from tests import signing, spreading  # noqa: F401 - with signing, force_login shows a second factor
from tests.flushing.management.commands import flush
from tests.networks.pds.server import Pds, new_account, running
from tools import components, migrated, postgres

LOOPBACK = ["127.0.0.1", "localhost", "::1"]
LOOPBACK_MARKS = {"loopback", "bluesky", "browser", "chaos"}
LOOPBACK_FIXTURES = {"live_server", "httpserver", "pds", "page", "browser"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    on_postgres = connection.vendor == "postgresql"
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        if marks & LOOPBACK_MARKS or LOOPBACK_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if "postgres" in marks and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="runs on PostgreSQL: the second pass of make test"))
    if config.getoption("numprocesses", None) or os.environ.get("PYTEST_XDIST_WORKER"):
        items[:] = spreading.in_order(items)


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> spreading.ByFile:
    config.option.loadscopereorder = False  # they come in the order of pytest_collection_modifyitems
    return spreading.ByFile(config, log)


def missing(reason: components.Missing) -> None:
    """Skip the test with the reason; fail it when CI=true."""
    if components.strict():
        pytest.fail(str(reason), pytrace=False)
    pytest.skip(str(reason))


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """A page asked for in one test leaves its reader's language on this thread: the next test begins in the court's."""
    yield
    translation.deactivate()


# --- the database of the test itself ---------------------------------------------------------


def commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    wanted = {"live_server", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(wanted or (mark and mark.kwargs.get("transaction")))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Tests begin on a copy of a database that was migrated before (see tools.migrated)."""
    folder = Path(connection.settings_dict["HOST"] or ".")
    if connection.vendor == "sqlite":
        with closing(migrated.sqlite_fill(connection.creation._get_test_db_name())):
            yield
        return
    if folder.is_absolute():  # a server of tools.postgres
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.postgres_template(folder)
    yield


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests that commit leave the database as the migrations made it, whatever their order."""
    if any(commits(item) for item in request.session.items):
        with django_db_blocker.unblock():
            flush.Command.keep(DEFAULT_DB_ALIAS)


# --- databases for processes of their own ------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """The socket of a PostgreSQL that lives for this session (one a worker) and has the database `migrated`."""
    try:
        with postgres.server() as url:
            folder, _name = postgres.parts(url)
            migrated.postgres_template(folder)
            yield folder
    except components.Missing as reason:
        missing(reason)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """DATABASE_URL of an SQLite file of this test alone, with every table and what migrations put there."""
    copied = shutil.copy(migrated.sqlite_file(), tmp_path / "test.sqlite3")
    return f"sqlite:///{copied}"


@pytest.fixture
def postgres_url(postgres_folder: Path) -> str:
    """DATABASE_URL of a PostgreSQL database of this test alone, with every table and what migrations put there."""
    name = "t" + secrets.token_hex(6)
    postgres.create_database(postgres_folder, name, template=migrated.postgres_template(postgres_folder))
    return postgres.url(postgres_folder, name)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """One run with sqlite_url, one with postgres_url."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def process_environment(database_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment for processes (manage.py worker and the like) on database_url, with a var folder of their own."""
    var = tmp_path / "var"
    var.mkdir()
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PRAECO_TEST_VAR": str(var),
    }


# --- the real Bluesky server -----------------------------------------------------------------


@pytest.fixture(scope="session")
def pds_url() -> Iterator[str]:
    """Base URL of a Bluesky server that lives for this session."""
    try:
        with running() as base_url:
            yield base_url
    except components.Missing as reason:
        missing(reason)


@pytest.fixture
def pds(pds_url: str) -> Pds:
    """A fresh account on the running Bluesky server."""
    return new_account(pds_url)


# --- the browser -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The system's Chromium with a new profile, and nothing that phones home."""
    try:
        executable = components.chromium()
    except components.Missing as reason:
        missing(reason)
    # Playwright keeps an event loop in this thread from now on; the queries of tests are synchronous all the same.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --disable-dev-shm-usage"
    )
    return {"executable_path": str(executable), "headless": True, "args": flags.split()}
