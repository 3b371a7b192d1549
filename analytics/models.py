"""What the networks count of each delivery: the newest counts in one row, every reading in another."""

from __future__ import annotations

from django.db import models

from publishing.ground.models import Court, CourtOwnedQuerySet
from publishing.models import Account, Delivery


class Tally(models.Model):
    """The newest counts of one delivery, and when it is read next. A null measure is not offered by the network."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="tally")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    aim = models.CharField(max_length=32)
    kind = models.CharField(max_length=32)
    sent_at = models.DateTimeField()
    views = models.PositiveIntegerField(null=True)
    likes = models.PositiveIntegerField(null=True)
    reposts = models.PositiveIntegerField(null=True)
    replies = models.PositiveIntegerField(null=True)
    quotes = models.PositiveIntegerField(null=True)
    read_at = models.DateTimeField(null=True)
    next_reading_at = models.DateTimeField(null=True)  # null: read no more
    failures = models.PositiveIntegerField(default=0)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_reading_at"], name="tally_due"),
            models.Index(fields=["court", "sent_at"], name="tally_court_sent"),
        ]

    def __str__(self) -> str:
        return f"tally of delivery {self.delivery_id}"


class Reading(models.Model):
    """Engagement counts of one delivery at one time, under the network's own names and definition."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="readings")
    read_at = models.DateTimeField()
    values = models.JSONField()
    definition = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "read_at"], name="reading_once")]

    def __str__(self) -> str:
        return f"reading of delivery {self.delivery_id} at {self.read_at:%Y-%m-%d %H:%M}"
