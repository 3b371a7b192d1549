"""Roles of a person in a court that count for nothing for a while."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0010_proposals'),
    ]

    operations = [
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('look_on', models.DateField(blank=True, null=True, verbose_name='remind on')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('told_at', models.DateTimeField(editable=False, null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='ground.court')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('court', 'person'), name='suspension_one_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('by', models.F('person')), _negated=True), models.Q(('ended_by', None), models.Q(('ended_by', models.F('person')), _negated=True), _connector='OR')), name='suspension_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='suspension_ended_by_a_person')],
            },
        ),
    ]
