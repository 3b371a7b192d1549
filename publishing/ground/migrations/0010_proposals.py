"""What one person asks for and another confirms; what nobody confirmed in time ends by itself."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


NAME = "ground: end proposals that ran out"


def add(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.update_or_create(
        name=NAME,
        defaults={"func": "publishing.ground.tasks.proposals_expire", "schedule_type": "I", "minutes": 1, "repeats": -1},
    )


def remove(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0009_seniority'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=150)),
                ('payload', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('sealed', models.BinaryField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('proposed_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('open', 'waits for a second person'), ('confirmed', 'confirmed'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('expired', 'run out')], default='open', max_length=12)),
                ('decided_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='ground.court')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('outcome', 'open')), fields=['expires_at'], name='proposal_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', 'open')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['confirmed', 'refused']), models.Q(('decided_by', models.F('proposed_by')), _negated=True)), models.Q(('decided_at__isnull', False), ('outcome', 'withdrawn'), models.Q(('decided_by', None), ('decided_by', models.F('proposed_by')), _connector='OR')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('outcome', 'expired')), _connector='OR'), name='proposal_takes_two'), models.CheckConstraint(condition=models.Q(('outcome', 'open'), ('sealed', None), _connector='OR'), name='proposal_secret_ends'), models.UniqueConstraint(condition=models.Q(('outcome', 'open')), fields=('court', 'act', 'subject'), name='proposal_open_once')],
            },
        ),
        migrations.RunPython(add, remove),
    ]
