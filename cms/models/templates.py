"""Templates of posts, and the rules by which notices are drafted from them again and again."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.blanks import Blank, Need, blanks_of
from publishing.ground.models import Court, CourtOwnedQuerySet
from publishing.kinds import Aim, Kind

from .images import CourtImage

UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class TemplateState(models.TextChoices):
    PROPOSED = "proposed", _("Waits for a second person")
    IN_USE = "in-use", _("In use")
    REFUSED = "refused", _("Refused")
    ENDED = "ended", _("No longer used")


class TemplateQuerySet(CourtOwnedQuerySet):
    def in_use(self) -> TemplateQuerySet:
        return self.filter(state=TemplateState.IN_USE)


class Template(models.Model):
    """One version of one template. Its words are never changed: who wants others proposes the next version.

    Title, text and link hold blanks such as {room}; `fields` are the blanks, as cms.blanks.rows_of gives them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="templates")
    series = models.UUIDField(default=uuid.uuid4, editable=False)  # the same for all versions of one template
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=32, choices=Kind.choices)
    aim = models.CharField(_("aim"), max_length=32, choices=Aim.choices)
    language = models.CharField(_("language"), max_length=16)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), max_length=10_000)
    link = models.CharField(_("link"), max_length=2000, blank=True)
    fields = models.JSONField(_("fields"), default=list, blank=True)
    locked = models.BooleanField(_("locked"), default=True)
    picture = models.ForeignKey(
        CourtImage, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("picture")
    )
    picture_alt = models.TextField(_("text for people who cannot see the picture"), max_length=2000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=TemplateState.choices, default=TemplateState.PROPOSED, editable=False
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    answer = models.CharField(_("reason"), max_length=300, blank=True, editable=False)  # of who refused it
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["name", "language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(state=TemplateState.IN_USE), name="template_one_in_use"
            ),
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(state=TemplateState.PROPOSED), name="template_one_proposed"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=TemplateState.IN_USE) | models.Q(decided_by__isnull=False),
                name="template_use_is_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("made_by")),
                name="template_two_people",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        return blanks_of(self.fields)

    @property
    def parts(self) -> dict[str, str]:
        """The texts that may hold blanks, by name."""
        return {"title": self.title, "body": self.body, "link": self.link}

    def needs(self, need: Need) -> bool:
        """Whether a field is filled from a matter, or from a period."""
        return any(blank.need == need for blank in self.blanks)

    @property
    def needs_matter(self) -> bool:
        return self.needs(Need.MATTER)

    @property
    def needs_period(self) -> bool:
        return self.needs(Need.PERIOD)


def template_names(court_id: int, keys: list[str]) -> dict[str, str]:
    """{id: name and version}, for the audit trail."""
    wanted = [key for key in keys if UUID_FORM.fullmatch(key)]
    rows = Template.objects.filter(court_id=court_id, pk__in=wanted)
    return {str(pk): f"{name}, {version}" for pk, name, version in rows.values_list("pk", "name", "version")}


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class RecurringQuerySet(CourtOwnedQuerySet):
    def active(self) -> RecurringQuerySet:
        return self.filter(ended_at=None)


class Recurring(models.Model):
    """A rule by which a notice is drafted again and again, for its author to submit. Days and times are the court's.

    It points to a template as such (`series`), and drafts from the version that is in use by then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="recurring")
    series = models.UUIDField(_("template"))
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    every = models.PositiveSmallIntegerField(  # weeks or months
        _("every"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    weekdays = models.JSONField(_("days"), default=list)  # 0 is Monday
    place = models.SmallIntegerField(_("which one of the month"), default=1)  # -1 is the last; for months only
    at = models.TimeField(_("time"))
    starts_on = models.DateField(_("from"))
    weeks_ahead = models.PositiveSmallIntegerField(
        _("drafted so many weeks ahead"), default=1, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    covers_from = models.PositiveSmallIntegerField(  # days after the day on which it goes out
        _("first day that it covers"), default=0, validators=[MaxValueValidator(60)]
    )
    covers_days = models.PositiveSmallIntegerField(
        _("days that it covers"), default=7, validators=[MinValueValidator(1), MaxValueValidator(62)]
    )
    values = models.JSONField(_("fields"), default=dict, blank=True)  # of those that the register does not fill
    accounts = models.ManyToManyField("publishing.Account", related_name="+", verbose_name=_("accounts"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    set_at = models.DateTimeField(editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = RecurringQuerySet.as_manager()

    class Meta:
        verbose_name = _("recurring notice")
        verbose_name_plural = _("recurring notices")
        ordering = ["-set_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(every__range=(1, 12), weeks_ahead__range=(1, 8), covers_days__range=(1, 62)),
                name="recurring_sane",
            ),
            models.CheckConstraint(condition=models.Q(place__in=[-1, 1, 2, 3, 4]), name="recurring_place"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def template(self) -> Any:
        """The version that is in use, or None."""
        return Template.objects.in_use().filter(court=self.court_id, series=self.series).first()


class RecurringDraft(models.Model):
    """What became of one day of a rule. Without a post its draft could not be made, and is tried again until its time.

    `reason` is a code of cms.services.recurring; `lacking` are names of fields.
    """

    rule = models.ForeignKey(Recurring, on_delete=models.PROTECT, related_name="drafts")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    due_at = models.DateTimeField(_("release time"))
    post = models.OneToOneField("cms.Post", null=True, on_delete=models.PROTECT, related_name="recurring_draft")
    reason = models.CharField(max_length=20, blank=True)
    lacking = models.JSONField(default=list)
    told_at = models.DateTimeField(null=True)  # when the press office was told that it could not be made
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["rule", "day"], name="recurring_day_once")]

    def __str__(self) -> str:
        return str(self.pk)
