"""What people say to each other about a post: remarks on its words, another wording, a question to the advisers."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.ground.models import Court, CourtOwnedQuerySet, OfPostQuerySet, Person, Role

from .decisions import Part, Round
from .register import Matter, sealed_for


class ReviewComment(models.Model):
    """A remark on words of one digest. Where they stand is kept, and the keyed hash of them, never the words.

    Without a surface it is about the post as a whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="comments")
    subject = models.CharField(max_length=150)
    digest = models.CharField(max_length=64)
    surface = models.CharField(max_length=80, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    words_hash = models.CharField(max_length=16, blank=True)
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        ordering = ["written_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(surface="", start=0, end=0, words_hash="")
                | (~Q(surface="") & ~Q(words_hash="") & Q(end__gt=F("start"))),
                name="comment_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="comment_resolved_by_a_person",
            ),
        ]
        indexes = [models.Index(fields=["subject", "written_at"], name="comment_subject")]


class SuggestionState(models.TextChoices):
    OPEN = "open", _("Waits for the author")
    APPLIED = "applied", _("Taken over")
    LEFT = "left", _("Left")


class Suggestion(models.Model):
    """Another wording, given together with a return. `changes` has key, old and new of each text that differs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    vote = models.OneToOneField(Part, on_delete=models.PROTECT, related_name="suggestion")
    subject = models.CharField(max_length=150)
    digest = models.CharField(max_length=64)
    changes = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=SuggestionState.choices, default=SuggestionState.OPEN)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = CourtOwnedQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SuggestionState.OPEN, settled_by=None, settled_at=None)
                | (~Q(state=SuggestionState.OPEN) & Q(settled_by__isnull=False, settled_at__isnull=False)),
                name="suggestion_settled_by_a_person",
            )
        ]
        indexes = [models.Index(fields=["subject", "state"], name="suggestion_subject_state")]


class QuestionState(models.TextChoices):
    OPEN = "open", _("Waits for an adviser")
    ANSWERED = "answered", _("Answered")
    TAKEN_BACK = "taken_back", _("Taken back")


class QuestionQuerySet(OfPostQuerySet):
    def for_person(self, person: Person, *roles: str) -> QuestionQuerySet:
        """Those that `person` asked, and those that they may be asked as adviser; nobody else's, superusers included.

        What concerns a sealed matter is only for advisers whom the matter names.
        """
        sealed = Matter.objects.filter(sealed=True).exclude(pk__in=sealed_for(person))
        about_sealed = Question.matters.through.objects.filter(matter__in=sealed).values("question")
        asked = Court.objects.for_person(person, Role.ADVISER)
        advises = Q(court__in=asked) & ~Q(pk__in=about_sealed)
        mine = Q(asked_by=person.pk, court__in=Court.objects.for_person(person))
        return self.known_to(person).filter(mine | advises)

    def open(self) -> QuestionQuerySet:
        return self.filter(state=QuestionState.OPEN)


class Question(models.Model):
    """Asked before posting: a private thread of one person with the advisers. While it is open the draft is frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=150)
    reference = models.CharField(max_length=40)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=40)
    matters = models.ManyToManyField(Matter, related_name="+")  # that the draft names or speaks of
    wording_hash = models.CharField(max_length=16)  # keyed, of every text of the draft when it was asked
    urgent = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    target_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    attached_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state=QuestionState.OPEN), name="question_open_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")), name="question_answered_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.ANSWERED) | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="question_answer_has_a_person",
            ),
            models.CheckConstraint(
                condition=Q(attached_at=None) | Q(state=QuestionState.ANSWERED), name="question_attached_when_answered"
            ),
        ]
        indexes = [models.Index(fields=["court", "state"], name="question_court_state")]

    def __str__(self) -> str:
        return self.reference

    @property
    def waits(self) -> bool:
        return self.state == QuestionState.OPEN

    @property
    def answered(self) -> bool:
        return self.state == QuestionState.ANSWERED

    @property
    def late(self) -> bool:
        return self.waits and self.target_at <= timezone.now()


class QuestionWords(models.Model):
    """One message of a thread, sealed by the vault: only its people read it, not who reads the database."""

    VAULT_ROWS = {"sealed": "{0.row}"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="words")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.BooleanField(default=False)
    sealed = models.BinaryField()

    objects: Any = CourtOwnedQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["question"], condition=Q(answer=True), name="question_answered_once")
        ]

    @property
    def row(self) -> str:
        """The row to which the vault binds the words."""
        return f"question:{self.question_id}:{self.pk}"
