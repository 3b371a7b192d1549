"""What was written for a drill never goes out: the database itself refuses its Release, whoever asks.

A trigger, not a constraint: a constraint has SQLite make the table anew, and lose the triggers that stand on it.
"""

from django.db import migrations

FORWARD = {
    "sqlite": [
        "CREATE TRIGGER no_release_of_a_drill BEFORE INSERT ON publishing_release "
        "WHEN instr(NEW.reference, '-DRILL-') > 0 "
        "BEGIN SELECT RAISE(ABORT, 'a drill never goes out'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION no_release_of_a_drill() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a drill never goes out' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER no_release_of_a_drill BEFORE INSERT ON publishing_release FOR EACH ROW "
        "WHEN (position('-DRILL-' in NEW.reference) > 0) EXECUTE FUNCTION no_release_of_a_drill()",
    ],
}
BACKWARD = {
    "sqlite": ["DROP TRIGGER IF EXISTS no_release_of_a_drill"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS no_release_of_a_drill ON publishing_release",
        "DROP FUNCTION IF EXISTS no_release_of_a_drill()",
    ],
}


def install(apps, editor):
    for statement in FORWARD[editor.connection.vendor]:
        editor.execute(statement)


def remove(apps, editor):
    for statement in BACKWARD[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_spared_emergencies")]
    operations = [migrations.RunPython(install, remove)]
