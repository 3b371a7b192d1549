"""The matter as approvers see it: protected names are counted, never shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

from approvals.domain.checks.outcome_mismatch import CODE as RESULT
from approvals.models import Matter
from approvals.services.hiding import codes_of, hidden_codes
from approvals.services.tags import NAMES_SOMEONE
from publishing.ground.models import Person, Role

from .page import Page


@dataclass
class Card:
    """One matter on the decision page."""

    matter: Matter
    protected: int
    hits: int
    cleared: int
    orders: list[Any]
    embargo: Any
    embargo_in: str
    embargo_gap: str
    embargo_kept: bool
    result: str
    sits: bool
    sits_not: bool


def cards(page: Page) -> list[Card]:
    """The matters that the post names and its findings speak of, but for those sealed to whoever decides."""
    matters = Matter.objects.readable_by(page.person).filter(court=page.round.court, code__in=_codes(page))
    return [_card(page, matter) for matter in matters.prefetch_related("parties", "restrictions", "panel")]


def speaks_of_sealed(page: Page) -> bool:
    """Whether it concerns a matter that is sealed to whoever decides."""
    return bool(hidden_codes(page.round.court, page.person, _codes(page)))


def _codes(page: Page) -> set[str]:
    """Codes of the matters that the post names, and of those that its findings speak of."""
    named = codes_of(page.round.court, page.submission.matters if page.submission else ())
    return {*named.values(), *(found.seen.finding.matter for found in page.found if found.seen.finding.matter)}


def _card(page: Page, matter: Matter) -> Card:
    embargo = timezone.localtime(matter.embargo_until, page.round.court.zone) if matter.embargo_until else None
    kept = embargo is None or page.due >= embargo
    seen = [found.seen for found in page.found if found.seen.finding.code == NAMES_SOMEONE]
    named = [one.open for one in seen if one.finding.matter == matter.code]
    judge = page.person.pk in matter.court.holders(Role.JUDGE)
    sits = _sits(matter, page.person)
    return Card(
        matter=matter,
        protected=sum(1 for party in matter.parties.all() if party.protected and party.removed_at is None),
        hits=named.count(True),
        cleared=named.count(False),
        orders=[order for order in matter.restrictions.all() if order.in_force],
        embargo=embargo,
        embargo_in=timeuntil(embargo, depth=2) if embargo and embargo > timezone.now() else "",
        embargo_gap=timesince(embargo, page.due, depth=2) if embargo and kept else "",
        embargo_kept=kept,
        result=_result(page, matter),
        sits=sits,
        sits_not=judge and bool(matter.judges or matter.panel.all()) and not sits,
    )


def _result(page: Page, matter: Matter) -> str:
    """How the text stands to the result on the register; nothing where there is none to compare."""
    if not matter.outcome_sealed:
        return ""
    differs = any(one.seen.finding.code == RESULT and one.seen.finding.matter == matter.code for one in page.found)
    if differs:
        return _("The text differs from the register: see what was found.")
    return _("The text does not differ from the register.")


def _sits(matter: Matter, person: Person) -> bool:
    """Whether the person sits on the matter: as one of those named there, else by the surname."""
    if panel := matter.panel.all():
        return any(row.person_id == person.pk for row in panel)
    surname = person.last_name.casefold()
    return bool(surname) and any(surname in name.casefold() for name in matter.judges)


def card_lines(found: list[Card], *, blocked: bool) -> list[dict[str, Any]]:
    """Their lines for the glance. `blocked`: the post is not to be approved as it stands."""
    rows: list[dict[str, Any]] = []
    for card in found:
        if card.embargo and card.embargo_kept:
            text = _("%(gap)s after the embargo ends.") % {"gap": card.embargo_gap or _("The moment")}
            rows.append({"icon": "pr-embargo", "to": "s-mat", "level": "embargo", "bold": "", "text": text})
        elif card.embargo:
            bold, level = _("Before the embargo ends."), "block" if blocked else "embargo"
            rows.append({"icon": "pr-embargo", "to": "s-mat", "level": level, "bold": bold, "text": ""})
        if card.protected:
            text = _("One may be named.") if card.hits else _("None found.")
            if card.cleared and not card.hits:
                text = _("A registrar says: someone else.")
            bold = _("Protected names: %(count)d.") % {"count": card.protected}
            level = "block" if card.hits else ""
            rows.append({"icon": "pr-shield", "to": "s-mat", "level": level, "bold": bold, "text": text})
    return rows
