"""Drills: how long an emergency would take, from the alarm to the moment at which it would be out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from publishing.ground.drill import MARK
from publishing.ground.models import Court, OfPostQuerySet

GOAL = timedelta(minutes=60)


class DrillQuerySet(OfPostQuerySet):
    def running(self) -> DrillQuerySet:
        return self.filter(ended_at=None)


class Drill(models.Model):
    """One drill of one court. `reference` is that of the one post that it makes, which bears the mark of drills.

    While it runs its times are read from that post's round; they are kept here when it ends. Without `cleared_at`
    it was broken off, and `reason` says why. `out_at` is when it would have gone out; empty where its release time
    had passed, so that a person would have had to decide.
    """

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="drills")
    reference = models.CharField(max_length=40, unique=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    drafted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    out_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    objects: ClassVar[Any] = DrillQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["court"], condition=models.Q(ended_at=None), name="drill_one_at_a_time"),
            models.CheckConstraint(condition=models.Q(reference__contains=MARK), name="drill_bears_its_mark"),
            models.CheckConstraint(
                condition=models.Q(cleared_at=None) | models.Q(ended_at__isnull=False), name="drill_complete_is_over"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def met(self) -> bool:
        """Whether it would have been out within the goal."""
        return self.out_at is not None and self.out_at - self.started_at <= GOAL
