"""Routes and their seats: on the round what was called for, on the vote what it can fill, on the matter who sits."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STEPS = {"colleague": "desk", "judge": "bench"}
NAMES = {"Colleague": "Desk", "Judge": "Bench"}
FITS = {"desk": ["colleague", "reviewer"], "bench": ["presiding", "president"]}
SEATS = [["colleague", 1], ["presiding", 1]]  # what everybody saw before there were routes


def rename(apps, schema_editor):
    part, task = apps.get_model("approvals", "Part"), apps.get_model("wagtailcore", "Task")
    for old, new in STEPS.items():
        part.objects.filter(step=old).update(step=new, fits=FITS[new])
    for old, new in NAMES.items():
        task.objects.filter(name=old, content_type__app_label="approvals").update(name=new)
    apps.get_model("approvals", "Round").objects.filter(route="").update(route="R3", seats=SEATS)


def rename_back(apps, schema_editor):
    part, task = apps.get_model("approvals", "Part"), apps.get_model("wagtailcore", "Task")
    for old, new in STEPS.items():
        part.objects.filter(step=new).update(step=old)
    for old, new in NAMES.items():
        task.objects.filter(name=new, content_type__app_label="approvals").update(name=old)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("approvals", "0013_talk"),
        ("ground", "0007_notices"),
    ]
    operations = [
        migrations.RenameModel("ColleagueTask", "DeskTask"),
        migrations.RenameModel("JudgeTask", "BenchTask"),
        migrations.AlterModelOptions("desktask", {"verbose_name": "desk"}),
        migrations.AlterModelOptions("benchtask", {"verbose_name": "bench"}),
        migrations.RemoveField("desktask", "quorum"),
        migrations.RemoveField("benchtask", "quorum"),
        migrations.AddField("round", "route", models.CharField(blank=True, default="", max_length=2), False),
        migrations.AddField("round", "reasons", models.JSONField(default=list)),
        migrations.AddField("round", "seats", models.JSONField(default=list)),
        migrations.AddField("round", "target_at", models.DateTimeField(null=True)),
        migrations.AddField("round", "concerned", models.JSONField(default=list)),
        migrations.AddField("part", "fits", models.JSONField(db_default=[], default=list)),
        migrations.AddField(
            "part",
            "on_behalf_of",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            "part",
            "duty",
            models.CharField(
                choices=[
                    ("wrote", "wrote it"),
                    ("asked", "asked for approval"),
                    ("approved", "approved"),
                    ("returned", "returned"),
                    ("recused", "stood aside"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            "matter",
            "nature",
            models.JSONField(blank=True, db_default=[], default=list, verbose_name="nature of the case"),
        ),
        migrations.CreateModel(
            name="MatterJudge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("presiding", models.BooleanField(default=False, verbose_name="presides")),
                (
                    "court",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ground.court"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="panel", to="approvals.matter"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "judge of a matter",
                "verbose_name_plural": "judges of matters",
                "ordering": ["-presiding", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "person"), name="matter_judge_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("presiding", True)), fields=("matter",), name="matter_presides_once"
                    ),
                ],
            },
        ),
        migrations.RunPython(rename, rename_back),
    ]
