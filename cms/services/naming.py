"""Sealing a post to named people, naming them, and keeping that they read it. The trail holds ids, never words."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.services import Result
from approvals.services.foreseen import route_foreseen
from approvals.wordings.routes import seats_words
from cms.models import Post, PostReader, PostReading, PostSeal
from cms.models.sealing import PostQuerySet, unreadable
from publishing.ground import audit
from publishing.ground.models import Court, Person, Role
from publishing.ground.rights import roles_of

from .refusals import Obstacle, PostRefused


@transaction.atomic
def post_seal(*, post: Post, by: Person) -> None:
    """Seals a post by hand: from now on only named people know of it, until it is out. Raises PostRefused."""
    row = _locked(post, by)
    _fresh, made = PostSeal.objects.get_or_create(post=row, defaults={"by": by})
    if made:
        audit.record(row.court, "post_sealed", actor=audit.actor_of(by), subject=f"post:{row.pk}")


@transaction.atomic
def post_unseal(*, post: Post, by: Person) -> None:
    """Takes the seal off that a hand put on. What its matters ask for stays. Raises PostRefused."""
    row = _locked(post, by)
    if PostSeal.objects.filter(post=row).delete()[0]:
        audit.record(row.court, "post_unsealed", actor=audit.actor_of(by), subject=f"post:{row.pk}")


@transaction.atomic
def post_name(*, post: Post, person: Person, by: Person) -> None:
    """Names a person of the court on a sealed post. Raises PostRefused for whoever may not read its matters."""
    row = _locked(post, by)
    if words := naming_refusal(row, person, by):
        raise PostRefused(Obstacle("person", words))
    if person.pk in row.writers():
        return
    _fresh, made = PostReader.objects.get_or_create(post=row, person=person, defaults={"named_by": by})
    if made:
        _record(row, "post_reader_named", person, by)


@transaction.atomic
def post_unname(*, post: Post, person: Person, by: Person) -> None:
    """Takes a name off that was put on the post. Writers, and people of its matters, stay. Raises PostRefused."""
    row = _locked(post, by)
    if PostReader.objects.filter(post=row, person=person).delete()[0]:
        _record(row, "post_reader_removed", person, by)


@transaction.atomic
def post_read(*, post: Post, person: Person) -> None:
    """Keeps that a named person read a sealed post, once a day of the court's calendar."""
    day = timezone.now().astimezone(post.court.zone).date()
    _fresh, made = PostReading.objects.get_or_create(post=post, person=person, day=day)
    if made:
        audit.record(post.court, "sealed_post_read", actor=audit.actor_of(person), subject=f"post:{post.pk}")


def may_name(post: Post, person: Person) -> bool:
    """Whether the person seals the post and names people on it: a press officer of its court who is named."""
    found: PostQuerySet = Post.objects.for_person(person, *roles_of("post_name"))
    return found.filter(pk=post.pk).exists()


def naming_refusal(post: Post, person: Person, by: Person) -> str:
    """Why `by` cannot name `person` on the post, in words that tell nothing of its matters; nothing when they can."""
    if person.pk == by.pk and person.pk not in post.writers():
        return _("You cannot name yourself. Ask another press officer of this court to do it.")
    if not Court.objects.for_person(person, *Role).filter(pk=post.court_id).exists():
        return _("Only somebody with a role in this court can be named. An administrator gives one.")
    if unreadable(person).filter(pk__in=post.matters.values("pk")).exists():
        return _("This person may not read a matter of the post. Ask a registrar to add them to its readers first.")
    return ""


def unnamed_words(post: Post, result: Result) -> str:
    """Who must still be named on a sealed post before it can be submitted; nothing when nobody must."""
    unnamed = route_foreseen(post, result, post.writers()).unnamed
    if not unnamed:
        return ""
    return _("This post is sealed, and nobody named on it can decide in the seat of: %(seats)s. Name them first.") % {
        "seats": seats_words(unnamed)
    }


def _locked(post: Post, by: Person) -> Post:
    row: Post = Post.objects.select_for_update().select_related("court").get(pk=post.pk)
    if not may_name(row, by):
        raise PostRefused(Obstacle("", _("Only a press officer of this court who is named on the post says who is.")))
    return row


def _record(post: Post, act: str, person: Person, by: Person) -> None:
    audit.record(post.court, act, actor=audit.actor_of(by), subject=f"post:{post.pk}", facts={"person": person.pk})
