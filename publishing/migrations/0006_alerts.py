"""Alerts, calls to the operator's webhook, and the task that looks each minute."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models

NAME = "publishing: watch"


def add(apps, schema_editor):
    defaults = {"func": "publishing.watch.tasks.watch", "schedule_type": "I", "minutes": 1, "repeats": -1}
    apps.get_model("django_q", "Schedule").objects.update_or_create(name=NAME, defaults=defaults)


def remove(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0011_suspension'),
        ('publishing', '0005_throttle_and_codes'),
        ('django_q', '0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more'),
    ]

    operations = [
        migrations.CreateModel(
            name='AlertCall',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('body', models.TextField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('sent_at', None)), fields=['next_try_at'], name='alert_call_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=32)),
                ('subject', models.CharField(max_length=80)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('over_at', models.DateTimeField(null=True)),
                ('court', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ground.court')),
            ],
            options={
                'indexes': [models.Index(fields=['opened_at'], name='alert_opened')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('over_at', None)), fields=('kind', 'subject'), name='alert_open_once')],
            },
        ),
        migrations.RunPython(add, remove),
    ]
