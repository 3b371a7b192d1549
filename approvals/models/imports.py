"""Imports of the register: what was read from which file, how far it came, and what waits for the switch."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Waits to be read")
    CHECKING = "checking", _("Is being read")
    READY = "ready", _("Can be imported")
    REFUSED = "refused", _("Cannot be imported")
    ASKED = "asked", _("Waits to be imported")
    WRITING = "writing", _("Is being imported")
    TIDYING = "tidying", _("Imported, the index is being tidied")
    DONE = "done", _("Imported")
    UNDOING = "undoing", _("Is being taken back")
    FAILED = "failed", _("Nothing was imported")
    DROPPED = "dropped", _("Dropped")


MOVES = {
    ImportState.WAITING: {ImportState.CHECKING, ImportState.DROPPED, ImportState.FAILED},
    ImportState.CHECKING: {ImportState.READY, ImportState.REFUSED, ImportState.FAILED},
    ImportState.READY: {ImportState.ASKED, ImportState.DROPPED},
    ImportState.ASKED: {ImportState.WRITING, ImportState.READY, ImportState.DROPPED, ImportState.FAILED},
    ImportState.WRITING: {ImportState.TIDYING, ImportState.UNDOING},
    ImportState.TIDYING: {ImportState.DONE},
    ImportState.UNDOING: {ImportState.FAILED},
}
WORKING = (ImportState.CHECKING, ImportState.WRITING, ImportState.TIDYING, ImportState.UNDOING)
UNSETTLED = (ImportState.WRITING, ImportState.UNDOING)  # their new matters are not on the register
KEEPS_FILE = (ImportState.WAITING, ImportState.CHECKING, ImportState.READY, ImportState.ASKED, ImportState.WRITING)


class RegisterImport(models.Model):
    """One file for the register of one court. Holds counts, rows and codes of faults, never a word of the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    close_missing = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    read = models.PositiveBigIntegerField(default=0)  # bytes of the present pass
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)  # [row, field, code], the first of them
    warnings = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True)  # when the process that works on it last said so
    finished_at = models.DateTimeField(null=True)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["court"],
                condition=models.Q(state__in=["writing", "tidying", "undoing"]),
                name="one_import_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def percent(self) -> int:
        return min(100, self.read * 100 // self.size) if self.size else 0


class StagedChange(models.Model):
    """What an import will change of a matter that the register knows, sealed until the switch."""

    VAULT_ROWS = {"sealed": "import:{0.register_import_id}:{0.matter_id}"}

    register_import = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="changes")
    matter = models.ForeignKey("approvals.Matter", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()  # changed_at of the matter when this was made
    sealed = models.BinaryField()


class RegisterSource(models.Model):
    """Where a court's register is fetched from each night."""

    VAULT_ROWS = {"credentials": "source:{0.pk}:credentials"}

    class Kind(models.TextChoices):
        FOLDER = "folder", _("A folder of this installation")
        ADDRESS = "address", _("An address")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.OneToOneField(Court, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FOLDER)
    place = models.CharField(max_length=500)  # name of a folder below settings.REGISTER_FOLDER, or an https address
    credentials = models.BinaryField(null=True, editable=False)
    close_missing = models.BooleanField(default=False)
    enabled = models.BooleanField(default=True)
    hour = models.PositiveSmallIntegerField(default=3)  # in the court's time
    tried_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)  # a key of the wording
    last_sha256 = models.CharField(max_length=64, blank=True)

    objects = CourtOwnedQuerySet.as_manager()


class IndexRules(models.Model):
    """By which rules the tags of a court's names were made, and how far a remaking came."""

    court = models.OneToOneField(Court, primary_key=True, on_delete=models.CASCADE, related_name="+")
    rules = models.CharField(max_length=40)
    remaking = models.CharField(max_length=40, blank=True)  # the rules that a remaking under way follows
    reached = models.UUIDField(null=True)  # the last matter that it remade
