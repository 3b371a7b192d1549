"""Quiet periods, the roster, and drills."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from approvals.domain.quiet import Stage
from approvals.models import Delegation, Drill, QuietPeriod, Turn
from approvals.models.roster import KEEPERS, TAKERS
from approvals.services import (
    QuietEntry,
    quiet_confirm,
    quiet_end_propose,
    quiet_propose,
    quiet_refuse,
    quiet_withdraw,
)
from approvals.services.drills import drill_end, drill_start
from approvals.services.roster import delegation_end, delegation_set, turn_end, turn_set
from publishing.ground.models import Court, Person, Role

from .trying import Deed, Page, World, roles_in

DAY = timedelta(days=1)
NAME, WHY = "Election of the parliament", "It ends here, since the building is open again."
NOW = timezone.now()
DAYS = {"starts_on": NOW.date().isoformat(), "ends_on": (NOW + 3 * DAY).date().isoformat()}
TIMES = {"starts_at": NOW, "ends_at": NOW + 3 * DAY}


def court(world: World, state: str, person: Person) -> Court:
    return world.court


# --- quiet periods -----------------------------------------------------------------------------

ENTRY = QuietEntry(name=NAME, kind="election", **TIMES)
DECIDED = (Stage.IN_FORCE, Stage.END_PROPOSED, Stage.LIFTED, Stage.REFUSED)
ENDING = (Stage.END_PROPOSED, Stage.LIFTED)


def period(world: World, state: str, person: Person) -> QuietPeriod:
    """Proposed by a registrar, decided by a president."""
    row = quiet_propose(court=world.court, entry=ENTRY, by=world.helper("registrar"))
    one, two, now = world.helper("registrar"), world.helper("president"), timezone.now()
    facts: dict[str, Any] = {"stage": state}
    facts |= {"decided_by": two, "decided_at": now} if state in DECIDED else {}
    facts |= {"end_by": one, "end_at": now} if state in ENDING else {}
    facts |= {"ended_by": two, "ended_at": now} if state == Stage.LIFTED else {}
    QuietPeriod.objects.filter(pk=row.pk).update(**facts)
    return QuietPeriod.objects.get(pk=row.pk)


def proposed_by(row: QuietPeriod, person: Person) -> QuietPeriod:
    """The same as that person's own proposal."""
    QuietPeriod.objects.filter(pk=row.pk).update(proposed_by=person, end_by=row.end_by_id and person.pk)
    return QuietPeriod.objects.get(pk=row.pk)


def calendar(name: str, /, **form: Any) -> Any:
    def ask(row: QuietPeriod) -> Page:
        return reverse(f"quiet:{name}", args=[row.pk]), {"turn": row.turn, **form}

    return ask


QUIET = {
    "quiet_read": Deed(period, ask=lambda row: (reverse("quiet:index"), {}), shows=NAME),
    "quiet_propose": Deed(
        court, lambda court, by: quiet_propose(court=court, entry=ENTRY, by=by),
        lambda court: (reverse("quiet:new"), {"court": court.slug, "name": NAME, "kind": "election", **DAYS}),
        ("quiet_proposed",),
    ),
    "quiet_end_propose": Deed(
        period, lambda row, by: quiet_end_propose(period=row, turn=row.turn, by=by), calendar("end"),
        ("quiet_end_proposed",),
    ),
    "quiet_confirm": Deed(
        period, lambda row, by: quiet_confirm(period=row, turn=row.turn, by=by), calendar("confirm"),
        ("quiet_set", "quiet_lifted"),
    ),
    "quiet_refuse": Deed(
        period, lambda row, by: quiet_refuse(period=row, turn=row.turn, by=by, answer=WHY),
        calendar("refuse", answer=WHY), ("quiet_refused",),
    ),
    "quiet_withdraw": Deed(
        period, lambda row, by: quiet_withdraw(period=row, turn=row.turn, by=by), calendar("withdraw"),
        ("quiet_withdrawn",), pick=proposed_by,
    ),
}  # fmt: skip


# --- the roster --------------------------------------------------------------------------------


def kept_by(court: Court, person: Person) -> str:
    """A role whose roster the person keeps; else one that others keep."""
    held = roles_in(court, person)
    mine = (role for role, keepers in KEEPERS.items() if held & {*keepers, *covered(keepers)})
    return str(next(mine, Role.PRESS_OFFICER))


def covered(roles: tuple[str, ...]) -> set[str]:
    return {"deputy_registrar"} if "registrar" in roles else set()


def holder(court: Court, *roles: str) -> Person:
    """Somebody else than who is tried: the last who was given the role."""
    return Person.objects.filter(memberships__court=court, memberships__role__in=roles).latest("pk")


def duty(court: Court, person: Person) -> dict[str, Any]:
    role = kept_by(court, person)
    return {"court": court, "person": holder(court, role), "role": role}


def turn(world: World, state: str, person: Person) -> dict[str, Turn]:
    """One of each role that has a roster."""
    lead = world.helper("administrator")
    given = {role: {"court": world.court, "person": world.helper(role), "role": role} for role in KEEPERS}
    return {str(role): turn_set(**facts, **TIMES, by=lead) for role, facts in given.items()}


def kept_turn(turns: dict[str, Turn], person: Person) -> Turn:
    return turns[kept_by(turns["adviser"].court, person)]


def absence(court: Court, person: Person) -> dict[str, Any]:
    """The person lets somebody stand in; an administrator lets one for a press officer."""
    held = roles_in(court, person)
    role = next((role for role in TAKERS if role in held), Role.PRESS_OFFICER)
    of = holder(court, Role.PRESS_OFFICER) if Role.ADMINISTRATOR in held else person
    to = holder(court, *(set(TAKERS[role]) - {Role.PRESS_OFFICER}))
    return {"court": court, "of": of, "to": to, "role": role}


def absent(facts: dict[str, Any]) -> Page:
    keys = {name: facts[name].pk for name in ("of", "to")}
    return reverse("roster:delegation_new", args=[facts["court"].slug]), {**keys, "role": facts["role"], **DAYS}


def delegation(world: World, state: str, person: Person) -> Delegation:
    of, to = world.helper("press_officer"), world.helper("reviewer")
    return delegation_set(court=world.court, of=of, to=to, role="press_officer", **TIMES, by=of)


def given_by(row: Delegation, person: Person) -> Delegation:
    """The same as that of the person; an administrator has none."""
    if Role.ADMINISTRATOR not in roles_in(row.court, person):
        Delegation.objects.filter(pk=row.pk).update(of=person)
    return Delegation.objects.get(pk=row.pk)


def over(name: str) -> Any:
    return lambda row: (reverse(f"roster:{name}", args=[row.court.slug, row.pk]), {})


def on_duty(facts: dict[str, Any]) -> Page:
    form = {"person": facts["person"].pk, "role": facts["role"], **DAYS}
    return reverse("roster:turn_new", args=[facts["court"].slug]), form


ROSTER = {
    "roster_read": Deed(
        court, ask=lambda court: (reverse("roster:court", args=[court.slug]), {}), shows="Who is on duty"
    ),
    "turn_set": Deed(
        court, lambda facts, by: turn_set(**facts, **TIMES, by=by), on_duty, ("turn_set",), pick=duty
    ),
    "turn_end": Deed(
        turn, lambda row, by: turn_end(turn=row, by=by), over("turn_end"), ("turn_ended",), pick=kept_turn
    ),
    "delegation_set": Deed(
        court, lambda facts, by: delegation_set(**facts, **TIMES, by=by), absent, ("delegation_set",), pick=absence
    ),
    "delegation_end": Deed(
        delegation, lambda row, by: delegation_end(delegation=row, by=by), over("delegation_end"),
        ("delegation_ended",), pick=given_by,
    ),
}  # fmt: skip


# --- drills ------------------------------------------------------------------------------------


def drill(world: World, state: str, person: Person) -> Drill:
    row = drill_start(court=world.court, person=world.helper("administrator"))
    if state == "over":
        row = drill_end(drill=row, person=world.helper("administrator"), reason=WHY)
    return row


DRILLS = {
    "drill_read": Deed(drill, ask=lambda row: (reverse("emergencies:drill", args=[row.pk]), {}), shows="DRILL"),
    "drill_start": Deed(
        court, lambda court, by: drill_start(court=court, person=by),
        lambda court: (reverse("emergencies:drill_start", args=[court.slug]), {}), ("drill_started",),
    ),
    "drill_end": Deed(
        drill, lambda row, by: drill_end(drill=row, person=by, reason=WHY),
        lambda row: (reverse("emergencies:drill_end", args=[row.pk]), {"reason": WHY}), ("drill_broken_off",),
    ),
}  # fmt: skip

DEEDS = {**QUIET, **ROSTER, **DRILLS}
NOT_TRIED: dict[str, str] = {}
