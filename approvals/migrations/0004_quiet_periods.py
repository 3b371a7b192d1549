
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0003_homonyms'),
        ('ground', '0005_roles'),
        ('publishing', '0002_release_never_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='QuietPeriod',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('election', 'Election'), ('mourning', 'Mourning'), ('vacation', 'Judicial vacation'), ('security', 'Security')], max_length=20, verbose_name='kind')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('strict', models.BooleanField(default=False, verbose_name='strict')),
                ('exempt', models.JSONField(blank=True, default=list, verbose_name='kinds of post that still go out')),
                ('area', models.CharField(blank=True, max_length=200, verbose_name='area')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='reason or reference')),
                ('stage', models.CharField(choices=[('proposed', 'Proposed'), ('in-force', 'In force'), ('end-proposed', 'In force, an end is proposed'), ('lifted', 'Lifted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=20)),
                ('turn', models.PositiveIntegerField(default=0)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('end_to', models.DateTimeField(null=True)),
                ('end_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('accounts', models.ManyToManyField(blank=True, related_name='+', to='publishing.account', verbose_name='accounts')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quiet_periods', to='ground.court')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('end_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'quiet period',
                'verbose_name_plural': 'quiet periods',
                'ordering': ['starts_at', 'ends_at'],
                'indexes': [models.Index(condition=models.Q(('stage__in', ['in-force', 'end-proposed'])), fields=['court', 'ends_at'], name='quiet_binding')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='quiet_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('stage__in', ['proposed', 'withdrawn'])), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='quiet_set_by_two'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'lifted'), _negated=True), models.Q(('end_by__isnull', False), ('ended_by__isnull', False), models.Q(('ended_by', models.F('end_by')), _negated=True)), _connector='OR'), name='quiet_lifted_by_two')],
            },
        ),
    ]
