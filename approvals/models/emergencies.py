"""Emergencies that went out with one signature. One row each: who, why, and what was said of it afterwards."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.ground.drill import MARK
from publishing.ground.models import Court, OfPostQuerySet, Role

from .decisions import Round


class Verdict(models.TextChoices):
    IN_ORDER = "in-order", _("in order")
    NOT_IN_ORDER = "not-in-order", _("not in order")


class SoloReleaseQuerySet(OfPostQuerySet):
    REFERENCE = "round__reference"

    def real(self) -> SoloReleaseQuerySet:
        """Without those of drills, which nobody reviews: nothing went out."""
        return self.exclude(round__reference__contains=MARK)


class SoloRelease(models.Model):
    """One emergency, released by one person because the second who was asked did not answer.

    `template` is the id of the locked template where its author released it, else "". The round has one at most,
    so that of two who press at once one releases.
    """

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="solo")
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=32, choices=Role.choices)
    template = models.CharField(max_length=40, blank=True)
    reason = models.TextField()
    at = models.DateTimeField()
    # the review afterwards
    verdict = models.CharField(max_length=16, blank=True, choices=Verdict.choices)
    words = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    chased_at = models.DateTimeField(null=True)  # when people were told that the review is late

    objects: ClassVar[Any] = SoloReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["court", "person"], condition=models.Q(reviewed_at=None), name="solo_open")]

    def __str__(self) -> str:
        return self.round.reference
