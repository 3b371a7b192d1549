"""Accounts, the immutable Releases, and what became of each Delivery."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.alert_rows import Alert, AlertCall
from publishing.domain.delivery import State
from publishing.domain.timing import TRIES
from publishing.ground.models import Court, CourtOwnedQuerySet, OfPostQuerySet

__all__ = ["Alert", "AlertCall"]  # told to the type checker; everything else is defined here


def private_storage() -> FileSystemStorage:
    """Files without a public address: a view that checks court and state serves them."""
    return FileSystemStorage(location=settings.PRIVATE_MEDIA_ROOT, base_url=None)


class Account(models.Model):
    """One court's official presence on one network."""

    VAULT_ROWS = {"credentials": "account:{0.pk}:credentials"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="accounts")
    network = models.CharField(_("network"), max_length=32)
    handle = models.CharField(_("handle"), max_length=200)
    display_name = models.CharField(_("name shown"), max_length=200, blank=True)
    base_url = models.URLField(_("server"))
    profile_url = models.URLField(_("profile"), blank=True)
    remote_id = models.CharField(max_length=200, blank=True)
    limits = models.JSONField(default=dict, blank=True)  # numbers of this server that differ from the limits row
    credentials = models.BinaryField(null=True, editable=False)  # sealed by the vault, bound to this row
    connected = models.BooleanField(_("connected"), default=False)
    refused_at = models.DateTimeField(null=True, blank=True)  # since when its server refuses the secret
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(fields=["court", "network", "handle"], name="account_once")]

    def __str__(self) -> str:
        return f"{self.network}: {self.handle}"


def fitted_path(medium: FittedMedium, filename: str) -> str:
    return f"fitted/{medium.court_id}/{medium.sha256[:2]}/{medium.sha256}"


class FittedMedium(models.Model):
    """A picture as it will be sent: fitted, re-encoded without metadata, named by the SHA-256 of its bytes."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    mime = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to=fitted_path, storage=private_storage)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "sha256"], name="fitted_once")]


class ReleaseChanged(Exception):
    """A Release says for ever what was cleared: only its review and its withdrawal are written later."""


class ReleaseQuerySet(OfPostQuerySet):
    def update(self, **fields: Any) -> int:
        if refused := fields.keys() - Release.WRITTEN_LATER:
            raise ReleaseChanged(", ".join(sorted(refused)))
        return super().update(**fields)


class Release(models.Model):
    """The immutable cleared snapshot of a post, due at a time. `content` is the canonical JSON that `digest` covers."""

    WRITTEN_LATER = frozenset(
        {
            "reviewed_at",
            "reviewed_register_version",
            "review_leased_until",
            "withdrawn_at",
            "withdrawn_reason",
        }
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="releases")
    reference = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)  # for staff and the public record; part of no message
    kind = models.CharField(max_length=32)
    aim = models.CharField(max_length=32)
    languages = models.JSONField(default=list)
    matters = models.JSONField(default=list)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    clearance = models.JSONField()
    route = models.CharField(max_length=8)
    due_at = models.DateTimeField(db_index=True)
    missed_minutes = models.PositiveIntegerField(null=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replacements")
    submitted_at = models.DateTimeField()
    cleared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    # the last full review, by the gate
    reviewed_at = models.DateTimeField(null=True)
    reviewed_register_version = models.PositiveBigIntegerField(null=True)
    review_leased_until = models.DateTimeField(null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "reference", "version"], name="release_version_once")]
        ordering = ["-due_at"]

    def __str__(self) -> str:
        return f"{self.reference} v{self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ReleaseChanged(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ReleaseChanged(str(self))


def number_known(prefix: str = "") -> models.Q:
    """Deliveries with the network's own number, not the beginning of an address that a person typed."""
    return ~models.Q(**{f"{prefix}remote_url__startswith": models.F(f"{prefix}remote_id")})


class DeliveryQuerySet(OfPostQuerySet):
    REFERENCE = "release__reference"


class Delivery(models.Model):
    """One Release to one Account. `state` has one writer: services.move and its bulk form in the dispatcher."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="deliveries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="deliveries")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in State], default=State.SCHEDULED)
    next_attempt_at = models.DateTimeField(null=True)  # empty: nothing happens by itself
    ordered_at = models.DateTimeField(null=True)  # a named person had it sent although its time had passed
    tries = models.PositiveIntegerField(default=0)
    tries_limit = models.PositiveIntegerField(default=TRIES)  # a named person who orders another try raises it
    lookups = models.PositiveIntegerField(default=0)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    # Why held, failed or unknown: as a person wrote it, or as it was worded here when it happened. What the system
    # says itself stands in `because` too, as code and facts (ground.saying), and is worded anew for each reader.
    reason = models.TextField(blank=True)
    because = models.JSONField(default=list)
    remote_id = models.CharField(max_length=300, blank=True)
    remote_url = models.URLField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "account"], name="delivery_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["sent", "withdrawing", "withdrawn"]) | ~models.Q(remote_id=""),
                name="sent_has_remote_id",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"], condition=models.Q(state="scheduled"), name="delivery_scheduled"
            ),
            models.Index(fields=["lease_until"], condition=models.Q(state="sending"), name="delivery_sending"),
            models.Index(fields=["next_attempt_at"], condition=models.Q(state="unknown"), name="delivery_unknown"),
            models.Index(
                fields=["next_attempt_at"], condition=models.Q(state="withdrawing"), name="delivery_withdrawing"
            ),
            models.Index(fields=["court", "state"], name="delivery_court_state"),
            models.Index(fields=["changed_at"], name="delivery_changed"),
        ]

    @property
    def number_known(self) -> bool:
        """Whether `remote_id` is the network's own number, not the beginning of an address that a person typed."""
        return not self.remote_url.startswith(self.remote_id)


class Attempt(models.Model):
    """One try: the exact request, committed before the first byte left, and what came back."""

    class Purpose(models.TextChoices):
        SEND = "send", _("send")
        LOOKUP = "lookup", _("look up")
        WITHDRAW = "withdraw", _("withdraw")

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    purpose = models.CharField(max_length=16, choices=Purpose.choices, default=Purpose.SEND)
    number = models.PositiveIntegerField()
    worker = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    payload = models.JSONField(default=dict)
    memo = models.JSONField(default=dict)
    outcome = models.CharField(max_length=32, blank=True)
    evidence = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "purpose", "number"], name="attempt_once")]


class Pause(models.Model):
    """Nothing new is sent while an unlifted pause covers it. Empty scope fields mean: everything."""

    court = models.ForeignKey(Court, null=True, on_delete=models.PROTECT, related_name="pauses")
    network = models.CharField(max_length=32, blank=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    # Whoever pauses may let through what two people on duty, or one alone, released on the route of emergencies.
    spares_emergencies = models.BooleanField(default=False, db_default=False)
    paused_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    paused_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lift_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["lifted_at"], condition=models.Q(lifted_at=None), name="pause_active")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lifted_at=None, lifted_by=None)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False, lift_asked_by__isnull=False),
                name="lifted_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(lift_asked_by=None) | ~models.Q(lifted_by=models.F("lift_asked_by")),
                name="lifted_by_two",
            ),
        ]


class WorkerBeat(models.Model):
    """A sign of life of one dispatcher or cluster."""

    class Kind(models.TextChoices):
        DISPATCHER = "dispatcher", _("dispatcher")
        CLUSTER = "cluster", _("cluster")

    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.DISPATCHER)
    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


class Budget(models.Model):
    """What the rate limit of a network leaves to one account, as its answers said. Nothing is claimed beyond it."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="budget")
    remaining = models.PositiveIntegerField(null=True)  # requests until `resets_at`; each claim counts it down
    resets_at = models.DateTimeField(null=True)
    waits_until = models.DateTimeField(null=True)  # the network said: not before


class Breaker(models.Model):
    """A server that fails again and again. The row goes when the server answers.

    Nothing is claimed before `open_until`; after it one delivery tries, and the others wait for what comes of it.
    """

    network = models.CharField(max_length=32)
    base_url = models.URLField()
    failures = models.PositiveIntegerField(default=0)  # in a row
    open_until = models.DateTimeField(null=True)
    on_trial = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "base_url"], name="breaker_once")]
