"""What the built-in network keeps: accounts, pictures and posts, as any network would."""

from __future__ import annotations

import base64
import hashlib
import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet, Person
from publishing.models import private_storage

HANDLE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}\Z", _("A handle has at most 60 letters, digits, dots, hyphens or underscores.")
)


class SandboxAccount(models.Model):
    """Somebody who posts here, in the way of `network`. The token is kept as its SHA-256 only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    network = models.CharField(max_length=32, default="sandbox")
    handle = models.CharField(max_length=60, validators=[HANDLE])
    name = models.CharField(max_length=200)
    token_hash = models.CharField(max_length=64, unique=True)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "handle"], name="sandbox_handle_once")]

    @property
    def remote_id(self) -> str:
        """Its lasting name, in the form of its network."""
        if self.network != "bluesky":
            return str(self.id)
        return "did:plc:" + base64.b32encode(hashlib.sha256(self.id.bytes).digest())[:24].decode().lower()


def medium_path(medium: SandboxMedium, filename: str) -> str:
    return f"sandbox/{medium.account_id}/{medium.id}"


class SandboxMedium(models.Model):
    """An uploaded picture. Its id is made of account, bytes and description, so a second upload is the first one."""

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(SandboxAccount, on_delete=models.CASCADE, related_name="media")
    sha256 = models.CharField(max_length=64, db_index=True)  # of the bytes alone
    mime = models.CharField(max_length=40)
    alt = models.TextField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.FileField(upload_to=medium_path, storage=private_storage)


class SandboxPostQuerySet(models.QuerySet["SandboxPost"]):
    def standing(self) -> SandboxPostQuerySet:
        return self.filter(deleted_at=None)

    def for_person(self, person: Person) -> SandboxPostQuerySet:
        return self.filter(account__in=SandboxAccount.objects.for_person(person))


class SandboxPost(models.Model):
    """One post, once for each key of its account. A deleted one stays, so that its key is never used again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(SandboxAccount, on_delete=models.CASCADE, related_name="posts")
    key = models.CharField(max_length=100)
    body_hash = models.CharField(max_length=64)
    text = models.TextField()
    language = models.CharField(max_length=35)
    visibility = models.CharField(max_length=20)
    card = models.JSONField(null=True)
    record = models.JSONField(null=True)  # as it came, where the network's own way is to give it back so
    media = models.JSONField(default=list)  # ids of this account's pictures, in order
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    deleted_at = models.DateTimeField(null=True)

    objects = SandboxPostQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="sandbox_key_once")]
        ordering = ["-created_at", "id"]

    @property
    def remote_id(self) -> str:
        """Its id, in the form of its account's network."""
        if self.account.network != "bluesky":
            return str(self.id)
        return f"at://{self.account.remote_id}/app.bsky.feed.post/{self.key}"
