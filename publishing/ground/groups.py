"""Django groups, kept in step with memberships. They open Wagtail's doors; what a person may decide is asked of
`Court.objects.for_person(person, *roles)` by each operation.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission

from .models import Court, Membership, Person, Role
from .roles import widened

PICTURE_ROLES = frozenset(widened([Role.PRESS_OFFICER]))
ROLE_PREFIX = "role: "
PICTURES_PREFIX = "pictures: "


def role_group_name(role: str) -> str:
    """The group whose permissions everyone with `role` in any court has."""
    return f"{ROLE_PREFIX}{role}"


def pictures_group_name(court: Court) -> str:
    """The group that may use the pictures of `court`."""
    return f"{PICTURES_PREFIX}{court.pk}"


def pictures_open(court: Court) -> None:
    """Gives `court` its own image collection, and a group that may add, change and choose pictures in it."""
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    court.collection = root.add_child(name=court.name)
    court.save(update_fields=["collection"])
    group, _ = Group.objects.get_or_create(name=pictures_group_name(court))
    options = get_image_model()._meta
    wanted = [f"{verb}_{options.model_name}" for verb in ("add", "change", "choose")]
    granted = Permission.objects.filter(content_type__app_label=options.app_label, codename__in=wanted)
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=court.collection, permission=permission)
        for permission in granted
    )


def groups_sync(person: Person) -> None:
    """Puts `person` into exactly the groups that their memberships call for; groups of other origin stay."""
    held = list(Membership.objects.filter(person=person).select_related("court"))
    names = {role_group_name(membership.role) for membership in held}
    names |= {pictures_group_name(m.court) for m in held if m.role in PICTURE_ROLES}
    ours = {group for group in person.groups.all() if group.name.startswith((ROLE_PREFIX, PICTURES_PREFIX))}
    wanted = set(Group.objects.filter(name__in=names))
    if surplus := ours - wanted:
        person.groups.remove(*surplus)
    if lacking := wanted - ours:
        person.groups.add(*lacking)
