"""Notices by kind, in a language, read and settled; windows for decisions; mail that waits is looked for each minute."""

import django.db.models.deletion
import publishing.ground.models
from django.conf import settings
from django.db import migrations, models


NAME = "ground: try failed e-mails again"


def every(minutes):
    def change(apps, schema_editor):
        apps.get_model("django_q", "Schedule").objects.filter(name=NAME).update(minutes=minutes)

    return change


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0006_five_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='CourtPace',
            fields=[
                ('court', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='pace', serialize=False, to='ground.court')),
                ('windows', models.JSONField(default=publishing.ground.models.two_windows)),
                ('most_a_day', models.PositiveSmallIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='notice_choice', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('at_once', models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            model_name='notice',
            name='carrier',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='ground.notice'),
        ),
        migrations.AddField(
            model_name='notice',
            name='court',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ground.court'),
        ),
        migrations.AddField(
            model_name='notice',
            name='due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='kind',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='notice',
            name='language',
            field=models.CharField(default='en', max_length=20),
        ),
        migrations.AddField(
            model_name='notice',
            name='listed',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='mailed',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='over_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='paced',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='notice',
            name='read_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='topic',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['person', '-created_at'], name='notice_of_person'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('topic', ''), _negated=True), fields=['topic'], name='notice_topic'),
        ),
        migrations.RunPython(every(1), every(5)),
    ]
