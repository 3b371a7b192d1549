"""A role counts with a training that has not run out, or while the court waives it; who is there already has a year."""

import django.db.models.deletion
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

A_YEAR = timedelta(days=365)
NAME = "ground: tell whose training runs out"


def add(apps, schema_editor):
    until = timezone.now() + A_YEAR
    for court in apps.get_model("ground", "Court").objects.filter(training_waived_until=None):
        reason = "Its people worked here before trainings were asked for."
        apps.get_model("ground", "TrainingWaiver").objects.create(court=court, until=until, reason=reason)
        type(court).objects.filter(pk=court.pk).update(training_waived_until=until)
    apps.get_model("django_q", "Schedule").objects.update_or_create(
        name=NAME,
        defaults={"func": "publishing.ground.tasks.trainings_tell", "schedule_type": "I", "minutes": 60, "repeats": -1},
    )


def remove(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0007_notices'),
    ]

    operations = [
        migrations.AddField(
            model_name='court',
            name='training_told_days',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='court',
            name='training_waived_until',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name='TrainingWaiver',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('until', models.DateTimeField()),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_waivers', to='ground.court')),
            ],
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('press_officer', 'Press officer'), ('head_of_communications', 'Head of communications'), ('reviewer', 'Reviewer'), ('registrar', 'Registrar'), ('deputy_registrar', 'Deputy registrar'), ('judge', 'Judge'), ('president', 'President'), ('vice_president', 'Vice-president'), ('adviser', 'Adviser'), ('security_lead', 'Security lead'), ('administrator', 'Administrator')], max_length=32, verbose_name='role')),
                ('course', models.CharField(max_length=200, verbose_name='course')),
                ('completed_on', models.DateField(verbose_name='completed on')),
                ('expires_on', models.DateField(verbose_name='counts until')),
                ('ends_at', models.DateTimeField(editable=False)),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('told_days', models.PositiveSmallIntegerField(editable=False, null=True)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='ground.court')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['person', 'court', 'role', 'ends_at'], name='training_lasting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_on__gt', models.F('completed_on'))), name='training_ends_after_it_is_done'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('court', 'person', 'role', 'completed_on'), name='training_entered_once'), models.CheckConstraint(condition=models.Q(('entered_by', None), models.Q(('entered_by', models.F('person')), _negated=True), _connector='OR'), name='training_entered_by_another')],
            },
        ),
        migrations.RunPython(add, remove),
    ]
