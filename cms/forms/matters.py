"""Choosing the matters of a post from a register of a million: what may be chosen, what is, and what a search finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from approvals.models import Matter
from approvals.services.searching import matters_found
from cms.models import Post
from publishing.ground.models import Court, Person, Role

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """One matter as the composer shows it. Whoever may not read it sees that it is sealed and nothing else."""

    key: UUID
    docket: str
    title: str
    readable: bool


def choosable(court: Court, person: Person, post: Post) -> QuerySet[Matter]:
    """Matters of `court` that `person` may read, and those that `post` has already."""
    there = [matter.pk for matter in post.matters.all()]
    readable = Matter.objects.readable_by(person).filter(court=court).values("pk")
    return Matter.objects.filter(Q(pk__in=readable) | Q(pk__in=there), court=court)


def chosen(field: Any, keys: Iterable[Any] | None, person: Person) -> list[Chosen]:
    """Those of `keys` that `field` offers, by docket number; what is no key is passed over."""
    rows = field.queryset.filter(pk__in=[key for key in map(_key, keys or ()) if key])
    readable = set(Matter.objects.readable_by(person).filter(pk__in=rows.values("pk")).values_list("pk", flat=True))
    return [_shown(matter, readable=matter.pk in readable) for matter in rows.order_by("docket_key")]


def suggestions(court: Court, person: Person, text: str, without: Iterable[Any] = ()) -> list[Chosen]:
    """The first matters that `text` leads to by docket, code or public title, but for those chosen already."""
    keys = matters_found(court=court, text=text, person=person, roles=[Role.PRESS_OFFICER])
    there = {_key(key) for key in without}
    wanted = [key for key in keys if key not in there][:SHOWN]
    rows = Matter.objects.in_bulk(wanted)
    return [_shown(rows[key], readable=True) for key in wanted if key in rows]


def _shown(matter: Matter, *, readable: bool) -> Chosen:
    if not readable:
        return Chosen(matter.pk, _("a sealed matter"), "", readable=False)
    return Chosen(matter.pk, matter.docket, matter.public_title, readable=True)


def _key(value: Any) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None
