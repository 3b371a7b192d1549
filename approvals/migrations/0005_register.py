"""Hearings, files of orders, sealed matters, several handles a person, and keys to search a long list by."""

import approvals.models.keyed
import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from approvals.domain.search_keys import search_key

KEYS = {"docket_key": "docket", "title_key": "public_title", "code_key": "code"}


def keys_write(apps, schema_editor):
    _in_batches(apps.get_model("approvals", "Matter"), _keyed, list(KEYS))


def _keyed(matter):
    for key, source in KEYS.items():
        setattr(matter, key, search_key(getattr(matter, source)))


def handles_from_one(apps, schema_editor):
    _in_batches(apps.get_model("approvals", "Party"), _listed, ["handles"])


def handles_to_one(apps, schema_editor):
    _in_batches(apps.get_model("approvals", "Party"), _first, ["handle"])


def _listed(party):
    party.handles = [party.handle] if party.handle else []


def _first(party):
    party.handle = next(iter(party.handles), "")


def _in_batches(model, change, fields, size=1000):
    """Protected people have neither: their sealed words are read in both forms."""
    batch = []
    for row in model.objects.order_by("pk").iterator(size):
        change(row)
        batch.append(row)
        if len(batch) == size:
            model.objects.bulk_update(batch, fields)
            batch = []
    model.objects.bulk_update(batch, fields)


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0004_quiet_periods'),
        ('ground', '0005_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(verbose_name='time')),
                ('room', models.CharField(blank=True, max_length=80, verbose_name='room')),
                ('public', models.BooleanField(default=True, verbose_name='open to the public')),
                ('stream', models.URLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['https'])], verbose_name='address of the stream')),
                ('cancelled_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'hearing',
                'verbose_name_plural': 'hearings',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OrderFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('name_sealed', models.BinaryField()),
                ('type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('added_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'file of an order',
                'verbose_name_plural': 'files of orders',
            },
        ),
        migrations.AlterModelOptions(
            name='matter',
            options={'ordering': ['-changed_at', '-id'], 'verbose_name': 'matter', 'verbose_name_plural': 'matters'},
        ),
        migrations.RemoveConstraint(
            model_name='party',
            name='protected_is_sealed',
        ),
        migrations.RemoveIndex(
            model_name='matter',
            name='matter_docket',
        ),
        migrations.RemoveIndex(
            model_name='matter',
            name='matter_changed',
        ),
        migrations.AddField(
            model_name='matter',
            name='code_key',
            field=approvals.models.keyed.KeyField(default=b'', source='code'),
        ),
        migrations.AddField(
            model_name='matter',
            name='docket_key',
            field=approvals.models.keyed.KeyField(default=b'', source='docket'),
        ),
        migrations.AddField(
            model_name='matter',
            name='readers',
            field=models.ManyToManyField(blank=True, editable=False, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='matter',
            name='sealed',
            field=models.BooleanField(default=False, verbose_name='sealed'),
        ),
        migrations.AddField(
            model_name='matter',
            name='title_key',
            field=approvals.models.keyed.KeyField(default=b'', source='public_title'),
        ),
        migrations.AddField(
            model_name='party',
            name='handles',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='restriction',
            name='protects',
            field=models.ManyToManyField(blank=True, related_name='orders', to='approvals.party', verbose_name='whom it protects'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['court', 'docket_key'], name='matter_docket_key'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['court', 'title_key'], name='matter_title_key'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['court', 'code_key'], name='matter_code_key'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['court', '-changed_at', '-id'], name='matter_newest'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['court', 'status', '-changed_at', '-id'], name='matter_status_newest'),
        ),
        migrations.RunPython(keys_write, migrations.RunPython.noop),
        migrations.RunPython(handles_from_one, handles_to_one),
        migrations.RemoveField(
            model_name='party',
            name='handle',
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('protected', False), ('sealed', None)), models.Q(('forms', []), ('handles', []), ('name', ''), ('protected', True), ('sealed__isnull', False)), _connector='OR'), name='protected_is_sealed'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='court',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ground.court'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='matter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='approvals.matter'),
        ),
        migrations.AddField(
            model_name='orderfile',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='orderfile',
            name='court',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ground.court'),
        ),
        migrations.AddField(
            model_name='orderfile',
            name='order',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='approvals.restriction'),
        ),
        migrations.AddIndex(
            model_name='hearing',
            index=models.Index(fields=['court', 'at'], name='hearing_at'),
        ),
    ]
