"""A decision may be taken in one of the five new roles."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("approvals", "0011_evaluation_states")]
    operations = [
        migrations.AlterField(
            model_name="part",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("press_officer", "Press officer"),
                    ("head_of_communications", "Head of communications"),
                    ("reviewer", "Reviewer"),
                    ("registrar", "Registrar"),
                    ("deputy_registrar", "Deputy registrar"),
                    ("judge", "Judge"),
                    ("president", "President"),
                    ("vice_president", "Vice-president"),
                    ("adviser", "Adviser"),
                    ("security_lead", "Security lead"),
                    ("administrator", "Administrator"),
                ],
                max_length=32,
            ),
        ),
    ]
