
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0006_imports'),
        ('ground', '0005_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CourtRules',
            fields=[
                ('court', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='rules', serialize=False, to='ground.court')),
                ('docket_codes', models.JSONField(blank=True, default=list, verbose_name='forms of docket numbers')),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rules of a court',
                'verbose_name_plural': 'rules of courts',
            },
        ),
        migrations.CreateModel(
            name='CourtPattern',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('pattern', models.CharField(max_length=200, verbose_name='pattern')),
                ('example', models.CharField(max_length=120, verbose_name='example')),
                ('near_miss', models.CharField(max_length=120, verbose_name='near-miss')),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='docket_patterns', to='ground.court')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'docket pattern',
                'verbose_name_plural': 'docket patterns',
                'ordering': ['name', 'created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('court', 'pattern'), name='docket_pattern_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='docket_pattern_ended_by_someone')],
            },
        ),
    ]
