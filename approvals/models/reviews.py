"""What a review found, and the author's answers. Neither holds a word of what was reviewed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from publishing.ground.models import Court, CourtOwnedQuerySet


class Review(models.Model):
    """One run of the checks over one digest. `findings` keep codes and offsets; the words stay in the post."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=150)  # "post:<id>"
    digest = models.CharField(max_length=64)
    register_version = models.PositiveBigIntegerField()
    rules_version = models.CharField(max_length=200)  # engine and base, packs with theirs, changes of the court
    findings = models.JSONField(default=list)
    ran_at = models.DateTimeField()
    ran_by = models.CharField(max_length=150)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "-ran_at"], name="review_subject_ran")]


class Justification(models.Model):
    """The author's words for one finding, kept by post, code, matter and the keyed hash of the marked words."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=150)
    code = models.CharField(max_length=40)
    matter = models.CharField(max_length=40, blank=True)
    words_hash = models.CharField(max_length=16)
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "code", "matter", "words_hash"], name="justification_once")
        ]


class NameHit(models.Model):
    """Somebody's words met a protected name: the keyed hash of the words, to see that names are being tried out."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words_hash = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "matter", "court", "words_hash"], name="namehit_once")]
