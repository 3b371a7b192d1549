"""What docket numbers of a court look like: forms that it switched on, and patterns that its registrars made."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet


class CourtRules(models.Model):
    """The forms of the rule pack that a court switched on, as their codes. A court without a row chose none."""

    court = models.OneToOneField(Court, on_delete=models.PROTECT, primary_key=True, related_name="rules")
    docket_codes = models.JSONField(_("forms of docket numbers"), default=list, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of a court")
        verbose_name_plural = _("rules of courts")


class NeverDeleted(Exception):
    """A pattern is ended, so that what a review found with it can still be explained."""


def _refuse(*args: Any, **kwargs: Any) -> NoReturn:
    raise NeverDeleted


class CourtPatternQuerySet(CourtOwnedQuerySet):
    delete = _raw_delete = _refuse

    def standing(self) -> CourtPatternQuerySet:
        """Those that the checks use."""
        return self.filter(ended_at=None)


class CourtPattern(models.Model):
    """A form of number that is the court's own, with its proof: it takes `example`, and not `near_miss`.

    Written once. To change it, it is ended and another one is made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="docket_patterns")
    name = models.CharField(_("name"), max_length=80)
    pattern = models.CharField(_("pattern"), max_length=200)
    example = models.CharField(_("example"), max_length=120)
    near_miss = models.CharField(_("near-miss"), max_length=120)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CourtPatternQuerySet.as_manager()

    class Meta:
        verbose_name = _("docket pattern")
        verbose_name_plural = _("docket patterns")
        ordering = ["name", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "pattern"], condition=Q(ended_at=None), name="docket_pattern_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="docket_pattern_ended_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    delete = _refuse
