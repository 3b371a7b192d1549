"""The database's own refusal to change the audit trail: only the sealing columns, once, from nothing to a value."""

from __future__ import annotations

from typing import Any

TABLE = "ground_auditentry"
NAMES = ("audit_no_update", "audit_no_delete", "audit_no_replace")
SEALING = ("seq", "previous", "hash")
FIXED = ("id", "court_id", "at", "act", "actor", "subject", "facts", "mac")
REFUSAL = "the audit trail is append-only"

_SEALS = " AND ".join(f"OLD.{name} IS NULL AND NEW.{name} IS NOT NULL" for name in SEALING)


def _sqlite() -> list[str]:
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in FIXED)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    known = f"NEW.seq IS NOT NULL OR EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608 - our own names
    return [
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} WHEN NOT ({_SEALS} AND {same}) {refuse}",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} {refuse}",
        f"CREATE TRIGGER audit_no_replace BEFORE INSERT ON {TABLE} WHEN {known} {refuse}",
    ]


def _postgresql() -> list[str]:
    same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in FIXED)
    refuse = "EXECUTE FUNCTION audit_refuse()"
    changed = f"NOT ({_SEALS} AND {same})"
    return [
        f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({changed}) {refuse}",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER audit_no_replace BEFORE INSERT ON {TABLE} FOR EACH ROW WHEN (NEW.seq IS NOT NULL) {refuse}",
        f"CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {refuse}",
    ]


def install(connection: Any) -> None:
    """Creates the triggers on SQLite or PostgreSQL. Raises NotImplementedError on any other database."""
    made = {"sqlite": _sqlite, "postgresql": _postgresql}.get(connection.vendor)
    if made is None:
        raise NotImplementedError(f"The audit trail cannot be protected on {connection.vendor}.")
    with connection.cursor() as cursor:
        for statement in made():
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Drops the triggers, where they are."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for name in (*NAMES, "audit_no_truncate"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {TABLE}" if postgresql else ""))
        if postgresql:
            cursor.execute("DROP FUNCTION IF EXISTS audit_refuse()")
