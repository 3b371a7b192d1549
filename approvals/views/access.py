"""What a person of this court may open. Somebody of another court finds nothing there, as if it were not there."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from approvals.domain.route_table import Code
from approvals.models import Matter, Round
from publishing.ground.models import Court, Person
from publishing.ground.rights import open_to, roles_of


def round_or_404(person: Person, reference: str) -> Round:
    """The newest round of that reference in one of the person's courts."""
    mine = Q(court__in=open_to("round_read", person))
    mine |= Q(court__in=open_to("emergency_read", person), route=Code.E)
    rounds = Round.objects.known_to(person).filter(mine, reference=reference)
    found: Round | None = rounds.select_related("court", "workflow_state").order_by("-pk").first()
    if found is None:
        raise Http404
    return found


def matter_or_404(person: Person, key: Any, *roles: str) -> Matter:
    """A matter of one of the courts where the person holds one of `roles`."""
    matters = Matter.objects.for_person(person, *roles).select_related("court")
    found: Matter = get_object_or_404(matters, pk=key)
    return found


def courts_of(person: Person, *roles: str) -> list[Court]:
    """The courts where the person holds one of `roles`, by name."""
    return list(Court.objects.for_person(person, *roles).order_by("name"))


def register_readers(matter: Matter) -> list[Person]:
    """The registrars who keep `matter` and may read it: whom to ask."""
    people = Person.objects.filter(pk__in=matter.court.holders(*roles_of("matter_save")))
    if matter.sealed:
        people = people.filter(pk__in=matter.readers.values("pk"))
    return list(people.order_by("last_name", "username"))


def register_courts(person: Person) -> Any:
    """Courts whose register the person keeps."""
    return open_to("matter_save", person)


def holds(person: Person, *roles: str) -> bool:
    """Whether the person holds one of `roles` anywhere."""
    return Court.objects.for_person(person, *roles).exists()
