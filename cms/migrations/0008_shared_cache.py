"""The table in which tries to sign in are counted, for every web server and worker together."""

from django.core.management import call_command
from django.db import migrations

TABLE = "praeco_cache"


def make(apps, schema_editor):
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("cms", "0007_drills")]

    operations = [migrations.RunPython(make, drop)]
