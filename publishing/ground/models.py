"""What every app stands on: courts, people, their roles, and the audit trail."""

from __future__ import annotations

import re
import uuid
import zoneinfo
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NoReturn

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .canonical import CanonicalEncoder
from .confidence import hidden_from
from .proposal_rows import Proposal
from .roles import READERS, UNGATED, Role, widened
from .suspension import Suspension, suspended
from .zones import day_ends, time_zones

__all__ = ["Proposal", "Role", "Suspension"]  # told to the type checker; everything else is defined here


class Person(AbstractUser):
    """A human being who signs in. What they may do comes from their memberships, never from a flag."""

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_full_name() or self.username


def validate_time_zone(value: str) -> None:
    if value not in time_zones():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Write it as Area/City, such as Europe/Zagreb."), params={"value": value}
        )


LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


def validate_languages(value: object) -> None:
    if not isinstance(value, list) or not value:
        raise ValidationError(_("Name at least one language, such as en."))
    for code in value:
        if not isinstance(code, str) or not LANGUAGE.fullmatch(code):
            raise ValidationError(
                _("“%(value)s” is not a language code. Write codes such as en, fr or pt-BR."), params={"value": code}
            )


def validate_domains(value: object) -> None:
    for domain in value if isinstance(value, list) else [value]:
        if not isinstance(domain, str) or not DOMAIN.fullmatch(domain):
            raise ValidationError(
                _("“%(value)s” is not a web domain. Write only the name in small letters, such as court.example."),
                params={"value": domain},
            )


class CourtQuerySet(models.QuerySet["Court"]):
    def for_person(self, person: Person, *roles: str) -> CourtQuerySet:
        """Courts where `person` holds one of `roles`, or may do the same (see COVERED_BY); one of READERS when none is
        named. Superusers get no more.
        """
        if not person.is_authenticated or not person.is_active:
            return self.none()
        return self.filter(pk__in=Membership.objects.holding(*(roles or READERS)).filter(person=person).values("court"))


class Court(models.Model):
    """An institution. Everything that is said, decided or counted belongs to exactly one."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), unique=True)
    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z][A-Z0-9]{1,11}$", _("Write 2 to 12 capitals and digits, such as NCA."))],
        help_text=_("Capitals at the head of every reference, such as NCA in NCA-2026-0187."),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    languages = models.JSONField(
        _("languages"),
        default=list,
        validators=[validate_languages],
        help_text=_("BCP 47 codes, the first is the default."),
    )
    domains = models.JSONField(_("web domains"), default=list, blank=True, validators=[validate_domains])
    collection = models.OneToOneField(
        "wagtailcore.Collection", null=True, on_delete=models.PROTECT, related_name="court"
    )
    # Until then roles count without a training (see TrainingWaiver); and of which days before it people were told.
    training_waived_until = models.DateTimeField(null=True, editable=False)
    training_told_days = models.PositiveSmallIntegerField(null=True, editable=False)
    register_version = models.PositiveBigIntegerField(default=0, editable=False)  # rises with every change of it

    objects = CourtQuerySet.as_manager()

    class Meta:
        verbose_name = _("court")
        verbose_name_plural = _("courts")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    def holders(self, *roles: str) -> set[int]:
        """Ids of the people of whom one of `roles`, or a role that covers it, counts here now."""
        return set(Membership.objects.holding(*roles).filter(court=self).values_list("person", flat=True))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def holding(self, *roles: str) -> MembershipQuerySet:
        """Those that count now, in one of `roles` or a role that covers it. Whoever asks what somebody may do asks
        here: the person can sign in, is not suspended there, and is trained for the role, or the court waives that.
        """
        return self.filter(_counts_now(), role__in=widened(roles), person__is_active=True)

    def resting(self) -> MembershipQuerySet:
        """Those that count for nothing until the person is trained."""
        return self.filter(~_trained())

    def locked(self, court: Court, person: Person) -> list[Membership]:
        """The person's roles in `court`, locked first of all by whoever takes them away and by whoever decides by them,
        so that of the two one comes first.
        """
        return list(self.filter(court=court, person=person).order_by("pk").select_for_update())


class Membership(models.Model):
    """One role of one person in one court."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=32, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    # Among judges, 1 is the most senior; without numbers, whoever was appointed first.
    seniority = models.PositiveSmallIntegerField(_("seniority"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "person", "role"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.court}"


class CourtOwnedQuerySet(models.QuerySet):
    """For every model with a `court`: the one way to ask what a person may see."""

    def for_person(self, person: Person, *roles: str):  # type: ignore[no-untyped-def]
        return self.filter(court__in=Court.objects.for_person(person, *roles))


class OfPostQuerySet(CourtOwnedQuerySet):
    """For every model whose rows speak of one post. `REFERENCE` is the path to the reference of that post."""

    REFERENCE = "reference"

    def for_person(self, person: Person, *roles: str):  # type: ignore[no-untyped-def]
        return super().for_person(person, *roles).known_to(person)

    def known_to(self, person: Person):  # type: ignore[no-untyped-def]
        """Without what speaks of a sealed post that does not name `person`. Superusers get no more."""
        return self.exclude(**{f"{self.REFERENCE}__in": hidden_from(person)})


class TrainingQuerySet(CourtOwnedQuerySet):
    def lasting(self) -> TrainingQuerySet:
        """Those that open their role now."""
        return self.filter(withdrawn_at=None, ends_at__gt=timezone.now())


class TrainingWaiver(models.Model):
    """A time in which the roles of a court count without a training, and why. The newest one stands on the court."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="training_waivers")
    until = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = CourtOwnedQuerySet.as_manager()

    @property
    def until_on(self) -> date:
        """Its last day, on the court's calendar."""
        return (self.until - timedelta(microseconds=1)).astimezone(self.court.zone).date()


class Training(models.Model):
    """That a person completed what a role of one court asks for. Until it runs out, it opens that role.

    `expires_on` is the last day on which it counts, on the court's calendar; `ends_at` is where that day ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="trainings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trainings")
    role = models.CharField(_("role"), max_length=32, choices=Role.choices)
    course = models.CharField(_("course"), max_length=200)
    completed_on = models.DateField(_("completed on"))
    expires_on = models.DateField(_("counts until"))
    ends_at = models.DateTimeField(editable=False)
    entered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    told_days = models.PositiveSmallIntegerField(null=True, editable=False)  # the last warning: 30, 7, or 0 at its end

    objects = TrainingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("completed_on")), name="training_ends_after_it_is_done"
            ),
            models.UniqueConstraint(
                fields=["court", "person", "role", "completed_on"],
                condition=models.Q(withdrawn_at=None),
                name="training_entered_once",
            ),
            models.CheckConstraint(
                condition=models.Q(entered_by=None) | ~models.Q(entered_by=models.F("person")),
                name="training_entered_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "court", "role", "ends_at"],
                condition=models.Q(withdrawn_at=None),
                name="training_lasting",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.ends_at = day_ends(self.expires_on, self.court.zone)
        super().save(*args, **kwargs)


def _counts_now() -> models.Q:
    """That a membership counts: the gate before every right."""
    return _trained() & ~suspended()


def _trained() -> models.Q:
    """Asked of every role but an administrator's, who must be able to enter trainings."""
    mine = {name: models.OuterRef(name) for name in ("court", "person", "role")}
    trained = models.Q(models.Exists(Training.objects.lasting().filter(**mine)))
    return models.Q(role__in=UNGATED) | models.Q(court__training_waived_until__gt=timezone.now()) | trained


class AppendOnly(Exception):
    """The audit trail is only ever appended to."""


def _refuse(*args: Any, **kwargs: Any) -> NoReturn:
    raise AppendOnly("Audit entries are never changed or deleted. Append a new one with audit.record().")


class AuditEntryQuerySet(CourtOwnedQuerySet):
    update = delete = bulk_update = update_or_create = _raw_delete = _refuse

    def bulk_create(self, objs: Iterable[Any], batch_size: int | None = None, *args: Any, **kwargs: Any) -> list[Any]:
        if args or kwargs:
            _refuse()
        return super().bulk_create(objs, batch_size)


class AuditEntry(models.Model):
    """One act, never changed. Inserted unsealed with its MAC; the sealer gives `seq`, `previous` and `hash`.

    `facts` holds ids, codes, offsets and digests, never words of a post or protected names.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="audit_entries")
    at = models.DateTimeField(_("when"))
    act = models.CharField(_("act"), max_length=40)
    actor = models.CharField(_("who"), max_length=150)  # "person:<id>", "worker:<name>", "system"
    subject = models.CharField(_("what"), max_length=150)  # "post:<id>", "delivery:<id>", "matter:<code>" …
    facts = models.JSONField(_("facts"), default=dict, encoder=CanonicalEncoder)
    mac = models.BinaryField(max_length=32)
    seq = models.PositiveBigIntegerField(null=True)
    previous = models.BinaryField(max_length=32, null=True)
    hash = models.BinaryField(max_length=32, null=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["court", "seq"], name="audit_position_once")]
        indexes = [
            models.Index(fields=["court", "at"], name="audit_court_at"),
            models.Index(fields=["subject"], name="audit_subject"),
            models.Index(fields=["court"], condition=models.Q(seq=None), name="audit_unsealed"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    delete = _refuse


class ChainHead(models.Model):
    """Where one court's chain ends. Its MAC makes a cut tail show before the next anchor."""

    court = models.OneToOneField(Court, on_delete=models.PROTECT, primary_key=True, related_name="chain_head")
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)
    mac = models.BinaryField(max_length=32)


class Anchor(models.Model):
    """The head of one court's chain on one day (UTC), signed. `filed_at` is when the anchor file had it."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="anchors")
    day = models.DateField()
    seq = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)
    line = models.TextField()  # exactly what was signed, filed and mailed
    filed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "day"], name="anchor_once_a_day")]


class Notice(models.Model):
    """One thing that one person is told: a row of their list, and a mail that stays until the server has taken it.

    A row of kind "digest" is the mail that carries others. `topic` names what the notice is about, such as
    "round:12"; once that is settled the notice is over: it is mailed no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    court = models.ForeignKey(Court, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=20, default="en")  # of subject and body
    subject = models.CharField(max_length=200)
    body = models.TextField()
    url = models.CharField(max_length=500, blank=True)
    due_at = models.DateTimeField(null=True)  # when what it is about goes out
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    listed = models.BooleanField(default=True)  # on the person's own page
    mailed = models.BooleanField(default=True)
    paced = models.BooleanField(default=False)  # waits for its person's next window
    carrier = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="carried")
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)  # a code of `mailing`, never the server's own words

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(sent_at=None), name="notice_waiting"),
            models.Index(fields=["person", "-created_at"], name="notice_of_person"),
            models.Index(fields=["topic"], condition=~models.Q(topic=""), name="notice_topic"),
        ]


class NoticeChoice(models.Model):
    """How one person wants to be asked for decisions: at once, or in the windows of their court."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="notice_choice")
    at_once = models.BooleanField(default=False)


def two_windows() -> list[str]:
    """When a court that said nothing asks for decisions."""
    return ["08:00", "14:00"]


class CourtPace(models.Model):
    """When one court asks for decisions, as "HH:MM" of its own time, and how many a day it asks of one judge."""

    court = models.OneToOneField(Court, on_delete=models.PROTECT, primary_key=True, related_name="pace")
    windows = models.JSONField(default=two_windows)
    most_a_day = models.PositiveSmallIntegerField(null=True)
