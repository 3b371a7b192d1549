"""The demo's templates and what recurs, made and taken into use by the same acts that people use."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any

from approvals.models import Matter
from approvals.services import HearingEntry, hearing_add
from cms.blanks import SOURCES, Blank, Type
from cms.demo.court import Cast
from cms.demo.data import FOLDER
from cms.models import Template
from cms.services import RecurringEntry, TemplateEntry, recurring_set, template_approve, template_propose


@cache
def written() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "templates.toml").read_text(encoding="utf-8"))


def templates_write(cast: Cast, now: datetime) -> None:
    """Hearings to come, templates in use, and a rule that drafts the weekly list."""
    for row in written()["hearings"]:
        _hearing(cast, row, now)
    made = {row["key"]: _template(cast, row) for row in written()["templates"]}
    for row in written()["recurring"]:
        _rule(cast, row, made[row["template"]], now)


def _hearing(cast: Cast, row: dict[str, Any], now: datetime) -> None:
    today = now.astimezone(cast.court.zone).date()
    friday = today + timedelta(days=(4 - today.weekday()) % 7 or 7)
    day = friday + timedelta(days=3 + row["weekday"])
    at = datetime.combine(day, time.fromisoformat(row["at"]), cast.court.zone).astimezone(UTC)
    matter = Matter.objects.get(court=cast.court, code=row["matter"])
    hearing_add(matter=matter, entry=HearingEntry(at=at, room=row["room"]), by=cast.people["hanne"])


def _template(cast: Cast, row: dict[str, Any]) -> Template:
    names = ("name", "kind", "aim", "title", "body", "link", "locked")
    entry = TemplateEntry(
        **{name: row[name] for name in names},
        language=cast.court.languages[0],
        blanks=tuple(_blank(one) for one in row["fields"]),
    )
    template = template_propose(court=cast.court, entry=entry, by=cast.people["mira"])
    return template_approve(template=template, by=cast.people["jonas"])


def _blank(row: dict[str, Any]) -> Blank:
    source = row.get("source", "")
    facts = {name: row[name] for name in ("name", "label", "help", "most") if name in row}
    kind = SOURCES[source].type if source else row.get("type", Type.TEXT)
    return Blank(**facts, type=kind, source=source, choices=tuple(row.get("choices", ())))


def _rule(cast: Cast, row: dict[str, Any], template: Template, now: datetime) -> None:
    facts = {name: row[name] for name in ("weekdays", "weeks_ahead", "covers_from", "covers_days")}
    today = now.astimezone(cast.court.zone).date()
    entry = RecurringEntry(
        template=template, at=time.fromisoformat(row["at"]), starts_on=today, accounts=cast.accounts, **facts
    )
    recurring_set(court=cast.court, entry=entry, by=cast.people["mira"])
