"""Whether words that meet a protected name mean someone else: the question, and the registrar's answer."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet, OfPostQuerySet, Person

from .register import Matter


class HomonymState(models.TextChoices):
    ASKED = "asked", _("Waits for a registrar")
    CLEARED = "cleared", _("Someone else")
    KEPT = "kept", _("Kept blocked")
    REVOKED = "revoked", _("Taken back")
    OVERTAKEN = "overtaken", _("The text changed")


ANSWERED = (HomonymState.CLEARED, HomonymState.KEPT, HomonymState.REVOKED)


class Homonym(models.Model):
    """One question about one post, one matter and the same words, and its answer. Holds no word of the post.

    The words and their sentences are keyed hashes. An answer holds while the hash of the sentence and that of the
    matter's names (`names_hash`) are what they were: another context, another entry or a new order ends it unwritten.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=150)  # "post:<id>"
    reference = models.CharField(max_length=40)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=40)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    words_hash = models.CharField(max_length=16)
    sentences = models.JSONField(default=list)  # keyed hashes; an answer narrows them to those that were read
    state = models.CharField(max_length=10, choices=HomonymState.choices, default=HomonymState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_why = models.TextField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_why = models.TextField(blank=True)
    parties = models.JSONField(default=list)  # ids of those whose names the words met when it was cleared
    names_hash = models.CharField(max_length=16, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.TextField(blank=True)

    objects = OfPostQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "subject", "matter", "words_hash"],
                condition=Q(state=HomonymState.ASKED),
                name="homonym_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")), name="homonym_answered_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED) | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="homonym_answer_has_a_person",
            ),
        ]
        indexes = [models.Index(fields=["subject", "state"], name="homonym_subject_state")]

    def __str__(self) -> str:
        return f"{self.reference}, {self.matter.code}"

    @property
    def waits(self) -> bool:
        return self.state == HomonymState.ASKED

    @property
    def stands(self) -> bool:
        return self.state == HomonymState.CLEARED


class ProbeAlert(models.Model):
    """Somebody's words met protected names again and again. Without a matter: names of many matters."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()  # different words, or different matters, within the window
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at"]
        constraints = [
            models.CheckConstraint(condition=Q(seen_by=None) | ~Q(seen_by=F("person")), name="alert_seen_by_another")
        ]
        indexes = [models.Index(fields=["court", "person", "-first_at"], name="alert_court_person")]

    def __str__(self) -> str:
        return str(self.person)

    def concerns(self, person: Person) -> bool:
        """Whether it is about that very person, who does not lay it aside."""
        return bool(self.person_id == person.pk)
