"""What is out and what is scheduled, read again with the register of a later day."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet, OfPostQuerySet, Person
from publishing.ground.rights import roles_of
from publishing.models import Release


class Sweep(models.Model):
    """One run over one court. The next one goes on among the older posts at `older_than`; empty: at the newest."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="sweeps")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    register_version = models.PositiveBigIntegerField()
    older_than = models.DateTimeField(null=True)
    looked = models.PositiveIntegerField(default=0)  # releases that were reviewed
    held = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)  # objections that it raised
    failed = models.PositiveIntegerField(default=0)  # releases whose checks could not run

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["court", "-started_at"], name="sweep_court_started")]


class Decision(models.TextChoices):
    WAITING = "waiting", _("Waits for a decision")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LEFT = "left", _("Left as it is")
    GONE = "gone", _("No longer found")


class ObjectionQuerySet(OfPostQuerySet):
    REFERENCE = "release__reference"

    def waiting(self) -> ObjectionQuerySet:
        """Those that nobody has decided."""
        return self.filter(decision=Decision.WAITING)

    def waiting_for(self, person: Person) -> ObjectionQuerySet:
        """Those that this person may decide."""
        found: ObjectionQuerySet = self.waiting().for_person(person, *roles_of("objection_leave"))
        return found


class Objection(models.Model):
    """A post that is out and breaks an order of today: withdrawn, or left for a reason that a named person gives.

    `findings` keep codes, reasons and offsets, never words.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="objections")
    findings = models.JSONField(default=list)
    register_version = models.PositiveBigIntegerField()
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release"], condition=models.Q(decision="waiting"), name="objection_waits_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="left") | (~models.Q(reason="") & models.Q(decided_by__isnull=False)),
                name="objection_left_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["court", "-found_at"], name="objection_court_found")]

    def __str__(self) -> str:
        return f"{self.release.reference} v{self.release.version}"
