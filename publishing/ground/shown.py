"""What a menu shows to whom: the roles of whoever asks, read once a request. It opens nothing.

Whether somebody may do a thing is asked where it is done, anew each time: Court.objects.for_person.
"""

from __future__ import annotations

from typing import Any

from .models import Membership, Role
from .rights import roles_of
from .roles import READERS, widened


def shown_to(request: Any, *roles: str) -> bool:
    """Whether the person of the request holds one of `roles` in any court; one of READERS when none is named."""
    return not {role for _court, role in _held(request)}.isdisjoint(widened(roles or READERS))


def shown_for(request: Any, *acts: str) -> bool:
    """Whether the person of the request may do one of `acts` (see `rights`) in any court."""
    return shown_to(request, *(role for act in acts for role in roles_of(act)))


def courts_of(request: Any) -> set[int]:
    """Ids of the courts in which the person of the request holds any role."""
    return {court for court, _role in _held(request)}


def _held(request: Any) -> frozenset[tuple[int, str]]:
    if not hasattr(request, "_roles_held"):
        request._roles_held = _read(request.user)
    found: frozenset[tuple[int, str]] = request._roles_held
    return found


def _read(person: Any) -> frozenset[tuple[int, str]]:
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    held = Membership.objects.holding(*Role).filter(person=person)
    return frozenset(held.values_list("court", "role"))
