"""One group a role, with the right to enter the admin. What a role may decide is asked of memberships, not of groups."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ("press_officer", "reviewer", "registrar", "judge", "president", "administrator")


def add(apps, schema_editor):
    admin = installed.get_app_config("wagtailadmin")
    create_permissions(admin, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    access = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for role in ROLES:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=f"role: {role}")
        group.permissions.add(*access)


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=[f"role: {role}" for role in ROLES]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("ground", "0004_schedules"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0006_formstate"),
        # These give whoever may enter the admin the right to choose every picture and document.
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]
    operations = [migrations.RunPython(add, remove)]
