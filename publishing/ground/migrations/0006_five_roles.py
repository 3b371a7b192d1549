"""Five more roles, each with its group, so that whoever holds one may enter the admin."""

from django.db import migrations, models

ROLES = ("head_of_communications", "deputy_registrar", "vice_president", "adviser", "security_lead")


def add(apps, schema_editor):
    access = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for role in ROLES:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=f"role: {role}")
        group.permissions.add(*access)


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=[f"role: {role}" for role in ROLES]).delete()


class Migration(migrations.Migration):
    dependencies = [("ground", "0005_roles")]
    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("press_officer", "Press officer"),
                    ("head_of_communications", "Head of communications"),
                    ("reviewer", "Reviewer"),
                    ("registrar", "Registrar"),
                    ("deputy_registrar", "Deputy registrar"),
                    ("judge", "Judge"),
                    ("president", "President"),
                    ("vice_president", "Vice-president"),
                    ("adviser", "Adviser"),
                    ("security_lead", "Security lead"),
                    ("administrator", "Administrator"),
                ],
                max_length=32,
                verbose_name="role",
            ),
        ),
        migrations.RunPython(add, remove),
    ]
