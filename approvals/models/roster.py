"""Who is on duty, and who stands for whom: dated, and seen by everybody of the court."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet, Role

from .register import Matter

# Roles of which somebody can be on duty, and who keeps the roster of each beside the administrators.
KEEPERS: dict[str, tuple[str, ...]] = {
    Role.PRESS_OFFICER: (Role.HEAD_OF_COMMUNICATIONS,),
    Role.REGISTRAR: (Role.REGISTRAR,),
    Role.SECURITY_LEAD: (Role.SECURITY_LEAD,),
    Role.ADVISER: (Role.HEAD_OF_COMMUNICATIONS,),
}
_BENCH = (Role.JUDGE, Role.PRESIDENT, Role.VICE_PRESIDENT)
_OFFICE = (Role.PRESS_OFFICER, Role.REVIEWER, Role.HEAD_OF_COMMUNICATIONS)
_REGISTRY = (Role.REGISTRAR, Role.DEPUTY_REGISTRAR)
# Which roles can be passed on for a time, and what a person must be to take one: somebody of the same work.
TAKERS: dict[str, tuple[str, ...]] = {
    Role.PRESS_OFFICER: _OFFICE,
    Role.HEAD_OF_COMMUNICATIONS: _OFFICE,
    Role.REVIEWER: _OFFICE,
    Role.REGISTRAR: _REGISTRY,
    Role.DEPUTY_REGISTRAR: _REGISTRY,
    Role.JUDGE: _BENCH,
    Role.PRESIDENT: _BENCH,
    Role.VICE_PRESIDENT: _BENCH,
    Role.ADVISER: (Role.ADVISER,),
    Role.SECURITY_LEAD: (Role.SECURITY_LEAD,),
}


class DatedQuerySet(CourtOwnedQuerySet):
    """Rows from `starts_at` up to `ends_at`, or to where they were ended before."""

    def at(self, moment: datetime) -> DatedQuerySet:
        """Those that hold at `moment`."""
        return self.during(moment, moment).filter(starts_at__lte=moment)

    def during(self, start: datetime, end: datetime) -> DatedQuerySet:
        """Those that hold for some of the time from `start` to `end`."""
        open_ = Q(ended_at=None) | (Q(ended_at__gt=start) & Q(ended_at__gt=F("starts_at")))
        return self.filter(open_, Q(starts_at__lt=end) | Q(starts_at=start), ends_at__gt=start)


class Turn(models.Model):
    """A person on duty in a role. `starts_at` belongs to it, `ends_at` does not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=32, choices=Role.choices)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="turn_ends_after_start"),
            models.CheckConstraint(condition=Q(role__in=list(KEEPERS)), name="turn_of_a_duty"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="turn_ended_by_a_person",
            ),
        ]
        indexes = [models.Index(fields=["court", "role", "ends_at"], name="turn_court_role")]


class Delegation(models.Model):
    """`to` stands for `of` in one role: in the whole court, or in one matter. A delegate passes nothing on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="delegations")
    of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=32, choices=Role.choices)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="delegation_ends_after_start"),
            models.CheckConstraint(condition=~Q(of=F("to")), name="delegation_to_another"),
            models.CheckConstraint(condition=Q(role__in=list(TAKERS)), name="delegation_of_a_role"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="delegation_ended_by_a_person",
            ),
        ]
        indexes = [models.Index(fields=["to", "court", "role", "ends_at"], name="delegation_to")]
