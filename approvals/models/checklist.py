"""What authors answered to the questions of the checklist."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from publishing.ground.models import Court, CourtOwnedQuerySet


class Answer(models.Model):
    """The author's words for one question about one post. Rows are never changed: the newest of a question counts.

    A clearance names its answers by id, so that what approvers read stays what they read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=150)  # "post:<id>"
    question = models.CharField(max_length=20)
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "question", "-written_at"], name="answer_subject_question")]
