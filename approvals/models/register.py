"""The register of matters. What must never be read in clear is sealed by the vault, bound to its row."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet, Person

from .imports import UNSETTLED, RegisterImport
from .keyed import KeyField


class Status(models.TextChoices):
    PENDING = "pending", _("Pending")
    RESERVED = "reserved", _("Reserved")
    EMBARGOED = "embargoed", _("Judgment under embargo")
    HANDED_DOWN = "handed-down", _("Handed down")
    APPEALABLE = "appealable", _("May still be appealed")
    CLOSED = "closed", _("Closed")


class Outcome(models.TextChoices):
    """The words that the `embargo` check knows. They are sealed until read by a check or a registrar."""

    ALLOWED = "allowed", _("Allowed")
    ALLOWED_IN_PART = "allowed-in-part", _("Allowed in part")
    DISMISSED = "dismissed", _("Dismissed")
    CONVICTED = "convicted", _("Convicted")
    ACQUITTED = "acquitted", _("Acquitted")
    REMITTED = "remitted", _("Sent back")
    SETTLED = "settled", _("Settled")
    STRUCK_OUT = "struck-out", _("Struck out")


class Nature(models.TextChoices):
    """What makes a case one of which nothing is said without its presiding judge. Keys of route_table.MATTERS."""

    YOUTH = "youth", _("Young people")
    FAMILY = "family", _("Family")
    SEXUAL_OFFENCE = "sexual-offence", _("Sexual offence")
    PUBLIC_INTEREST = "public-interest", _("Followed closely by the public")


class MatterQuerySet(CourtOwnedQuerySet):
    def for_person(self, person: Person, *roles: str) -> MatterQuerySet:
        """Matters of the courts where `person` holds one of `roles`; a sealed one only for those whom it names."""
        found: MatterQuerySet = super().for_person(person, *roles)
        return found.readable_by(person)

    def readable_by(self, person: Person) -> MatterQuerySet:
        """Without the sealed matters that do not name `person` as a reader. Superusers get no more."""
        return self.settled().filter(models.Q(sealed=False) | models.Q(pk__in=sealed_for(person)))

    def secret(self) -> MatterQuerySet:
        """Those that are sealed or under embargo at this moment: what is written about them is sealed, too."""
        now = timezone.now()
        endless = models.Q(status=Status.EMBARGOED, embargo_until=None)
        return self.filter(models.Q(sealed=True) | models.Q(embargo_until__gt=now) | endless)

    def settled(self) -> MatterQuerySet:
        """Without those of an import that is not done yet."""
        return self.exclude(arrival__in=RegisterImport.objects.filter(state__in=UNSETTLED))


class Matter(models.Model):
    """One case on the court's register. The title on the file and the outcome may betray: both are sealed."""

    VAULT_ROWS = {"title_sealed": "matter:{0.pk}:title", "outcome_sealed": "matter:{0.pk}:outcome"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="matters")
    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._/\-]*$", _("Use letters, digits and - . / _ only."))],
        help_text=_("Short and without names, such as 26-388. It stands in findings and on the audit trail."),
    )
    docket = models.CharField(_("docket number"), max_length=120)
    title_sealed = models.BinaryField(null=True, editable=False)
    public_title = models.CharField(
        _("public title"),
        max_length=200,
        blank=True,
        help_text=_("What may be said in public, such as Re K (A Child)."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.PENDING)
    jury = models.BooleanField(_("jury"), default=False)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    handdown_notice_public = models.BooleanField(_("the time of hand-down may be announced"), default=False)
    outcome_sealed = models.BinaryField(null=True, editable=False)
    citations = models.JSONField(_("citations"), default=list, blank=True)
    aliases = models.JSONField(_("other names of the case"), default=list, blank=True)
    judges = models.JSONField(_("judges"), default=list, blank=True)
    nature = models.JSONField(_("nature of the case"), default=list, db_default=[], blank=True)  # of Nature
    livestream = models.BooleanField(_("hearing is streamed"), default=False)
    sealed = models.BooleanField(_("sealed"), default=False)
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    docket_key = KeyField("docket")
    title_key = KeyField("public_title")
    code_key = KeyField("code")
    arrival = models.ForeignKey(RegisterImport, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    row_hash = models.BinaryField(null=True, editable=False)  # keyed, of its row in the last import that had it

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["-changed_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["court", "code"], name="matter_code_once")]
        indexes = [
            models.Index(fields=["court", "docket_key"], name="matter_docket_key"),
            models.Index(fields=["court", "title_key"], name="matter_title_key"),
            models.Index(fields=["court", "code_key"], name="matter_code_key"),
            models.Index(fields=["court", "-changed_at", "-id"], name="matter_newest"),
            models.Index(fields=["court", "status", "-changed_at", "-id"], name="matter_status_newest"),
            # every review asks which matters are under embargo, whatever the post speaks of
            models.Index(
                fields=["court", "embargo_until"],
                condition=models.Q(embargo_until__isnull=False),
                name="matter_embargo",
            ),
            models.Index(fields=["court"], condition=models.Q(status=Status.EMBARGOED), name="matter_embargoed"),
        ]

    def __str__(self) -> str:
        return f"{self.docket}, {self.public_title}" if self.public_title else self.docket

    @property
    def under_embargo(self) -> bool:
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    @property
    def restricted(self) -> bool:
        """Whether an order is in force; over the orders that are loaded, where they are."""
        return any(order.in_force for order in self.restrictions.all())

    @property
    def subject(self) -> str:
        """How the audit trail speaks of it: without its code, since not everybody may read that of a sealed matter."""
        return f"matter:{self.pk}"


def sealed_for(person: Person) -> models.QuerySet:
    """Ids of the sealed matters that name `person` as a reader."""
    through = Matter.readers.through
    return through.objects.filter(person=person.pk).values("matter")


class MatterJudge(models.Model):
    """One judge who sits on a matter, as a person who signs in. Whoever presides decides on posts about it."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="panel")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    presiding = models.BooleanField(_("presides"), default=False)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("judge of a matter")
        verbose_name_plural = _("judges of matters")
        ordering = ["-presiding", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "person"], name="matter_judge_once"),
            models.UniqueConstraint(fields=["matter"], condition=models.Q(presiding=True), name="matter_presides_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Party(models.Model):
    """A person or body named in a matter. A protected one keeps its words only in `sealed`."""

    VAULT_ROWS = {"sealed": "party:{0.pk}:name"}

    class Kind(models.TextChoices):
        PARTY = "party", _("Party")
        COUNSEL = "counsel", _("Counsel")
        WITNESS = "witness", _("Witness")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="parties")
    kind = models.CharField(_("part in the case"), max_length=10, choices=Kind.choices, default=Kind.PARTY)
    role = models.CharField(_("role"), max_length=80, blank=True, help_text=_("Such as appellant or child."))
    protected = models.BooleanField(_("protected"), default=False)
    name = models.CharField(max_length=200, blank=True)  # these three are empty when protected
    forms = models.JSONField(default=list, blank=True)
    handles = models.JSONField(default=list, blank=True)
    sealed = models.BinaryField(null=True, editable=False)  # JSON of the three, when protected
    removed_at = models.DateTimeField(null=True)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(protected=False, sealed=None)
                | models.Q(protected=True, name="", handles=[], forms=[], sealed__isnull=False),
                name="protected_is_sealed",
            )
        ]

    def __str__(self) -> str:
        return str(_("Protected")) if self.protected else self.name
