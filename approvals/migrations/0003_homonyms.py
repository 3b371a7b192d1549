import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0002_workflow'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('ground', '0005_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Homonym',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=150)),
                ('reference', models.CharField(max_length=40)),
                ('object_id', models.CharField(max_length=40)),
                ('words_hash', models.CharField(max_length=16)),
                ('sentences', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('asked', 'Waits for a registrar'), ('cleared', 'Someone else'), ('kept', 'Kept blocked'), ('revoked', 'Taken back'), ('overtaken', 'The text changed')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('asked_why', models.TextField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_why', models.TextField(blank=True)),
                ('parties', models.JSONField(default=list)),
                ('names_hash', models.CharField(blank=True, max_length=16)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoked_why', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ground.court')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.matter')),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-asked_at'],
                'indexes': [models.Index(fields=['subject', 'state'], name='homonym_subject_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('court', 'subject', 'matter', 'words_hash'), name='homonym_asked_once'), models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('asked_by')), _negated=True), _connector='OR'), name='homonym_answered_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('cleared', 'kept', 'revoked')), _negated=True), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='homonym_answer_has_a_person')],
            },
        ),
        migrations.CreateModel(
            name='ProbeAlert',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField()),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ground.court')),
                ('matter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.matter')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-last_at'],
                'indexes': [models.Index(fields=['court', 'person', '-first_at'], name='alert_court_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('seen_by', None), models.Q(('seen_by', models.F('person')), _negated=True), _connector='OR'), name='alert_seen_by_another')],
            },
        ),
    ]
