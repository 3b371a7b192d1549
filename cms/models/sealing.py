"""Sealed posts: why a post is sealed at this moment, who is named on it, and who has read it.

A post is sealed while one of its matters is sealed or under embargo, or by hand, and until it has been said in
public. Nothing is stored of the first: an embargo ends by time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from approvals.models import Matter, MatterJudge
from approvals.models.register import sealed_for
from publishing.domain.delivery import State
from publishing.ground.models import Court, OfPostQuerySet, Person, Role
from publishing.models import Delivery

if TYPE_CHECKING:
    from .post import Post

SAID = (State.SENT, State.WITHDRAWING, State.WITHDRAWN)


class PostQuerySet(OfPostQuerySet):
    def sealed(self) -> PostQuerySet:
        """Those that only the people named on them may know of, at this moment."""
        by_hand = PostSeal.objects.filter(post=OuterRef("pk"))
        return self.filter(Exists(by_hand) | Exists(self._matters(matter__in=secret()))).exclude(Exists(_said()))

    def real(self) -> PostQuerySet:
        """Without what was written for a drill."""
        return self.filter(drill=None)

    def naming(self, person: Person) -> PostQuerySet:
        """Those that name `person`: who wrote, who was named or sealed it, and who keeps or judges its secret matters.

        Not whoever may not read a sealed matter of it, unless they wrote it themselves.
        """
        wrote = Q(author=person.pk) | Exists(self._writers(person))
        shut_out = self._matters(matter__in=unreadable(person))
        chosen = Q(Exists(PostReader.objects.filter(post=OuterRef("pk"), person=person.pk)))
        chosen |= Q(Exists(PostSeal.objects.filter(post=OuterRef("pk"), by=person.pk)))
        by_matter = Exists(self._matters(matter__in=kept_or_judged(person)))
        return self.filter(wrote | ((chosen | by_matter) & ~Exists(shut_out)))

    def _matters(self, **where: Any) -> QuerySet[Any]:
        model: Any = self.model
        found: QuerySet[Any] = model.matters.through.objects.filter(post=OuterRef("pk"), **where)
        return found

    def _writers(self, person: Person) -> QuerySet[Any]:
        model: Any = self.model
        writers: QuerySet[Any] = model.post_writers.rel.related_model.objects
        return writers.filter(post=OuterRef("pk"), person=person.pk)


def secret() -> QuerySet[Matter]:
    """Matters that are sealed or under embargo now."""
    return Matter.objects.secret()


def unreadable(person: Person) -> QuerySet[Matter]:
    """Sealed matters of which the person is neither a reader nor a judge."""
    judged = MatterJudge.objects.filter(person=person.pk).values("matter")
    return Matter.objects.filter(sealed=True).exclude(pk__in=sealed_for(person)).exclude(pk__in=judged)


def kept_or_judged(person: Person) -> QuerySet[Matter]:
    """Secret matters that name the person as a reader or a judge."""
    judged = MatterJudge.objects.filter(person=person.pk).values("matter")
    read = Q(sealed=True, pk__in=sealed_for(person))
    return secret().filter(read | Q(pk__in=judged))


def _said() -> QuerySet[Delivery]:
    mine = {"release__court": OuterRef("court"), "release__reference": OuterRef("reference")}
    return Delivery.objects.filter(**mine, state__in=SAID)


class PostSeal(models.Model):
    """That somebody sealed a post by hand."""

    post = models.OneToOneField("cms.Post", on_delete=models.PROTECT, related_name="seal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class PostReader(models.Model):
    """A person whom somebody named on a post. It counts while the post is sealed."""

    post = models.ForeignKey("cms.Post", on_delete=models.PROTECT, related_name="post_readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "person"], name="post_reader_once"),
            models.CheckConstraint(condition=~Q(person=F("named_by")), name="post_reader_named_by_another"),
        ]


class PostReading(models.Model):
    """That a person read a sealed post on a day of its court's calendar."""

    post = models.ForeignKey("cms.Post", on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["post", "person", "day"], name="post_reading_once_a_day")]


def anything_secret() -> bool:
    """Whether any post may be sealed at all, in any court. It costs little, and every page asks several times."""
    return PostSeal.objects.exists() or secret().order_by().exists()


def hidden_posts(posts: PostQuerySet, person: Person) -> list[str]:
    """References of those of `posts` in the person's courts that are sealed and do not name the person.

    Step by step: most often there is nothing sealed, and one query of all this takes longer to build than to run.
    """
    if not anything_secret():
        return []
    mine = posts.filter(court__in=Court.objects.for_person(person, *Role))
    sealed = dict(mine.sealed().order_by().values_list("pk", "reference"))
    named = set(posts.naming(person).filter(pk__in=sealed).values_list("pk", flat=True)) if sealed else set()
    return [reference for key, reference in sealed.items() if key not in named]


def is_sealed(post: Post) -> bool:
    """Whether only named people may know of the stored post, at this moment."""
    return type(post).objects.sealed().filter(pk=post.pk).exists()


def named_people(post: Post) -> set[int]:
    """Ids of everybody who is named on the post, were it sealed: the same as `naming`, for all at once."""
    matters = list(post.matters.all())
    chosen = set(post.post_readers.values_list("person", flat=True))
    chosen |= set(PostSeal.objects.filter(post=post).values_list("by", flat=True))
    for matter in matters:
        chosen |= _keepers(matter)
    for matter in matters:
        if matter.sealed:
            chosen &= _keepers(matter)
    return chosen | post.writers()


def _keepers(matter: Matter) -> set[int]:
    """Ids of the readers of a sealed matter, and of the judges of a secret one."""
    if not secret().filter(pk=matter.pk).exists():
        return set()
    judges = set(MatterJudge.objects.filter(matter=matter).values_list("person", flat=True))
    return judges | (set(matter.readers.values_list("pk", flat=True)) if matter.sealed else set())
