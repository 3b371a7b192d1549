"""Who wrote and who decided. One table, so that the database itself keeps the two apart."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from publishing.ground.models import Court, CourtOwnedQuerySet, OfPostQuerySet, Person, Role

from .steps import BenchTask, DeskTask

STEPS = (DeskTask, BenchTask)


class RoundQuerySet(OfPostQuerySet):
    def open_to(self, person: Person) -> RoundQuerySet:
        """Rounds before people in which the person has no part yet. Whether they may decide, the seats say."""
        here = models.Q(pk=None)
        for kind in STEPS:
            here |= models.Q(workflow_state__current_task_state__task__in=kind.objects.values("pk"))
        played = Part.objects.filter(person=person, digest=models.OuterRef("digest"), voided_at=None)
        return self.known_to(person).filter(
            here,
            ~models.Exists(played),
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
            workflow_state__current_task_state__status=TaskState.STATUS_IN_PROGRESS,
        )


class Round(models.Model):
    """One way of one post through the workflow: what the workflow's own rows do not know."""

    workflow_state = models.OneToOneField(WorkflowState, on_delete=models.PROTECT, related_name="praeco_round")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=150)
    reference = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    content = models.TextField()  # the canonical JSON that `digest` covers: what approvers read
    submitted_at = models.DateTimeField()
    # What its facts called for; it is raised as they change, and never lowered.
    route = models.CharField(max_length=2, blank=True)
    reasons = models.JSONField(default=list)  # [code, route], the gravest first
    seats = models.JSONField(default=list)  # [name, count], as people see them
    target_at = models.DateTimeField(null=True)
    concerned = models.JSONField(default=list)  # ids of judges whom it concerns: they take no seat

    objects = RoundQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["reference"], name="round_reference")]

    def __str__(self) -> str:
        return self.reference

    @property
    def refused(self) -> str:
        """Why the check gate said no; nothing when the post is before people or through."""
        state = self.workflow_state
        rejected = state.status == WorkflowState.STATUS_NEEDS_CHANGES and state.current_task_state
        return str(state.current_task_state.comment) if rejected else ""


class Duty(models.TextChoices):
    WROTE = "wrote", _("wrote it")
    ASKED = "asked", _("asked for approval")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    RECUSED = "recused", _("stood aside")


DECISIONS = (Duty.APPROVED, Duty.RETURNED)


class Part(models.Model):
    """The one part that a person plays in one digest: they wrote it, asked for it, decided on it, or stood aside.

    `part_once` makes it impossible, whoever inserts, that someone decides on what they wrote, or is counted twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="parts")
    subject = models.CharField(max_length=150)
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=10, choices=Duty.choices)
    at = models.DateTimeField()
    # decisions only
    step = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=32, blank=True, choices=Role.choices)
    fits = models.JSONField(default=list, db_default=[])  # the seats that the vote could fill when it was cast
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    task_state = models.ForeignKey(TaskState, null=True, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(blank=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=40, blank=True)

    objects: ClassVar[Any] = CourtOwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "person"], condition=models.Q(voided_at=None), name="part_once"),
            models.CheckConstraint(
                condition=models.Q(duty__in=DECISIONS) | models.Q(voided_at=None), name="writing_stands"
            ),
            models.CheckConstraint(
                condition=models.Q(duty__in=DECISIONS, task_state__isnull=False) | ~models.Q(duty__in=DECISIONS),
                name="decision_has_a_step",
            ),
        ]
        indexes = [models.Index(fields=["subject", "digest"], name="part_subject_digest")]


class VoteManager(models.Manager["Vote"]):
    def get_queryset(self) -> CourtOwnedQuerySet:
        return CourtOwnedQuerySet(self.model, using=self._db).filter(duty__in=DECISIONS)

    def standing(self) -> CourtOwnedQuerySet:
        return self.get_queryset().filter(voided_at=None)


class Vote(Part):
    """One approver's decision on one digest."""

    objects: ClassVar[Any] = VoteManager()

    class Meta:
        proxy = True
