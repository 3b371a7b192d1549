"""Since when a server refuses the secret of an account, and the task that asks each hour."""

from django.db import migrations, models

NAME = "publishing: secrets"


def add(apps, schema_editor):
    defaults = {"func": "publishing.tasks.secrets_watch", "schedule_type": "I", "minutes": 60, "repeats": -1}
    apps.get_model("django_q", "Schedule").objects.update_or_create(name=NAME, defaults=defaults)


def remove(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0009_tries_for_an_hour"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]
    operations = [
        migrations.AddField("account", "refused_at", models.DateTimeField(null=True, blank=True)),
        migrations.RunPython(add, remove),
    ]
