"""Failed e-mails are tried again; what is due is decided by their own rows."""

from django.db import migrations

SCHEDULES = {
    "ground: try failed e-mails again": ("publishing.ground.tasks.notices_retry", 5),
    "ground: anchor the audit trail": ("publishing.ground.tasks.anchor", 60),
}


def add(apps, schema_editor):
    for name, (func, minutes) in SCHEDULES.items():
        apps.get_model("django_q", "Schedule").objects.update_or_create(
            name=name, defaults={"func": func, "schedule_type": "I", "minutes": minutes, "repeats": -1}
        )


def remove(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name__in=SCHEDULES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("ground", "0003_append_only"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]
    operations = [migrations.RunPython(add, remove)]
