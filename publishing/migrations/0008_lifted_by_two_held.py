"""A pause that was lifted names two different people: the database itself asks for them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0007_lifted_by_two")]
    operations = [
        migrations.AddConstraint(
            "pause",
            models.CheckConstraint(
                condition=models.Q(lifted_at=None, lifted_by=None)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False, lift_asked_by__isnull=False),
                name="lifted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            "pause",
            models.CheckConstraint(
                condition=models.Q(lift_asked_by=None) | ~models.Q(lifted_by=models.F("lift_asked_by")),
                name="lifted_by_two",
            ),
        ),
    ]
