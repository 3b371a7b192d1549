"""The index of names: how a review finds the few matters that a text may concern, without a readable list of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from approvals.domain import dockets, names
from approvals.domain.findings import MatterFacts
from approvals.domain.names import Strength
from approvals.domain.shortnames import telling
from approvals.models import Hearing, Matter, NameEntry, NameTag, Party, Restriction
from approvals.models.index import Hit
from publishing.ground.models import Court

from .nametags import tags_in, tags_of
from .sealed import Named, matter_facts, order_of, party_named, title_of

# The weight of a tag is the Strength of its form, and more where it comes first among many of the same name.
NUMBERED = 9  # the numbers of a docket, above every Strength of a name
SHIELDED = 16  # added for whoever an order or the law protects
SAME = 3  # of people of one and the same whole name, how many a review looks at
FEW = 10  # how many on the register may share a surname or an initial before it says nothing by itself
MANY_NUMBERS = 500  # matters that share the same row of numbers, such as 12/2026 in every chamber

Weighed = dict[str, int]
Row = TypeVar("Row", Party, Restriction, Hearing)


@dataclass(frozen=True, slots=True)
class Touched:
    """A matter that a text may concern, with its hearings and those of its people and orders that the checks need."""

    matter: Matter
    parties: tuple[Party, ...]
    orders: tuple[Restriction, ...]
    hearings: tuple[Hearing, ...] = ()


def index_renew(matter: Matter) -> None:
    """Replaces all tags of one matter by those of its present names, titles and numbers."""
    forms: dict[Party | None, Weighed] = {None: case_forms(matter)}
    forms[None] |= detail_forms(matter)
    ordered = set(matter.restrictions.filter(lifted_at=None).values_list("protects", flat=True))
    for party in matter.parties.filter(removed_at=None):
        forms[party] = party_forms(party_named(party), shielded=party.protected or party.pk in ordered)
    NameEntry.objects.filter(matter=matter).delete()
    entries = NameEntry.objects.bulk_create(NameEntry(matter=matter, party=party) for party in forms)
    rows = zip(entries, forms.values(), strict=True)
    NameTag.objects.bulk_create(tag_rows(matter.court_id, rows), batch_size=500)


def tag_rows(court_id: int, weighed: Iterable[tuple[NameEntry, Weighed]]) -> Iterator[NameTag]:
    """The rows of the index for the forms of each entry."""
    for entry, forms in weighed:
        for tag, weight in dict(zip(tags_of(court_id, forms), forms.values(), strict=True)).items():
            yield NameTag(tag=tag, entry_id=entry.pk, weight=weight)


def party_forms(named: Named, *, shielded: bool) -> Weighed:
    """Every form of one name, with its weight."""
    handles = ["@" + handle.lstrip("@＠") for handle in named.handles]
    more = SHIELDED if shielded else 0
    short = () if shielded else telling(named.name)
    found = {form: int(strength) for word in short for form, strength in names.weighed(word).items()}
    whole = names.weighed(named.name, (*named.forms, *handles))
    return found | {form: strength + more for form, strength in whole.items()}


def case_forms(matter: Matter, title: str | None = None) -> Weighed:
    """What stands for the case itself: its numbers, its titles, its other names. `title` saves opening the seal."""
    sealed = title_of(matter) if title is None else title
    found: Weighed = {}
    for text in filter(None, (sealed, matter.public_title, matter.docket, *matter.aliases)):
        found |= dict.fromkeys(names.forms(text), int(Strength.FULL))
    for text in (matter.docket, *matter.citations, *matter.aliases):
        if key := dockets.number_key(text):
            found[key] = NUMBERED
    return found


def detail_forms(matter: Matter) -> Weighed:
    """The villages, schools and the like by which an order says that someone could be known; ages are no names."""
    found: Weighed = {}
    for order in matter.restrictions.filter(lifted_at=None):
        details = order_of(order)["details"]
        for detail in details if isinstance(details, list) else ():
            if not any(char.isdigit() for char in detail):
                found |= {form: int(strength) for form, strength in names.weighed(detail).items()}
    return found


def matters_touched(
    court: Court, texts: Iterable[str], codes: Iterable[str] = (), namesakes: int = SAME
) -> list[Touched]:
    """Matters of `court` that `texts` may concern, or whose code is in `codes`.

    Two queries find the names. A matter found by its own number or title comes with all its people, since beside it
    even a common surname tells; one found by names alone comes with those whose names stand there. Of many people
    of the same whole name, `namesakes` are looked at, those whom an order protects first.
    """
    entries = list(_entries(court, texts, namesakes))
    coded = list(Matter.objects.filter(court=court, code__in=list(codes)))
    matters = {entry.matter_id: entry.matter for entry in entries} | {matter.pk: matter for matter in coded}
    whole = {entry.matter_id for entry in entries if entry.party_id is None} | {matter.pk for matter in coded}
    named = {entry.party for entry in entries if entry.party is not None and entry.matter_id not in whole}
    people = _by_matter([*named, *Party.objects.filter(matter__in=whole, removed_at=None)])
    orders = _by_matter(Restriction.objects.filter(matter__in=matters).prefetch_related("protects"))
    hearings = _by_matter(Hearing.objects.filter(matter__in=matters))
    return [
        Touched(matter, tuple(people[key]), tuple(orders[key]), tuple(hearings[key])) for key, matter in matters.items()
    ]


def _by_matter(rows: Iterable[Row]) -> defaultdict[UUID, list[Row]]:
    groups: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.matter_id].append(row)
    return groups


def facts_touched(
    court: Court, texts: Iterable[str], codes: Iterable[str] = (), namesakes: int = SAME
) -> tuple[MatterFacts, ...]:
    """What the checks may know of the matters that `texts` may concern. Held in memory for one review."""
    rows = matters_touched(court, texts, codes, namesakes)
    return tuple(matter_facts(row.matter, row.parties, row.orders, row.hearings) for row in rows)


def _entries(court: Court, texts: Iterable[str], namesakes: int) -> Iterable[NameEntry]:
    """Whose names, or which cases, may stand in `texts`."""
    texts = list(texts)
    numbers = {key for text in texts for key in dockets.number_keys(text)}
    hits = NameTag.objects.hits(
        (tags_in(court.pk, texts), max(FEW + 1, namesakes)),
        (tags_of(court.pk, numbers), MANY_NUMBERS),
    )
    found = NameEntry.objects.filter(pk__in=_telling(hits, namesakes)).select_related("matter", "party")
    return [entry for entry in found if entry.matter.court_id == court.pk]


def _telling(hits: Iterable[Hit], same: int) -> set[int]:
    """The entries that are meant: the first `same` of a whole name or number, and a form that few share."""
    by_tag: defaultdict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_tag[hit.tag].append(hit)
    return {hit.entry for rows in by_tag.values() for hit in _meant(rows, same)}


def _meant(rows: list[Hit], same: int) -> list[Hit]:
    """Of the rows of one form, the strongest first: every number, `same` whole names, the rest where few share it."""
    numbers = [hit for hit in rows if hit.weight == NUMBERED]
    whole = [hit for hit in rows if hit.weight != NUMBERED and hit.weight % SHIELDED >= Strength.FULL]
    parts = [hit for hit in rows if hit.weight % SHIELDED < Strength.FULL] if len(rows) <= FEW else []
    return numbers + whole[:same] + parts
