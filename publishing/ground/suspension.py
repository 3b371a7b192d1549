"""Suspensions: one person's roles in one court count for nothing for a while, and are not lost."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def standing(self) -> SuspensionQuerySet:
        """Those that nobody has ended. No day ends one by itself."""
        return self.filter(ended_at=None)


class Suspension(models.Model):
    """From `at` until a person ends it. On `look_on`, a day of the court, the administrators are reminded of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey("ground.Court", on_delete=models.PROTECT, related_name="suspensions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(_("reason"), max_length=300)
    look_on = models.DateField(_("remind on"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True, editable=False)  # when the administrators were reminded
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "person"], condition=Q(ended_at=None), name="suspension_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(by=F("person")) & (Q(ended_by=None) | ~Q(ended_by=F("person"))),
                name="suspension_by_another",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="suspension_ended_by_a_person",
            ),
        ]


def suspended() -> Q:
    """Memberships of people who are suspended in their court."""
    mine = {name: models.OuterRef(name) for name in ("court", "person")}
    return Q(models.Exists(Suspension.objects.standing().filter(**mine)))
