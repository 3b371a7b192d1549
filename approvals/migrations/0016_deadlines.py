"""What the clock does to rounds is done once each, and looked for each minute."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NAME = "approvals: times of decisions"


def add(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.update_or_create(
        name=NAME,
        defaults={"func": "approvals.tasks.deadlines_watch", "schedule_type": "I", "minutes": 1, "repeats": -1},
    )


def remove(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0015_roster"),
        ("ground", "0007_notices"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]
    operations = [
        migrations.CreateModel(
            name="TimeAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=[("reminded", "reminded"), ("escalated", "told on"), ("expired", "its time passed")], max_length=10)),
                ("at", models.DateTimeField()),
                ("court", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ground.court")),
                ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("round", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="time_acts", to="approvals.round")),
            ],
        ),
        migrations.AddConstraint(
            model_name="timeact",
            constraint=models.UniqueConstraint(fields=("round", "what"), name="time_act_once"),
        ),
        migrations.RunPython(add, remove),
    ]
