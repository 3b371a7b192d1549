"""What is out is read again each night, and authors answer questions. The night is looked for every ten minutes."""
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


NAME = "approvals: read again what is out"


def add(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.update_or_create(
        name=NAME,
        defaults={"func": "approvals.tasks.sweeps_watch", "schedule_type": "I", "minutes": 10, "repeats": -1},
    )


def remove(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
        ('approvals', '0009_court_rulebook'),
        ('ground', '0005_roles'),
        ('publishing', '0002_release_never_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=150)),
                ('question', models.CharField(max_length=20)),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ground.court')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'question', '-written_at'], name='answer_subject_question')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('findings', models.JSONField(default=list)),
                ('register_version', models.PositiveBigIntegerField()),
                ('found_at', models.DateTimeField()),
                ('decision', models.CharField(choices=[('waiting', 'Waits for a decision'), ('withdrawn', 'Withdrawn'), ('left', 'Left as it is'), ('gone', 'No longer found')], default='waiting', max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ground.court')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='publishing.release')),
            ],
            options={
                'indexes': [models.Index(fields=['court', '-found_at'], name='objection_court_found')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision', 'waiting')), fields=('release',), name='objection_waits_once'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'left'), _negated=True), models.Q(models.Q(('reason', ''), _negated=True), ('decided_by__isnull', False)), _connector='OR'), name='objection_left_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('register_version', models.PositiveBigIntegerField()),
                ('older_than', models.DateTimeField(null=True)),
                ('looked', models.PositiveIntegerField(default=0)),
                ('held', models.PositiveIntegerField(default=0)),
                ('found', models.PositiveIntegerField(default=0)),
                ('failed', models.PositiveIntegerField(default=0)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sweeps', to='ground.court')),
            ],
            options={
                'indexes': [models.Index(fields=['court', '-started_at'], name='sweep_court_started')],
            },
        ),
        migrations.RunPython(add, remove),
    ]
