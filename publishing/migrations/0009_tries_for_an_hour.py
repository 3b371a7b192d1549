"""A post is tried for as long as it may go late. What is on its way gets the same tries as what comes now."""

from django.db import migrations, models

MORE = 6


def grant(apps, schema_editor):
    rows = apps.get_model("publishing", "Delivery").objects.all()
    rows.update(tries_limit=models.F("tries_limit") + MORE)


def take_back(apps, schema_editor):
    rows = apps.get_model("publishing", "Delivery").objects.filter(tries_limit__gte=MORE)
    rows.update(tries_limit=models.F("tries_limit") - MORE)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0008_lifted_by_two_held")]
    operations = [
        migrations.AlterField("delivery", "tries_limit", models.PositiveIntegerField(default=12)),
        migrations.RunPython(grant, take_back),
    ]
