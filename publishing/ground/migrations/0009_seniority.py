"""Who steps in for a judge whom a post concerns."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ground", "0008_training")]
    operations = [
        migrations.AddField(
            "membership",
            "seniority",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="seniority"),
        ),
    ]
