"""Sealed to named people: who is named on a post, how, who has read it, and whom its press office still names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.models import Post, PostSeal
from cms.models.sealing import is_sealed, named_people
from cms.services import PostRefused, post_name, post_seal, post_unname, post_unseal
from cms.services.naming import may_name, naming_refusal
from publishing.ground.confidence import read_by
from publishing.ground.models import Membership, Person, Role

from . import breadcrumbs

FOUND_MOST = 12
READINGS_SHOWN = 50
LONGEST = 100  # characters of what is searched for


@dataclass(frozen=True, slots=True)
class Row:
    """One person: their roles in the court, why they are named, or why they cannot be."""

    person: Person
    roles: str
    why: str
    removable: bool = False


@method_decorator(never_cache, name="dispatch")
class NamedView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/named.html"
    page_title = gettext_lazy("Who may know of it")
    header_icon = "lock"
    _show_breadcrumbs = True
    request: Any

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        read_by(self.post_object.reference, request.user)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        posts = Post.objects.for_person(request.user).select_related("court", "author")
        self.post_object: Post = get_object_or_404(posts, pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs.of_post(self.post_object, self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post, asked = self.post_object, self.request.GET.get("q", "").strip()[:LONGEST]
        writes = may_name(post, self.request.user)
        return super().get_context_data(
            post=post,
            sealed=is_sealed(post),
            by_hand=PostSeal.objects.filter(post=post).exists(),
            named=named_rows(post),
            asked=asked,
            found=found_rows(post, asked, self.request.user) if writes and asked else [],
            readings=post.readings.select_related("person")[:READINGS_SHOWN],
            may_name=writes,
            **kwargs,
        )

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self._act(request))
        except PostRefused as refusal:
            messages.error(request, str(refusal))
        if not Post.objects.for_person(request.user).filter(pk=self.post_object.pk).exists():
            return redirect("posts:list")
        return redirect("posts:named", self.post_object.pk)

    def _act(self, request: Any) -> str:
        post, by = self.post_object, request.user
        if "seal" in request.POST:
            post_seal(post=post, by=by)
            return _("Sealed. Only the people below know of it, until it is out.")
        if "unseal" in request.POST:
            post_unseal(post=post, by=by)
            return _("Your seal is off.")
        if key := request.POST.get("remove"):
            post_unname(post=post, person=self._person(key), by=by)
            return _("No longer named.")
        person = self._person(request.POST.get("name", ""))
        post_name(post=post, person=person, by=by)
        return _("%(person)s is named.") % {"person": person}

    def _person(self, key: str) -> Person:
        """Somebody of the post's court, or named on it since before they left; whatever is sent."""
        chosen = self.post_object.post_readers.values_list("person", flat=True)
        known = Person.objects.filter(pk__in=self.post_object.court.holders(*Role) | set(chosen))
        return get_object_or_404(known, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)


def named_rows(post: Post) -> list[Row]:
    """Everybody who is named, by name, and how they came to be."""
    writers, seal = post.writers(), PostSeal.objects.filter(post=post).values_list("by", flat=True).first()
    chosen = {row.person_id: row.named_by for row in post.post_readers.select_related("named_by")}
    people = Person.objects.filter(pk__in=named_people(post)).order_by("last_name", "username")
    roles = _roles(post, people)
    return [
        Row(one, roles.get(one.pk, ""), _why(one, writers, chosen, seal), one.pk in chosen and one.pk not in writers)
        for one in people
    ]


def found_rows(post: Post, asked: str, by: Person) -> list[Row]:
    """People of the court whose name holds each word that was asked for, and who are not named yet."""
    people = Person.objects.filter(pk__in=post.court.holders(*Role), is_active=True).exclude(pk__in=named_people(post))
    for word in asked.split():
        people = people.filter(
            Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(username__icontains=word)
        )
    shown = people.order_by("last_name", "username")[:FOUND_MOST]
    roles = _roles(post, shown)
    return [Row(one, roles.get(one.pk, ""), naming_refusal(post, one, by)) for one in shown]


def _why(person: Person, writers: set[int], chosen: dict[int, Person], seal: int | None) -> str:
    if person.pk in writers:
        return _("wrote it")
    if person.pk in chosen:
        return _("named by %(person)s") % {"person": chosen[person.pk]}
    if person.pk == seal:
        return _("sealed it")
    return _("named in its matter")


def _roles(post: Post, people: Any) -> dict[int, str]:
    held: dict[int, list[str]] = {}
    for one in Membership.objects.holding(*Role).filter(court=post.court, person__in=list(people)).order_by("pk"):
        held.setdefault(one.person_id, []).append(str(one.get_role_display()))
    return {key: ", ".join(names) for key, names in held.items()}
