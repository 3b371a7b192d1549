"""A pause that was lifted names who asked for it and who confirmed it; the next migration asks for both.

Rows that one person ended, before two were asked for, are taken out: the audit trail keeps who did it.
"""

import json

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_who_asked(apps, editor):
    pauses = apps.get_model("publishing", "Pause").objects.using(editor.connection.alias)
    proposals = apps.get_model("ground", "Proposal").objects.using(editor.connection.alias)
    for one in proposals.filter(act="lift_pause", outcome="confirmed"):
        pauses.filter(pk=json.loads(one.payload)["pause"], lifted_by=one.decided_by_id).update(
            lift_asked_by=one.proposed_by_id
        )
    pauses.exclude(lifted_at=None).filter(models.Q(lift_asked_by=None) | models.Q(lifted_by=None)).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("ground", "0011_suspension"),
        ("publishing", "0006_alerts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "pause",
            "lift_asked_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(name_who_asked, migrations.RunPython.noop),
    ]
