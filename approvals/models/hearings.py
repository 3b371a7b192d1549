"""Hearings of a matter."""

from __future__ import annotations

import uuid
from datetime import timedelta, tzinfo

from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet

from .register import Matter


class HearingQuerySet(CourtOwnedQuerySet):
    def today(self, zone: tzinfo) -> HearingQuerySet:
        """Hearings of this day in `zone` that take place."""
        start = timezone.localtime(timezone=zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(at__gte=start, at__lt=start + timedelta(days=1), cancelled_at=None)


class Hearing(models.Model):
    """One hearing. A cancelled one stays, so that nobody wonders where it went."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="hearings")
    at = models.DateTimeField(_("time"))
    room = models.CharField(_("room"), max_length=80, blank=True)
    public = models.BooleanField(_("open to the public"), default=True)
    stream = models.URLField(
        _("address of the stream"), max_length=500, blank=True, validators=[URLValidator(schemes=["https"])]
    )
    cancelled_at = models.DateTimeField(null=True)

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["court", "at"], name="hearing_at")]

    def __str__(self) -> str:
        return self.at.isoformat(timespec="minutes")
