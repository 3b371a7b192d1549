"""Orders that restrict what may be said of a matter, and the order itself as a file. What betrays is sealed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet

from .register import Matter, Party


class RestrictionQuerySet(CourtOwnedQuerySet):
    def in_force(self) -> RestrictionQuerySet:
        """Orders that are neither lifted nor run out at this moment."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=timezone.now()), lifted_at=None)


class Restriction(models.Model):
    """An order. The text of the order and the details that would identify someone are sealed."""

    VAULT_ROWS = {"sealed": "restriction:{0.pk}:order"}

    class Type(models.TextChoices):
        ANONYMITY = "anonymity", _("Anonymity")
        NO_PUBLICATION = "no-publication", _("No publication")
        POSTPONEMENT = "postponement", _("Postponement")
        PRIVATE = "private", _("Heard in private")
        NO_IMAGE = "no-image", _("No images")
        STREAM_BARRED = "stream-barred", _("No live stream")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="restrictions")
    type = models.CharField(_("order"), max_length=20, choices=Type.choices)
    made_on = models.DateField(_("made on"), null=True, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)  # empty: until further order
    allowed_text = models.CharField(_("what may be said"), max_length=300, blank=True)
    # none: everybody who is protected in the matter
    protects = models.ManyToManyField(Party, blank=True, related_name="orders", verbose_name=_("whom it protects"))
    sealed = models.BinaryField(null=True, editable=False)  # JSON: details, text
    lifted_at = models.DateTimeField(null=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-made_on"]

    def __str__(self) -> str:
        return self.get_type_display()

    @property
    def in_force(self) -> bool:
        return self.lifted_at is None and (self.until is None or self.until > timezone.now())


class OrderFile(models.Model):
    """The order itself. Its bytes and its name are sealed, since both may name someone."""

    VAULT_ROWS = {"sealed": "orderfile:{0.pk}:bytes", "name_sealed": "orderfile:{0.pk}:name"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    order = models.OneToOneField(Restriction, on_delete=models.PROTECT, related_name="file")
    sealed = models.BinaryField(editable=False)
    name_sealed = models.BinaryField(editable=False)
    type = models.CharField(max_length=40)  # a media type of approvals.domain.order_files
    size = models.PositiveIntegerField()  # bytes
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an order")
        verbose_name_plural = _("files of orders")

    def __str__(self) -> str:
        return str(self.pk)
