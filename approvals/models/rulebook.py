"""What a court changed of the rules: packs, own words, weights. And what labelled posts said of such a change."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet

from .rules import _refuse


class RuleKind(models.TextChoices):
    PACK = "pack", _("Rule pack")
    WORD = "word", _("Own words")
    WEIGHT = "weight", _("Changed weight")
    BODY = "body", _("Public body")


class RuleChangeQuerySet(CourtOwnedQuerySet):
    delete = _raw_delete = _refuse

    def standing(self) -> RuleChangeQuerySet:
        """Those that the checks use."""
        return self.filter(ended_at=None)


class RuleChange(models.Model):
    """One thing in which a court's checks differ from the base. Written once: to change it, it is ended.

    `code` is the pack, or the check whose words or weight it is; of a public body "domain" or "handle".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="rule_changes")
    kind = models.CharField(max_length=8, choices=RuleKind.choices)
    code = models.CharField(max_length=40)
    table = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=8, blank=True)
    words = models.CharField(_("words"), max_length=80, blank=True)
    sentence = models.CharField(_("test sentence"), max_length=300, blank=True)
    weight = models.CharField(_("weight"), max_length=8, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = RuleChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of a court")
        verbose_name_plural = _("rules of a court")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "kind", "code", "table", "language", "words"],
                condition=Q(ended_at=None),
                name="rule_change_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="rule_change_ended_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.WEIGHT) | (Q(weight__gt="") & Q(reason__gt="")),
                name="weight_only_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.WORD) | (Q(table__gt="") & Q(words__gt="") & Q(sentence__gt="")),
                name="words_only_with_a_sentence",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.BODY) | (Q(words__gt="") & Q(reason__gt="")),
                name="body_only_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"

    delete = _refuse


class EvaluationState(models.TextChoices):
    WAITING = "waiting", _("Waits to be read")
    WORKING = "working", _("Is being scored")
    DONE = "done", _("Scored")
    FAILED = "failed", _("Broke off")


class Evaluation(models.Model):
    """The checks on one file of labelled posts, under the rules of that day and perhaps under others.

    `proposed` says what the others change. `result` holds counts, codes and line numbers, never a word of the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=EvaluationState.choices, default=EvaluationState.WAITING)
    rules_version = models.CharField(max_length=200, blank=True)
    proposed = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True)  # when the process that works on it last said so
    finished_at = models.DateTimeField(null=True)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def percent(self) -> int:
        return self.done * 100 // self.rows if self.rows else 0
