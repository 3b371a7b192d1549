"""Who changed what of a matter and when, from the audit trail: fields by their names, never what stood in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.models import Matter
from publishing.ground.models import AuditEntry, Person

SHOWN = 200

ACTS: dict[str, Promise] = {
    "entered": _("Entered"),
    "saved": _("Changed"),
    "sealed": _("Sealed, or its readers changed"),
    "unsealed": _("Opened to the court again"),
    "panel": _("Who sits was named"),
    "party_added": _("Someone added"),
    "party_changed": _("An entry of someone corrected"),
    "party_protected": _("A name protected"),
    "party_opened": _("A name no longer protected"),
    "party_removed": _("Someone removed"),
    "restriction_added": _("An order entered"),
    "restriction_changed": _("An order corrected"),
    "restriction_lifted": _("An order lifted"),
    "order_file_attached": _("The file of an order added"),
    "order_file_opened": _("The file of an order opened"),
    "hearing_added": _("A hearing entered"),
    "hearing_changed": _("A hearing changed"),
    "hearing_cancelled": _("A hearing cancelled"),
    "revealed": _("A protected name shown once"),
    "names_tried": _("Many spellings of protected names tried in drafts"),
}

FIELDS: dict[str, Promise] = {
    "code": _("code"),
    "docket": _("docket number"),
    "public_title": _("public title"),
    "title": _("title on the file"),
    "status": _("status"),
    "jury": _("jury"),
    "embargo_until": _("embargo"),
    "handdown_notice_public": _("hand-down notice"),
    "outcome": _("outcome"),
    "livestream": _("livestream"),
    "citations": _("citations"),
    "aliases": _("other names of the case"),
    "judges": _("judges"),
    "nature": _("nature of the case"),
    "name": _("name"),
    "forms": _("other spellings"),
    "handles": _("handles"),
    "kind": _("part in the case"),
    "role": _("role"),
    "type": _("kind of order"),
    "made_on": _("date"),
    "until": _("end"),
    "allowed_text": _("what may be said"),
    "details": _("details"),
    "text": _("text"),
    "protects": _("whom it protects"),
    "at": _("time"),
    "room": _("room"),
    "public": _("open to the public"),
    "stream": _("stream"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history."""

    at: datetime
    who: str
    what: str
    fields: list[str]


def history(matter: Matter) -> list[Change]:
    """The last changes of `matter`, the newest first."""
    entries = AuditEntry.objects.filter(court=matter.court, subject=matter.subject)
    shown = list(entries.order_by("-at", "-id")[:SHOWN])
    people = _people(entry.actor for entry in shown)
    return [_change(entry, people.get(entry.actor, entry.actor)) for entry in shown]


def _change(entry: AuditEntry, who: str) -> Change:
    what = str(entry.facts.get("what") or entry.act)
    return Change(
        at=entry.at,
        who=who,
        what=str(ACTS.get(what, what.replace("_", " "))),
        fields=[str(FIELDS.get(name, name)) for name in _names(entry.facts.get("fields"))],
    )


def _names(fields: Any) -> list[str]:
    return [str(name) for name in fields] if isinstance(fields, list) else []


def _people(actors: Iterable[str]) -> dict[str, str]:
    keys = [key for key in {actor.removeprefix("person:") for actor in actors} if key.isdigit()]
    return {f"person:{person.pk}": str(person) for person in Person.objects.filter(pk__in=keys)}
