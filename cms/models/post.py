"""What staff draft. A snippet that Wagtail never publishes: what goes out is a Release."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from approvals.domain.reviewable import Origin, Wording
from approvals.models import Drill
from approvals.services.drilling import drill_refusal
from approvals.services.questions import frozen_words
from approvals.services.reviews import subject_of
from cms.freezing import submission_of
from cms.origins import origin_of
from cms.rendering import unchanged
from cms.states import OPEN, PostState
from cms.wordings import wordings_of
from publishing.domain.message import Submission
from publishing.ground.drill import MARK
from publishing.ground.models import Court
from publishing.ground.subjects import numbers
from publishing.kinds import Aim, Kind
from publishing.models import Account, Release

from .images import CourtImage
from .locks import AskedLock, DrillLock, SubmittedLock
from .sealing import PostQuerySet
from .searching import index_on_commit
from .templates import Template


class ReferenceCounter(models.Model):
    """The last number given to a post of one court in one year."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "year"], name="reference_counter_once")]

    @classmethod
    def take(cls, court: Court) -> str:
        """The next reference. Its transaction must also store it: whoever rolls back gives the number back."""
        year = timezone.now().astimezone(court.zone).year
        row, _made = cls.objects.get_or_create(court=court, year=year)
        cls.objects.filter(pk=row.pk).update(last=models.F("last") + 1)
        row.refresh_from_db()
        return f"{court.code}-{year}-{row.last:04d}"


class Post(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
):
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="posts", verbose_name=_("court"))
    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200, help_text=_("For staff and the public record."))
    kind = models.CharField(_("kind"), max_length=32, choices=Kind.choices)
    aim = models.CharField(_("aim"), max_length=32, choices=Aim.choices)
    language = models.CharField(_("language"), max_length=16)
    text = models.TextField(_("text"), blank=True)
    link = models.URLField(_("link"), max_length=2000, blank=True)
    matters = ParentalManyToManyField("approvals.Matter", blank=True, related_name="+", verbose_name=_("matters"))
    due_at = models.DateTimeField(_("release time"), null=True, blank=True)
    missed_minutes = models.PositiveIntegerField(
        _("minutes late"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
    )  # empty: wait for a person
    corrects = models.ForeignKey(
        Release, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("corrects")
    )
    drafted_from = models.ForeignKey(
        Template, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    # {"values": {field: as it is kept}, "matter": id, "period": [first day, last day]}, of its template
    fields = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    # Written for a drill: by its reference, which no Release may bear, it never goes out.
    drill = models.OneToOneField(
        Drill, null=True, blank=True, on_delete=models.PROTECT, related_name="post", editable=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("author")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    live = models.BooleanField(default=False, editable=False)  # for ever: see publish()
    # The next two are written through queryset updates only: see STATE_FIELDS.
    state = models.CharField(
        _("state"), max_length=16, choices=PostState.choices, default=PostState.DRAFT, editable=False, db_index=True
    )
    taken_back = models.ForeignKey(Release, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    # What belongs to the post as a whole and to no revision of it.
    STATE_FIELDS: ClassVar[frozenset[str]] = frozenset(
        {"state", "taken_back", "live", "court", "reference", "author", "created_at", "drill"}
    )
    search_auto_update = False  # see index_on_commit
    preview_modes: ClassVar[list[Any]] = []
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("reference"),
        index.AutocompleteField("reference"),
        index.SearchField("text"),
        index.FilterField("court_id"),
        index.FilterField("drill_id"),
        index.FilterField("reference"),
        index.FilterField("state"),
        index.FilterField("kind"),
        index.FilterField("aim"),
    ]

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(live=False), name="post_never_live"),
            models.CheckConstraint(
                condition=models.Q(missed_minutes=None) | models.Q(missed_minutes__range=(1, 1440)),
                name="post_missed_minutes_sane",
            ),
            models.CheckConstraint(
                condition=models.Q(drill=None) & ~models.Q(reference__contains=MARK)
                | models.Q(drill__isnull=False, reference__contains=MARK, kind=Kind.EMERGENCY, corrects=None),
                name="post_of_a_drill_says_so",
            ),
        ]

    def __str__(self) -> str:
        return self.reference  # Wagtail writes it into logs, where no word of a draft belongs

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The first save gives the reference; later ones never touch STATE_FIELDS."""
        if self._state.adding:
            with transaction.atomic():
                drill = self.drill
                self.reference = drill.reference if drill else ReferenceCounter.take(self.court)
                super().save(*args, **kwargs)
                index_on_commit(self)
            return
        wanted = kwargs.pop("update_fields", None)
        if wanted is None:
            index_on_commit(self)
        names = set(wanted) if wanted is not None else self.own_fields()
        super().save(*args, update_fields=sorted(names - self.STATE_FIELDS), **kwargs)

    @classmethod
    def own_fields(cls) -> set[str]:
        columns = {field.name for field in cls._meta.concrete_fields if not field.primary_key}
        return columns | {"versions", "images", "matters"}

    def save_revision(self, user: Any = None, **kwargs: Any) -> Any:
        """Whoever saves has written: that is kept apart from the revision, which may be overwritten."""
        revision = super().save_revision(user=user, **kwargs)
        if user is not None:
            PostWriter.objects.update_or_create(post=self, person_id=user.pk, defaults={"at": timezone.now()})
        return revision

    def with_content_json(self, content: dict[str, Any]) -> Post:
        post: Post = super().with_content_json(content)
        for name in self.STATE_FIELDS:
            setattr(post, name, getattr(self, name))
        return post

    def get_latest_revision_as_object(self) -> Post:
        """The row itself: it always holds the newest draft, whatever became of a revision."""
        return self

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Raises PermissionDenied, always: approvals and a Release are the only way out."""
        raise PermissionDenied(_("A post goes out through approval, never through Wagtail."))

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        raise PermissionDenied(_("A post is withdrawn in the outbox, never through Wagtail."))

    def get_lock(self) -> SubmittedLock | None:
        if drill_refusal(self.reference):
            return DrillLock(self)
        if PostState(self.state) not in OPEN:
            return SubmittedLock(self)
        return AskedLock(self) if self.pk and frozen_words(subject_of(self)) else None

    def to_submission(self) -> Submission:
        """The frozen form of the newest draft.

        Raises cms.freezing.Incomplete without a time, and publishing.domain.limits.DoesNotFit when a message
        cannot be sent.
        """
        return submission_of(self)

    def template(self) -> str:
        """The id of its locked template while the post says just what that says with the fields kept here; else "".

        A template that is no longer in use is none.
        """
        return str(self.drafted_from_id) if unchanged(self) else ""

    def origin(self) -> Origin | None:
        """Its template, locked or open, and the values of its fields."""
        return origin_of(self)

    @property
    def locked_template(self) -> Template | None:
        """The template whose words nobody changes but through its fields."""
        template = self.drafted_from
        return template if template is not None and template.locked else None

    def writers(self) -> set[int]:
        """Ids of everyone who wrote: the author and every editor since."""
        return {self.author_id, *self.post_writers.values_list("person_id", flat=True)}

    def wordings(self) -> tuple[Wording, ...]:
        """Every text that people write, as it stands in the newest draft."""
        return wordings_of(self)

    def matter_codes(self) -> set[str]:
        """Codes of the matters that it names."""
        return {matter.code for matter in self.matters.all()}


def post_names(court_id: int, keys: list[str]) -> dict[str, str]:
    """{id: reference}, for the audit trail."""
    rows = Post.objects.filter(court_id=court_id, pk__in=numbers(keys))
    return {str(pk): reference for pk, reference in rows.values_list("pk", "reference")}


class PostWriter(models.Model):
    """A person who has written on a post, and when they did last."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="post_writers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="post_writer_once")]


class PostVersion(models.Model):
    """One account that the post goes to; with its own words where they differ."""

    post = ParentalKey(Post, on_delete=models.CASCADE, related_name="versions")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("account"))
    own_text = models.TextField(_("own words"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "account"], name="post_version_once")]
        ordering = ["pk"]

    @property
    def text(self) -> str:
        return self.own_text.strip() or self.post.text


class PostImage(Orderable):
    """A picture in use, with what it says to people who cannot see it."""

    post = ParentalKey(Post, on_delete=models.CASCADE, related_name="images")
    image = models.ForeignKey(CourtImage, on_delete=models.PROTECT, related_name="uses", verbose_name=_("picture"))
    alt = models.TextField(
        _("text for people who cannot see the picture"),
        max_length=2000,
        help_text=_("Say what it shows and why it matters here. Nobody fills this in for you."),
    )
    # As said for this post: what is said of the picture later changes nothing that was submitted.
    facts = models.JSONField(_("what is to be seen"), default=list, db_default=[], blank=True)

    class Meta(Orderable.Meta):
        pass

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.facts = self.facts or self.image.facts
        super().save(*args, **kwargs)
