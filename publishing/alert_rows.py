"""Cases that people are alerted to, and the calls to the operator's webhook."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from publishing.ground.models import Court


class Alert(models.Model):
    """One case, told once. `subject` is an id such as "delivery:12", never words; without a court it is everybody's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=32)  # a name of watch.kinds
    subject = models.CharField(max_length=80)
    court = models.ForeignKey(Court, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=models.Q(over_at=None), name="alert_open_once"
            )
        ]
        indexes = [models.Index(fields=["opened_at"], name="alert_opened")]


class AlertCall(models.Model):
    """One call to the webhook: exactly the bytes that are signed, and what came of it. Kept until it is taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=40, blank=True)  # a code, never the server's words

    class Meta:
        indexes = [models.Index(fields=["next_try_at"], condition=models.Q(sent_at=None), name="alert_call_waiting")]
