"""The database refuses to change or delete what is on the audit trail."""

from django.db import migrations

from publishing.ground import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ground", "0002_courts")]
    operations = [migrations.RunPython(install, remove)]
