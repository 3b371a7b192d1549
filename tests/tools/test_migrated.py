"""The database that tests begin with is the one that today's migrations make."""

from __future__ import annotations

import ast
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tools import migrated
from tools.components import ROOT


def migrations() -> list[Path]:
    return [path for app in migrated.APPS for path in (ROOT / app).rglob("migrations/0*.py")]


def used(path: Path) -> Iterator[Path]:
    """Our own modules that a migration imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        for name in names:
            path = ROOT / name.replace(".", "/")
            yield from (one for one in (path.with_suffix(".py"), path / "__init__.py") if one.exists())


def test_whatever_migrations_use_makes_another_database_when_it_changes() -> None:
    sources = set(migrated.sources())
    files = migrations()
    assert len(files) > 40
    assert set(files) <= sources
    found = {one for path in files for one in used(path) if one.name != "__init__.py" or one.stat().st_size}
    assert found
    assert found <= sources


def test_another_source_has_another_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = tmp_path / "models.py"
    monkeypatch.setattr(migrated.components, "ROOT", tmp_path)
    monkeypatch.setattr(migrated, "sources", lambda: [source])
    keys = set()
    for text in ("a", "b"):
        source.write_text(text)
        keys.add(migrated.key.__wrapped__())
    assert len(keys) == 2


def test_a_kept_file_is_made_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(migrated, "KEPT", tmp_path / "kept")
    made: list[Path] = []

    def make(path: Path) -> None:
        made.append(path)
        path.write_text("tables")

    files = {migrated._kept("sql", make) for _ in range(3)}
    assert len(made) == len(files) == 1
    assert files.pop().read_text() == "tables"


def test_what_could_not_be_made_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(migrated, "KEPT", tmp_path / "kept")

    def fail(path: Path) -> None:
        path.write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        migrated._kept("sql", fail)
    assert migrated._kept("sql", lambda path: path.write_text("whole") and None).read_text() == "whole"


def test_a_filled_database_in_memory_has_every_table() -> None:
    filled = migrated.sqlite_fill(":memory:")
    with sqlite3.connect(migrated.sqlite_file()) as kept:
        question = "SELECT count(*) FROM sqlite_master"
        assert filled.execute(question).fetchone() == kept.execute(question).fetchone()
    filled.close()


@pytest.mark.django_db
@pytest.mark.both
def test_no_migration_is_left_to_do() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
