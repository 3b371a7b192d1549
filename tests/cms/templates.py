"""Templates for tests: proposed by one person of a court, taken into use by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from approvals.models import Matter
from approvals.services import HearingEntry, MatterEntry, hearing_add, matter_save
from cms.blanks import Blank, Type
from cms.filling import Given
from cms.models import Post, Template
from cms.services import TemplateEntry, post_from_template, template_approve, template_propose
from publishing.ground.models import Court, Person, Role
from tests.factories import make_person

CLOSURE = TemplateEntry(
    name="Closure",
    kind="closure",
    aim="access",
    language="en",
    title="Closed on {day}",
    body="The registry is closed on {day} because of {why}.",
    link="https://courts.norvale.example/closures",
    blanks=(
        Blank("day", "Day", Type.DATE),
        Blank("why", "Reason", Type.CHOICE, choices=("a storm", "a power cut")),
    ),
)
HEARING = TemplateEntry(
    name="Hearing",
    kind="hearing-list",
    aim="access",
    language="en",
    title="Hearing in {docket}",
    body="{title} ({docket}) is heard on {day} at {clock} in {room}.",
    blanks=(
        Blank("docket", "Docket", Type.DOCKET, "docket"),
        Blank("title", "Public title", Type.TEXT, "public-title"),
        Blank("day", "Day", Type.DATE, "hearing-day"),
        Blank("clock", "Time", Type.TIME, "hearing-time"),
        Blank("room", "Room", Type.ROOM, "hearing-room"),
    ),
)
WEEK = TemplateEntry(
    name="Weekly list",
    kind="hearing-list",
    aim="access",
    language="en",
    title="Hearings from {first}",
    body="Public hearings:\n{hearings}",
    blanks=(
        Blank("first", "First day", Type.DATE, "period-from"),
        Blank("hearings", "Hearings", Type.TEXT, "hearings"),
    ),
)
STORM = Given(values={"day": "2026-11-24", "why": "a storm"})


def proposed(court: Court, by: Person, entry: TemplateEntry = CLOSURE, **facts: Any) -> Template:
    if not any(row.role == Role.REVIEWER for row in court.memberships.all()):
        make_person(court, Role.REVIEWER)
    return template_propose(court=court, entry=replace(entry, **facts), by=by)


def in_use(court: Court, by: Person, entry: TemplateEntry = CLOSURE, **facts: Any) -> Template:
    template = proposed(court, by, entry, **facts)
    return template_approve(template=template, by=second(court))


def second(court: Court) -> Person:
    return Person.objects.filter(memberships__court=court, memberships__role=Role.REVIEWER).earliest("pk")


def drafted(template: Template, by: Person, given: Given = STORM, accounts: Any = ()) -> Post:
    return post_from_template(template=template, given=given, accounts=accounts, by=by)


def matter(court: Court, registrar: Person, code: str = "26-1", **facts: Any) -> Matter:
    given = {"code": code, "docket": f"No. {code}", "public_title": "Re K (A Child)", **facts}
    return matter_save(court=court, entry=MatterEntry(**given), by=registrar)


def hearing(of: Matter, registrar: Person, at: datetime, room: str = "Courtroom 2", **facts: Any) -> None:
    hearing_add(matter=of, entry=HearingEntry(at=at, room=room, **facts), by=registrar)


def week_of(day: date, last: date) -> Given:
    return Given(period=(day, last))
