"""What the clock did to a round. One row an act, so that the database itself keeps each to once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet

from .decisions import Round


class TimeAct(models.Model):
    """A round was reminded of, told of to a named person, or returned because its time had passed."""

    class What(models.TextChoices):
        REMINDED = "reminded", _("reminded")
        ESCALATED = "escalated", _("told on")
        EXPIRED = "expired", _("its time passed")

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="time_acts")
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField()
    # Whom it was told on to; nobody where the court has nobody for it.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "what"], name="time_act_once")]
