"""What one person asks for and another confirms. The database itself keeps the two apart."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    OPEN = "open", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("run out")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> ProposalQuerySet:
        """Those that somebody can still confirm."""
        return self.filter(outcome=Outcome.OPEN, expires_at__gt=timezone.now())

    def overdue(self) -> ProposalQuerySet:
        """Those whose time is over, and nobody has said so yet."""
        return self.filter(outcome=Outcome.OPEN, expires_at__lte=timezone.now())


class Proposal(models.Model):
    """An act that waits for a second person: `act` names its kind, `payload` is canonical JSON without any secret.

    `digest` covers what was asked and what it concerned at that time, so that nobody confirms anything else.
    `sealed` holds the secret that the act needs, until it is decided.
    """

    VAULT_ROWS = {"sealed": "proposal:{0.pk}:secret"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey("ground.Court", on_delete=models.PROTECT, related_name="proposals")
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=150)
    payload = models.TextField()
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField(null=True, editable=False)
    reason = models.CharField(max_length=300, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)  # why it was refused

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="open", decided_by=None, decided_at=None)
                | (
                    Q(outcome__in=["confirmed", "refused"], decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                )
                | (
                    Q(outcome="withdrawn", decided_at__isnull=False)
                    & (Q(decided_by=None) | Q(decided_by=F("proposed_by")))
                )
                | Q(outcome="expired", decided_by=None, decided_at__isnull=False),
                name="proposal_takes_two",
            ),
            models.CheckConstraint(condition=Q(outcome="open") | Q(sealed=None), name="proposal_secret_ends"),
            models.UniqueConstraint(
                fields=["court", "act", "subject"], condition=Q(outcome="open"), name="proposal_open_once"
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], condition=Q(outcome="open"), name="proposal_open")]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"

    @property
    def facts(self) -> dict[str, Any]:
        """What was asked for, as its kind wrote it."""
        found: dict[str, Any] = json.loads(self.payload)
        return found

    @property
    def waits(self) -> bool:
        return self.outcome == Outcome.OPEN and self.expires_at > timezone.now()
