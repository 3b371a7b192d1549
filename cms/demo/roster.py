"""Who is on duty this week, who stands in next, and who is trained, in the demo's court."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from approvals.services.roster import delegation_set, turn_set
from cms.demo.court import Cast
from publishing.ground.models import Role
from publishing.ground.training import training_enter

DAY = timedelta(days=1)
LEAD = "dana"
ON_DUTY = {"mira": Role.PRESS_OFFICER, "hanne": Role.REGISTRAR, "selma": Role.ADVISER, "bruno": Role.SECURITY_LEAD}
# For how many more days each training counts. The others work by the waiver of a new court.
TRAINED = {"mira": 320, "jonas": 21, "hanne": 250, "amsel": 120, "harrow": 290, "bruno": 6}


def roster_write(cast: Cast, now: datetime) -> None:
    """A week of duty, a judge who is away from tomorrow on, and trainings, two of which run out soon."""
    today = now.astimezone(cast.court.zone).date()
    monday = datetime.combine(today - today.weekday() * DAY, time(), cast.court.zone)
    _duty(cast, monday)
    away = datetime.combine(today + DAY, time(8), cast.court.zone)
    amsel, harrow = cast.people["amsel"], cast.people["harrow"]
    back = away + 3 * DAY
    delegation_set(court=cast.court, of=amsel, to=harrow, role=Role.JUDGE, starts_at=away, ends_at=back, by=amsel)
    for name, days in TRAINED.items():
        person = cast.people[name]
        role = person.memberships.get(court=cast.court).role
        done, last, by = today - 30 * DAY, today + days * DAY, cast.people[LEAD]
        training_enter(
            court=cast.court, person=person, role=role, course=_course(role), completed_on=done, expires_on=last, by=by
        )


def _duty(cast: Cast, monday: datetime) -> None:
    by = cast.people[LEAD]
    for name, role in ON_DUTY.items():
        times = {"starts_at": monday, "ends_at": monday + 7 * DAY}
        turn_set(court=cast.court, person=cast.people[name], role=role, **times, by=by)
    weekend = monday + 4 * DAY + timedelta(hours=17)
    noor = cast.people["noor"]
    times = {"starts_at": weekend, "ends_at": monday + 7 * DAY}
    turn_set(court=cast.court, person=noor, role=Role.PRESS_OFFICER, **times, by=by)


def _course(role: str) -> str:
    return f"Speaking for a court: {Role(role).label.lower()}"
