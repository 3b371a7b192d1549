"""Who is on duty and who stands for whom. Everything here is dated and on the trail; nothing is passed on twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.models import Delegation, Matter, Turn
from approvals.models.roster import KEEPERS, TAKERS
from publishing.ground import audit
from publishing.ground.models import Court, Membership, Person, Role
from publishing.ground.notices import tell
from publishing.ground.roles import widened

from .refusals import Invalid, NotAllowed, Refused

TURN_MOST = timedelta(days=31)
DELEGATION_MOST = timedelta(days=366)


def on_duty(court: Court, role: str, at: datetime) -> set[int]:
    """Ids of those on duty in `role` at `at` whose role counts now. Nobody else is asked in their place."""
    people = Turn.objects.filter(court=court, role=role).at(at).values_list("person", flat=True)
    return set(people) & court.holders(role)


def stands_for(person: Person, court: Court, role: str, matter_codes: Iterable[str], at: datetime) -> set[int]:
    """Ids of those for whom `person` may act in `role` at `at`: what they hold themselves, and passed on.

    A delegation for one matter reaches a post only when every matter of the post was passed on by the same person.
    It is not followed further: for whom the others stand is not asked.
    """
    if person.pk not in court.holders(*TAKERS.get(role, ())):
        return set()
    wanted, given = set(matter_codes), dict[tuple[int, str], set[str | None]]()
    rows = Delegation.objects.filter(court=court, to=person, role__in=widened([role])).at(at)
    for of, held, code in rows.values_list("of", "role", "matter__code"):
        given.setdefault((of, held), set()).add(code)
    reached = {pair for pair, codes in given.items() if None in codes or (wanted and wanted <= codes)}
    return {of for of, held in reached if of in _exact_holders(court, held)}


@transaction.atomic
def turn_set(*, court: Court, person: Person, role: str, starts_at: datetime, ends_at: datetime, by: Person) -> Turn:
    """Puts `person` on duty in `role`; times are aware, `ends_at` is the first instant after it.

    `by` administers the court or keeps the roster of that role. Raises NotAllowed, or Invalid naming the field.
    """
    court = _locked(court)
    if not may_keep(by, court, role):
        raise NotAllowed(_("Your roles in this court do not allow this."))
    _check_times(starts_at, ends_at, TURN_MOST, _("A turn lasts 31 days at most. Enter a shorter one."))
    if person.pk not in court.holders(role):
        words = _("%(person)s does not hold this role, or it rests until a training is entered.")
        raise Invalid({"person": words % {"person": person}})
    if Turn.objects.filter(court=court, person=person, role=role).during(_from(starts_at), ends_at).exists():
        raise Invalid({"person": _("%(person)s is on duty then already.") % {"person": person}})
    facts = {"court": court, "person": person, "role": role, "starts_at": starts_at, "ends_at": ends_at}
    turn = Turn.objects.create(**facts, entered_by=by)
    _record("turn_set", turn, by, person=person.pk)
    _tell("turn-set", turn, {person.pk} - {by.pk})
    return turn


@transaction.atomic
def turn_end(*, turn: Turn, by: Person) -> None:
    """Ends a turn now, or takes it back before it began. Raises NotAllowed or Refused."""
    if not may_keep(by, turn.court, turn.role):
        raise NotAllowed(_("Your roles in this court do not allow this."))
    _end(turn, by)
    _record("turn_ended", turn, by, person=turn.person_id)
    _tell("turn-ended", turn, {turn.person_id} - {by.pk})


@transaction.atomic
def delegation_set(
    *, court: Court, of: Person, to: Person, role: str, matter: Matter | None = None,
    starts_at: datetime, ends_at: datetime, by: Person,
) -> Delegation:  # fmt: skip
    """Lets `to` act for `of` in `role`, in one matter or in all; times as in `turn_set`.

    `by` is `of`, or administers the court. Raises NotAllowed, or Invalid naming the field.
    """
    court = _locked(court)
    _require_own(court, of, by)
    _check_times(starts_at, ends_at, DELEGATION_MOST, _("A delegation lasts a year at most. Enter an earlier end."))
    _check_role(court, of, to, role)
    _check_matter(court, of, to, matter, by)
    alike = [one for one, takers in TAKERS.items() if takers == TAKERS[role]]
    there = Q(matter=matter) | Q(matter=None) if matter else Q()
    rows = Delegation.objects.filter(there, court=court, role__in=alike).during(_from(starts_at), ends_at)
    _check_chain(rows, of, to)
    facts = {"court": court, "of": of, "to": to, "role": role, "matter": matter}
    delegation = Delegation.objects.create(**facts, starts_at=starts_at, ends_at=ends_at, entered_by=by)
    _record("delegation_set", delegation, by, **_pair(delegation))
    _tell("delegation-set", delegation, {to.pk} - {by.pk}, of=of, to=to)
    _tell("delegation-given", delegation, {of.pk} - {by.pk}, of=of, to=to)
    return delegation


@transaction.atomic
def delegation_end(*, delegation: Delegation, by: Person) -> None:
    """Ends a delegation now: by who gave it, by who has it, or by an administrator. Raises NotAllowed or Refused."""
    if not may_end(by, delegation):
        raise NotAllowed(_("Only who gave it, who has it, or an administrator may do this."))
    _end(delegation, by)
    _record("delegation_ended", delegation, by, **_pair(delegation))
    pair = {"of": delegation.of, "to": delegation.to}
    _tell("delegation-ended", delegation, {delegation.of_id, delegation.to_id} - {by.pk}, **pair)


def may_keep(person: Person, court: Court, role: str) -> bool:
    """Whether `person` may say who is on duty in `role`."""
    keepers = (Role.ADMINISTRATOR, *KEEPERS[role]) if role in KEEPERS else ()
    return bool(keepers) and Court.objects.for_person(person, *keepers).filter(pk=court.pk).exists()


def may_end(person: Person, delegation: Delegation) -> bool:
    """Whether `person` may end it: who gave it, who has it, or an administrator of its court."""
    return _speaks(person, delegation.court, delegation.of, delegation.to)


def _speaks(person: Person, court: Court, *own: Person) -> bool:
    roles = tuple(Role) if person in own else (Role.ADMINISTRATOR,)
    return Court.objects.for_person(person, *roles).filter(pk=court.pk).exists()


def _require_own(court: Court, of: Person, by: Person) -> None:
    if not _speaks(by, court, of):
        raise NotAllowed(_("Only the person whose role it is, or an administrator, may do this."))


def _check_role(court: Court, of: Person, to: Person, role: str) -> None:
    if role not in TAKERS:
        raise Invalid({"role": _("This role cannot be passed on.")})
    if of.pk not in _exact_holders(court, role):
        words = _("%(person)s does not hold this role now. People pass on only what they hold.")
        raise Invalid({"role": words % {"person": of}})
    if of == to:
        raise Invalid({"to": _("Choose somebody else.")})
    if to.pk not in court.holders(*TAKERS[role]):
        names = ", ".join(str(Role(one).label) for one in TAKERS[role])
        words = _("Choose somebody whose own role counts now and is one of: %(roles)s.")
        raise Invalid({"to": words % {"roles": names}})


def _check_matter(court: Court, of: Person, to: Person, matter: Matter | None, by: Person) -> None:
    """A sealed matter that `of` or `by` may not read is, to them, not there."""
    if matter is None:
        return
    readable = Matter.objects.filter(court=court, pk=matter.pk)
    if not all(readable.readable_by(person).exists() for person in (of, by)):
        raise Invalid({"matter": _("Choose a matter of this court.")})
    if not readable.readable_by(to).exists():
        raise Invalid({"to": _("This matter is sealed. A registrar names its readers on its page first.")})


def _check_chain(rows: QuerySet[Delegation], of: Person, to: Person) -> None:
    """Nobody stands in the middle: who gives the role away takes none, and who took one gives it to nobody."""
    if rows.filter(of=of, to=to).exists():
        raise Invalid({"to": _("%(person)s stands for them in that time already.") % {"person": to}})
    if rows.filter(of=to).exists():
        words = _("%(person)s is represented by somebody else in that time, and a delegate passes nothing on.")
        raise Invalid({"to": words % {"person": to}})
    if rows.filter(to=of).exists():
        words = _("%(person)s stands for somebody else in that time, and a delegate passes nothing on. End that first.")
        raise Invalid({"of": words % {"person": of}})


def _check_times(starts_at: datetime, ends_at: datetime, most: timedelta, too_long: str) -> None:
    if ends_at <= starts_at:
        raise Invalid({"ends_at": _("It must end after it begins.")})
    if ends_at <= timezone.now():
        raise Invalid({"ends_at": _("This time has passed. Choose a later one.")})
    if ends_at - starts_at > most:
        raise Invalid({"ends_at": too_long})


def _from(starts_at: datetime) -> datetime:
    """What is over stands in nobody's way."""
    return max(starts_at, timezone.now())


def _end(row: Turn | Delegation, by: Person) -> None:
    now = timezone.now()
    if not type(row).objects.filter(pk=row.pk, ended_at=None, ends_at__gt=now).update(ended_at=now, ended_by=by):
        raise Refused(_("It is over already."))


def _exact_holders(court: Court, role: str) -> set[int]:
    held = Membership.objects.holding(role).filter(court=court, role=role)
    return set(held.values_list("person", flat=True))


def _locked(court: Court) -> Court:
    """Two who write at once write one after the other, so that each sees what the other wrote."""
    return Court.objects.select_for_update().get(pk=court.pk)


def _pair(row: Delegation) -> dict[str, object]:
    return {"of": row.of_id, "to": row.to_id, "matter": row.matter.code if row.matter else ""}


def _tell(kind: str, row: Turn | Delegation, people: set[int], **facts: Person) -> None:
    times = {"starts": row.starts_at, "ends": row.ends_at}
    told = {"court": row.court, "role": Role(row.role).label, **times, **facts}
    tell(kind, court=row.court, people=people, facts=told, about=(row.court.slug,))


def _record(act: str, row: Turn | Delegation, by: Person, **facts: object) -> None:
    times = {"starts": row.starts_at.isoformat(), "ends": row.ends_at.isoformat()}
    subject = f"{type(row).__name__.lower()}:{row.pk}"
    told = {"role": str(row.role), **times, **facts}
    audit.record(row.court, act, actor=audit.actor_of(by), subject=subject, facts=told)
