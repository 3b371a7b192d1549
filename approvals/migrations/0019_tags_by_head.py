"""Tags begin with the head of their form: those of before are found no more, so every court's are made anew.

Backwards nothing is done: the version before makes its tags by `names_reindex`.
"""

from django.core.management import call_command
from django.db import migrations

BEFORE = ("1-", "2-")


def remake(apps, schema_editor):
    entries, notes = (apps.get_model("approvals", name).objects for name in ("NameEntry", "IndexRules"))
    noted = dict(notes.values_list("court", "rules"))
    indexed = set(entries.order_by().values_list("matter__court", flat=True).distinct())
    for court in indexed - noted.keys():
        notes.create(court_id=court, rules="")
    if any(noted.get(court, BEFORE[0]).startswith(BEFORE) for court in indexed):
        call_command("names_reindex")


class Migration(migrations.Migration):
    dependencies = [("approvals", "0018_drills")]
    operations = [migrations.RunPython(remake, migrations.RunPython.noop)]
