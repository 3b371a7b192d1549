"""The calendar of quiet periods. The database itself keeps apart who asks and who agrees."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.domain.days import whole_days
from approvals.domain.quiet import ALWAYS_EXEMPT, BINDING, Stage
from publishing.ground.models import Court, CourtOwnedQuerySet, Person
from publishing.ground.rights import roles_of
from publishing.models import Account

STAGES = {
    Stage.PROPOSED: _("Proposed"),
    Stage.IN_FORCE: _("In force"),
    Stage.END_PROPOSED: _("In force, an end is proposed"),
    Stage.LIFTED: _("Lifted"),
    Stage.REFUSED: _("Refused"),
    Stage.WITHDRAWN: _("Withdrawn"),
}


class QuietKind(models.TextChoices):
    ELECTION = "election", _("Election")
    MOURNING = "mourning", _("Mourning")
    VACATION = "vacation", _("Judicial vacation")
    SECURITY = "security", _("Security")


class QuietPeriodQuerySet(CourtOwnedQuerySet):
    def binding(self) -> QuietPeriodQuerySet:
        """Those that two people have set and nobody has lifted, whenever they are."""
        return self.filter(stage__in=BINDING)

    def waiting(self) -> QuietPeriodQuerySet:
        """Those that wait for a second person. To end what is over already, nobody is needed."""
        return self.filter(Q(stage=Stage.PROPOSED) | Q(stage=Stage.END_PROPOSED, ends_at__gt=timezone.now()))

    def waiting_for(self, person: Person) -> QuietPeriodQuerySet:
        """Those on which `person` may decide: never on what they proposed."""
        own = Q(stage=Stage.PROPOSED, proposed_by=person) | Q(stage=Stage.END_PROPOSED, end_by=person)
        return self.for_person(person, *roles_of("quiet_confirm")).waiting().exclude(own)

    def over(self, now: datetime) -> QuietPeriodQuerySet:
        """Those that were in force and are no longer."""
        return self.filter(Q(stage=Stage.LIFTED) | Q(stage__in=BINDING, ends_at__lte=now))


class QuietPeriod(models.Model):
    """A time in which a court says only what cannot wait. In force once a second person has agreed.

    `starts_at` belongs to it, `ends_at` does not. Without `accounts` it covers the whole court. `turn` rises with
    every step, so that nobody agrees to what has changed since they read it. Its facts are written once; `ends_at`
    alone can come earlier, by two people again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="quiet_periods")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=QuietKind.choices)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    strict = models.BooleanField(_("strict"), default=False)
    exempt = models.JSONField(_("kinds of post that still go out"), default=list, blank=True)
    accounts = models.ManyToManyField(Account, blank=True, related_name="+", verbose_name=_("accounts"))
    area = models.CharField(_("area"), max_length=200, blank=True)
    basis = models.CharField(_("reason or reference"), max_length=300, blank=True)
    stage = models.CharField(
        max_length=20, choices=[(stage.value, words) for stage, words in STAGES.items()], default=Stage.PROPOSED.value
    )
    turn = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)  # why the last thing asked was refused
    # an end before its time: `end_to` empty means at once
    end_to = models.DateTimeField(null=True)
    end_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    end_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = QuietPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiet period")
        verbose_name_plural = _("quiet periods")
        ordering = ["starts_at", "ends_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="quiet_ends_after_start"),
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.PROPOSED.value, Stage.WITHDRAWN.value], decided_by=None)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="quiet_set_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.LIFTED.value)
                | (Q(end_by__isnull=False, ended_by__isnull=False) & ~Q(ended_by=F("end_by"))),
                name="quiet_lifted_by_two",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "ends_at"],
                condition=Q(stage__in=[stage.value for stage in BINDING]),
                name="quiet_binding",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def binds(self) -> bool:
        return self.stage in BINDING

    @property
    def waits(self) -> bool:
        """Whether a second person is asked. To end what is over already, nobody is needed."""
        ending = self.stage == Stage.END_PROPOSED and self.ends_at > timezone.now()
        return self.stage == Stage.PROPOSED or ending

    @property
    def asked_by(self) -> Person:
        """Who made the proposal that waits, or made the last one."""
        return self.end_by if self.stage == Stage.END_PROPOSED and self.end_by else self.proposed_by

    @property
    def exempt_kinds(self) -> tuple[str, ...]:
        """Kinds of post that still go out: those that were chosen, and those that always do."""
        return (*ALWAYS_EXEMPT, *(kind for kind in self.exempt if kind not in ALWAYS_EXEMPT))

    @property
    def days(self) -> tuple[date, date] | None:
        """Its first and last day when it is made of whole days of the court."""
        return whole_days(self.starts_at, self.ends_at, self.court.zone)
