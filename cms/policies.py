"""Who may do what with posts and pictures: asked from memberships, so that a superuser has no more than anybody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Collection
from wagtail.permission_policies import BasePermissionPolicy

from publishing.ground.models import Court, Membership, Person
from publishing.ground.rights import roles_of

# The act that each action of Wagtail's stands for. None that publishes, withdraws, deletes or locks is in these tables:
# they are denied to all.
POST_ACTS = {"add": "post_save_draft", "change": "post_save_draft", "view": "post_see"}
IMAGE_ACTS = {"add": "picture_add", "change": "picture_add", "choose": "picture_add", "view": "post_see"}


class CourtPolicy(BasePermissionPolicy):
    """Rights that come from roles in courts."""

    def __init__(self, model: Any, acts: dict[str, str], court_path: str) -> None:
        super().__init__(model)
        self.acts = acts
        self.court_path = court_path

    def courts(self, user: Any, actions: Iterable[str]) -> QuerySet[Court]:
        allowed = self._roles(actions)
        return Court.objects.for_person(user, *allowed) if allowed else Court.objects.none()

    def _roles(self, actions: Iterable[str]) -> set[str]:
        return {role for action in actions if action in self.acts for role in roles_of(self.acts[action])}

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return self.courts(user, actions).exists()

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Person]:
        return self._people(actions)

    def _people(self, actions: Iterable[str], **where: Any) -> QuerySet[Person]:
        allowed = self._roles(actions)
        held = Membership.objects.holding(*allowed).filter(**where)
        return Person.objects.filter(pk__in=held.values("person"))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        allowed = self._roles(actions)
        return self.model._default_manager.for_person(user, *allowed) if allowed else self.model.objects.none()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.instances_user_has_any_permission_for(user, [action]).filter(pk=instance.pk).exists()

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[Person]:
        return self._people(actions, court=self.court_of(instance))

    def court_of(self, instance: Any) -> Court | None:
        court: Court | None = instance.court if instance.court_id else None
        return court


class CourtCollectionPolicy(CourtPolicy):
    """The same for what lies in a court's collection."""

    def court_of(self, instance: Any) -> Court | None:
        return Court.objects.filter(collection=instance.collection_id).first()

    def collections_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Collection]:
        return Collection.objects.filter(court__in=self.courts(user, actions))

    def collections_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Collection]:
        return self.collections_user_has_any_permission_for(user, [action])
