"""What the register gives for the fields of a template: no more than a press officer reads on a matter's short card.

Nothing of a sealed matter, nothing that an order withholds, and no value that may name anyone protected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from approvals.domain.days import day_begins, day_ends
from approvals.models import Hearing, Matter, Restriction
from approvals.services.searching import matters_found
from approvals.services.tags import names_someone
from approvals.views.short_card import ShortCard, short_card
from publishing.ground.models import Court, Person
from publishing.ground.rights import roles_of

from .blanks import Blank, Need, Type, Unfit, host_of, unfit
from .models import Template
from .rendering import heading_words, shown_as
from .template_wording import ORIGINS, silence_words, unfit_words

SHOWN = 200  # rooms that are offered, hearings in one list


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody chose and entered. `period` is the first and the last day."""

    matter: Matter | None = None
    period: tuple[date, date] | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    def kept(self, values: Mapping[str, str]) -> dict[str, object]:
        """How a post keeps it, with the values as they came out."""
        facts: dict[str, object] = {"values": dict(values)}
        if self.matter is not None:
            facts["matter"] = str(self.matter.pk)
        if self.period is not None:
            facts["period"] = [day.isoformat() for day in self.period]
        return facts


@dataclass(frozen=True, slots=True)
class Filled:
    """One field: its value as it is kept and as it reads, where it is from, and what is wrong with it."""

    blank: Blank
    value: str
    shown: str
    origin: str
    trouble: str


def readable_matters(court: Court, person: Person) -> QuerySet[Matter]:
    """Matters of whose short card a template may speak: readable, not sealed, and no order withholds them."""
    silent = Restriction.objects.in_force().filter(matter=OuterRef("pk"), type=Restriction.Type.NO_PUBLICATION)
    rows = Matter.objects.for_person(person, *roles_of("post_save_draft")).filter(court=court, sealed=False)
    return rows.filter(~Exists(silent))


def matters_called(court: Court, person: Person, text: str) -> list[Matter]:
    """Matters that `text` leads to: the one with just this docket number or code, else the first few."""
    keys = matters_found(court=court, text=text, person=person, roles=roles_of("post_save_draft"))[:20]
    rows = readable_matters(court, person).in_bulk(keys)
    found = [rows[key] for key in keys if key in rows]
    exact = [
        matter for matter in found if text.strip().casefold() in (matter.docket.casefold(), matter.code.casefold())
    ]
    return exact if len(exact) == 1 else found


def rooms_of(court: Court) -> list[str]:
    """Rooms that the register names, by name."""
    public = Hearing.objects.filter(court=court, public=True, matter__sealed=False).exclude(room="")
    return list(public.order_by("room").values_list("room", flat=True).distinct()[:SHOWN])


def filled(template: Template, given: Given, by: Person) -> list[Filled]:
    """Every field of `template`, in order, as `by` may fill it now."""
    register = Register(template, given, by)
    return [_filled(template, blank, given, register) for blank in template.blanks]


def _filled(template: Template, blank: Blank, given: Given, register: Register) -> Filled:
    typed, origin, trouble = given.values.get(blank.name, "").strip(), str(ORIGINS.get(blank.source, "")), ""
    value = register.value(blank) if blank.source else typed
    if blank.source and not value and typed and not template.locked:
        value, origin = typed, _("Written by you: the register is silent.")
    if blank.source and not value and blank.required:
        trouble = silence_words(blank, chosen=register.has(blank.need))
    elif wrong := unfit(blank, value) or _outside(template, blank, value, by=register.by):
        trouble = unfit_words(blank, wrong, register.rooms if blank.type == Type.ROOM else blank.choices)
    return Filled(blank, value, shown_as(blank, value, template.language), origin, trouble)


def _outside(template: Template, blank: Blank, value: str, *, by: Person) -> Unfit | None:
    """What in a locked template is no closed value: a room or a docket that nobody knows, a link elsewhere."""
    if not template.locked or blank.source or not value:
        return None
    court = template.court
    if blank.type == Type.ROOM and not blank.choices and value not in rooms_of(court):
        return Unfit.CHOICE
    if blank.type == Type.DOCKET and not readable_matters(court, by).filter(docket=value).exists():
        return Unfit.CHOICE
    if blank.type == Type.LINK and not _own_host(court, host_of(value)):
        return Unfit.LINK
    return None


def _own_host(court: Court, host: str) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in court.domains)


class Register:
    """The register as one person may use it for one template."""

    def __init__(self, template: Template, given: Given, by: Person) -> None:
        self.court, self.language, self.given, self.by = template.court, template.language, given, by

    def has(self, need: Need | None) -> bool:
        """Whether what a field is filled from has been chosen."""
        chosen = {Need.MATTER: self.given.matter, Need.PERIOD: self.given.period}
        return need is not None and chosen[need] is not None

    def value(self, blank: Blank) -> str:
        """The value for a field with a source, as it is kept; nothing where the register has none to give."""
        if blank.need == Need.PERIOD:
            return self._of_period(blank.source)
        value = self._of_matter(blank.source) if self.card else ""
        return "" if value and blank.type not in (Type.DATE, Type.TIME) and names_someone(self.court, value) else value

    @cached_property
    def rooms(self) -> list[str]:
        return rooms_of(self.court)

    @cached_property
    def card(self) -> ShortCard | None:
        matter = self.given.matter
        if matter is None or not readable_matters(self.court, self.by).filter(pk=matter.pk).exists():
            return None
        return short_card(matter)

    @cached_property
    def next_hearing(self) -> Hearing | None:
        hearings = self.card.hearings if self.card else []
        coming = (one for one in hearings if one.cancelled_at is None and one.at >= timezone.now())
        return next(coming, None)

    def _of_matter(self, source: str) -> str:
        card, hearing = self.card, self.next_hearing
        if card is None:
            return ""
        if source in ("docket", "public-title"):
            return card.matter.docket if source == "docket" else card.matter.public_title
        if source == "hearing-room":
            return hearing.room if hearing else ""
        moment = card.embargo_until if source.startswith("handdown") else hearing and hearing.at
        return self._moment(moment, day=source.endswith("day")) if moment else ""

    def _moment(self, moment: datetime, *, day: bool) -> str:
        local = moment.astimezone(self.court.zone)
        return local.date().isoformat() if day else local.strftime("%H:%M")

    def _of_period(self, source: str) -> str:
        if self.given.period is None:
            return ""
        first, last = self.given.period
        if source == "hearings":
            return self._hearings(first, last)
        return (first if source == "period-from" else last).isoformat()

    def _hearings(self, first: date, last: date) -> str:
        zone = self.court.zone
        rows = Hearing.objects.filter(
            court=self.court, public=True, cancelled_at=None,
            at__gte=day_begins(first, zone), at__lt=day_ends(last, zone),
            matter__in=readable_matters(self.court, self.by),
        )  # fmt: skip
        found = list(rows.select_related("matter").order_by("at", "room", "id")[: SHOWN + 1])
        text = "\n".join(self._lines(found))
        if len(found) > SHOWN or not names_someone(self.court, text):
            return text
        return "\n".join(self._lines(one for one in found if not names_someone(self.court, self._line(one))))

    def _lines(self, hearings: Iterable[Hearing]) -> Iterator[str]:
        for day, rows in groupby(hearings, key=lambda one: one.at.astimezone(self.court.zone).date()):
            yield heading_words(day, self.language)
            yield from (self._line(one) for one in rows)

    def _line(self, hearing: Hearing) -> str:
        clock, matter = hearing.at.astimezone(self.court.zone).strftime("%H:%M"), hearing.matter
        where = f"{clock}, {hearing.room}" if hearing.room else clock
        return (
            f"{where}: {matter.public_title} ({matter.docket})" if matter.public_title else f"{where}: {matter.docket}"
        )
