"""Tags begin with the head of their form: those of before are found no more, so every court's are made anew.

Backwards nothing is done: the version before makes its tags by `names_reindex`.
"""

from django.db import migrations

BEFORE = ("1-", "2-")


def remake(apps, schema_editor):
    entries = apps.get_model("approvals", "NameEntry").objects
    notes = apps.get_model("approvals", "IndexRules").objects
    courts = set(entries.order_by().values_list("matter__court", flat=True).distinct())
    courts -= {note.court_id for note in notes.all() if not note.rules.startswith(BEFORE)}
    for pk in sorted(courts):
        from approvals.services.reindexing import reindex
        from publishing.ground.models import Court

        reindex(Court.objects.get(pk=pk))


class Migration(migrations.Migration):
    dependencies = [("approvals", "0018_drills")]
    operations = [migrations.RunPython(remake, migrations.RunPython.noop)]
