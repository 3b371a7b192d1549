"""Finding matters on a register of a million, by what somebody types. Reads only.

Everybody finds a matter by the beginning of its docket number, code or public title, and by the numbers of its docket
however they are typed. A registrar also by a name typed in full, protected or not; the name is shown nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from approvals.domain import dockets
from approvals.domain.search_keys import beginning
from approvals.models import Matter, NameTag
from publishing.ground.models import Court, Person

from .index import NUMBERED, matters_touched
from .nametags import tags_of

MOST = 200  # candidates of one way to find them
KEYS = ("docket_key", "code_key", "title_key")
LONGEST = 300  # characters


def matters_found(*, court: Court, text: str, person: Person, roles: Iterable[str], names: bool = False) -> list[UUID]:
    """Ids of matters of `court` that `person` may read in one of `roles` and that `text` leads to, the best first.

    `names` says whether names lead to them, too: for registrars alone.
    """
    text = text.strip()[:LONGEST]
    if not text:
        return []
    found = dict.fromkeys((*_by_beginning(court, text), *_by_numbers(court, text)))
    if names:
        found |= dict.fromkeys(row.matter.pk for row in matters_touched(court, [text], namesakes=MOST))
    readable = Matter.objects.for_person(person, *roles).filter(court=court, pk__in=list(found)[: 3 * MOST])
    kept = set(readable.values_list("pk", flat=True))
    return [key for key in found if key in kept]


def _by_beginning(court: Court, text: str) -> Iterator[UUID]:
    first, last = beginning(text)
    for key in KEYS:
        rows = Matter.objects.filter(court=court, **{f"{key}__gte": first, f"{key}__lt": last})
        yield from rows.order_by(key).values_list("pk", flat=True)[:MOST]


def _by_numbers(court: Court, text: str) -> Iterator[UUID]:
    tags = tags_of(court.pk, dockets.number_keys(text))
    rows = NameTag.objects.filter(tag__in=tags, weight=NUMBERED, entry__matter__court=court)
    yield from rows.values_list("entry__matter", flat=True)[:MOST]
