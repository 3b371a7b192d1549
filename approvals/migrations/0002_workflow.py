"""The one workflow: check gate, colleague, judge."""

from django.db import migrations

NAME = "Approval"
STEPS = (("checkgatetask", "Check gate"), ("colleaguetask", "Colleague"), ("judgetask", "Judge"))


def make(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType")
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NAME, active=True)
    for order, (model, name) in enumerate(STEPS):
        kind, _made = content_types.objects.get_or_create(app_label="approvals", model=model)
        task = apps.get_model("approvals", model).objects.create(name=name, active=True, content_type=kind)
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=task.pk, sort_order=order
        )


def remove(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=NAME).delete()
    for model, _name in STEPS:
        apps.get_model("approvals", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(make, remove)]
