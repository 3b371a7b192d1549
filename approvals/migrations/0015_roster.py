"""Who is on duty, and who stands for whom."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0014_routes'),
        ('ground', '0009_seniority'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('press_officer', 'Press officer'), ('head_of_communications', 'Head of communications'), ('reviewer', 'Reviewer'), ('registrar', 'Registrar'), ('deputy_registrar', 'Deputy registrar'), ('judge', 'Judge'), ('president', 'President'), ('vice_president', 'Vice-president'), ('adviser', 'Adviser'), ('security_lead', 'Security lead'), ('administrator', 'Administrator')], max_length=32, verbose_name='role')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='ground.court')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('matter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.matter')),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'delegation',
                'verbose_name_plural': 'delegations',
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['to', 'court', 'role', 'ends_at'], name='delegation_to')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='delegation_ends_after_start'), models.CheckConstraint(condition=models.Q(('of', models.F('to')), _negated=True), name='delegation_to_another'), models.CheckConstraint(condition=models.Q(('role__in', ['press_officer', 'head_of_communications', 'reviewer', 'registrar', 'deputy_registrar', 'judge', 'president', 'vice_president', 'adviser', 'security_lead'])), name='delegation_of_a_role'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='delegation_ended_by_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('press_officer', 'Press officer'), ('head_of_communications', 'Head of communications'), ('reviewer', 'Reviewer'), ('registrar', 'Registrar'), ('deputy_registrar', 'Deputy registrar'), ('judge', 'Judge'), ('president', 'President'), ('vice_president', 'Vice-president'), ('adviser', 'Adviser'), ('security_lead', 'Security lead'), ('administrator', 'Administrator')], max_length=32, verbose_name='role')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='ground.court')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'turn',
                'verbose_name_plural': 'turns',
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['court', 'role', 'ends_at'], name='turn_court_role')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='turn_ends_after_start'), models.CheckConstraint(condition=models.Q(('role__in', ['press_officer', 'registrar', 'security_lead', 'adviser'])), name='turn_of_a_duty'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='turn_ended_by_a_person')],
            },
        ),
    ]
