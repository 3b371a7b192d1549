"""A Release says for ever what was cleared: the database itself refuses to change it, whoever asks."""

from django.db import migrations

COLUMNS = (
    "court_id, reference, version, title, kind, aim, languages, matters, content, digest, clearance, route, due_at, "
    "missed_minutes, corrects_id, replaces_id, submitted_at, cleared_at"
)
FORWARD = {
    "sqlite": [
        f"CREATE TRIGGER release_never_changes BEFORE UPDATE OF {COLUMNS} ON publishing_release "
        "BEGIN SELECT RAISE(ABORT, 'a release never changes'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION release_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a release never changes'; END $$",
        f"CREATE TRIGGER release_never_changes BEFORE UPDATE OF {COLUMNS} ON publishing_release "
        "FOR EACH ROW EXECUTE FUNCTION release_never_changes()",
    ],
}
BACKWARD = {
    "sqlite": ["DROP TRIGGER IF EXISTS release_never_changes"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS release_never_changes ON publishing_release",
        "DROP FUNCTION IF EXISTS release_never_changes()",
    ],
}


def install(apps, editor):
    for statement in FORWARD[editor.connection.vendor]:
        editor.execute(statement)


def remove(apps, editor):
    for statement in BACKWARD[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
