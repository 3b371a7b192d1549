"""Setting, shortening and lifting quiet periods: one person asks, another agrees, and only then the checks change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain.quiet import MOVES, Stage
from approvals.models import QuietPeriod
from approvals.wording import EXEMPTABLE
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may
from publishing.models import Account

from . import quiet_letters
from .refusals import Invalid, NotAllowed, Refused
from .tags import names_someone

NAMING = ("name", "area", "basis")  # free words, read by everybody in the court


@dataclass(frozen=True, slots=True)
class QuietEntry:
    """What is proposed. Times are aware; `ends_at` is the first instant after it. Without `accounts`: all of them."""

    name: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    strict: bool = False
    exempt: Sequence[str] = ()
    accounts: Sequence[Account] = ()
    area: str = ""
    basis: str = ""


@transaction.atomic
def quiet_propose(*, court: Court, entry: QuietEntry, by: Person) -> QuietPeriod:
    """Proposes a period and writes to those who can confirm it.

    Raises NotAllowed, Invalid naming the field, or Refused when nobody else could confirm it.
    """
    _require("quiet_propose", court, by)
    period = QuietPeriod(court=court, proposed_by=by, proposed_at=timezone.now(), kind=entry.kind)
    for field in NAMING:
        setattr(period, field, getattr(entry, field).strip())
    period.starts_at, period.ends_at = entry.starts_at, entry.ends_at
    period.strict, period.exempt = entry.strict, sorted(set(entry.exempt))
    _check(period, entry.accounts)
    if not quiet_letters.second_people(court, by):
        raise Refused(_("Nobody else can confirm it. Ask an administrator to invite a registrar or the president."))
    period.save()
    period.accounts.set(entry.accounts)
    _record(period, "quiet_proposed", by, accounts=[str(account.pk) for account in entry.accounts], **_facts(period))
    quiet_letters.ask(period, by)
    return period


def quiet_confirm(*, period: QuietPeriod, turn: int, by: Person) -> QuietPeriod:
    """Agrees to what is proposed at `turn`: the period, or its end. Raises NotAllowed, or Refused in plain words."""
    found = _decided(period, by)
    with transaction.atomic():
        if found.stage == Stage.PROPOSED:
            return _set(found, turn, by)
        return _end(found, turn, by)


@transaction.atomic
def quiet_refuse(*, period: QuietPeriod, turn: int, by: Person, answer: str) -> QuietPeriod:
    """Says no with a reason. Raises NotAllowed, Invalid (no reason, or one with a protected name) or Refused."""
    found, answer = _decided(period, by), answer.strip()
    if len(answer) < 3:
        raise Invalid({"answer": _("Write why you refuse it. Whoever proposed it reads your words.")})
    if len(answer) > 300:
        raise Invalid({"answer": _("Write no more than 300 characters.")})
    _check_names(found.court, {"answer": answer})
    asked_by = found.asked_by
    if found.stage == Stage.PROPOSED:
        _move(found, turn, Stage.REFUSED, decided_by=by, decided_at=timezone.now(), answer=answer)
    else:
        _move(found, turn, Stage.IN_FORCE, answer=answer, **NO_END)
    _record(found, "quiet_refused", by)
    quiet_letters.tell_refused(found, asked_by)
    return found


@transaction.atomic
def quiet_withdraw(*, period: QuietPeriod, turn: int, by: Person) -> QuietPeriod:
    """Takes back one's own proposal. Raises NotAllowed or Refused."""
    found = _fresh(period)
    _require("quiet_withdraw", found.court, by)
    if found.asked_by != by:
        raise NotAllowed(_("Only the person who proposed it takes it back."))
    if found.stage == Stage.PROPOSED:
        _move(found, turn, Stage.WITHDRAWN)
    else:
        _move(found, turn, Stage.IN_FORCE, **NO_END)
    _record(found, "quiet_withdrawn", by)
    return found


@transaction.atomic
def quiet_drop(*, period: QuietPeriod, by: Person) -> None:
    """Takes back a proposal of somebody who left or is suspended. Nothing where a second person decides on it now."""
    found = QuietPeriod.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=period.pk).first()
    if found is None or not found.waits:
        return
    if found.stage == Stage.PROPOSED:
        _move(found, found.turn, Stage.WITHDRAWN)
    else:
        _move(found, found.turn, Stage.IN_FORCE, **NO_END)
    _record(found, "quiet_withdrawn", by)


@transaction.atomic
def quiet_end_propose(*, period: QuietPeriod, turn: int, by: Person, to: datetime | None = None) -> QuietPeriod:
    """Proposes to lift a period as soon as it is confirmed, or to end it at `to` (aware), before its time.

    Raises NotAllowed, Invalid naming the field, or Refused.
    """
    found = _fresh(period)
    _require("quiet_end_propose", found.court, by)
    if found.ends_at <= timezone.now():
        raise Refused(_("It is over already."))
    if to is not None and not max(found.starts_at, timezone.now()) < to < found.ends_at:
        raise Invalid({"to": _("Choose a time after now and after it begins, and before its present end.")})
    if not quiet_letters.second_people(found.court, by):
        raise Refused(_("Nobody else can confirm it. Ask an administrator to invite a registrar or the president."))
    _move(found, turn, Stage.END_PROPOSED, end_to=to, end_by=by, end_at=timezone.now(), answer="")
    _record(found, "quiet_end_proposed", by, to=to.isoformat() if to else "")
    quiet_letters.ask(found, by)
    return found


NO_END: dict[str, Any] = {"end_to": None, "end_by": None, "end_at": None}


def _set(period: QuietPeriod, turn: int, by: Person) -> QuietPeriod:
    if period.ends_at <= timezone.now():
        raise Refused(_("Its end has passed. Refuse it, and propose another one if it is still needed."))
    _move(period, turn, Stage.IN_FORCE, decided_by=by, decided_at=timezone.now())
    _register_changed(period.court)
    _record(period, "quiet_set", by, proposed_by=period.proposed_by_id, **_facts(period))
    quiet_letters.tell_set(period)
    return period


def _end(period: QuietPeriod, turn: int, by: Person) -> QuietPeriod:
    now, asked_by = timezone.now(), period.end_by_id
    if period.end_to is not None and period.end_to > now:
        _move(period, turn, Stage.IN_FORCE, ends_at=period.end_to, **NO_END)
        act = "quiet_shortened"
    else:
        _move(period, turn, Stage.LIFTED, ended_by=by, ended_at=now)
        act = "quiet_lifted"
    _register_changed(period.court)
    _record(period, act, by, proposed_by=asked_by, ends=period.ends_at.isoformat())
    quiet_letters.tell_ended(period)
    return period


def _move(period: QuietPeriod, turn: int, to: Stage, **columns: Any) -> None:
    """The one way from stage to stage: only from what was read. Raises Refused when somebody was faster."""
    here = Stage(period.stage)
    rows = QuietPeriod.objects.filter(pk=period.pk, stage=here, turn=turn)
    if to not in MOVES[here] or not rows.update(stage=to, turn=F("turn") + 1, **columns):
        raise Refused(_("It has changed since you opened it. Read it again."))
    period.refresh_from_db()


def _fresh(period: QuietPeriod) -> QuietPeriod:
    return QuietPeriod.objects.select_related("court", "proposed_by", "end_by").get(pk=period.pk)


def _decided(period: QuietPeriod, by: Person) -> QuietPeriod:
    """The period as it stands, for whoever may agree to it or refuse it. Raises NotAllowed, Refused."""
    found = _fresh(period)
    _require("quiet_confirm", found.court, by)
    if not found.waits:
        raise Refused(_("It has changed since you opened it. Read it again."))
    if found.asked_by == by:
        raise NotAllowed(_("You proposed it, so somebody else must confirm it."))
    return found


def _require(act: str, court: Court, person: Person) -> None:
    if not may(act, person, court):
        raise NotAllowed(_("Your roles in this court do not allow this."))


def _check(period: QuietPeriod, accounts: Sequence[Account]) -> None:
    rest = {field.name for field in QuietPeriod._meta.fields} - {"kind", *NAMING}
    try:
        period.full_clean(exclude=rest, validate_constraints=False)
    except ValidationError as error:
        raise Invalid({field: " ".join(words) for field, words in error.message_dict.items()}) from None
    if period.starts_at >= period.ends_at:
        raise Invalid({"ends_at": _("It must end after it begins.")})
    if period.ends_at <= timezone.now():
        raise Invalid({"ends_at": _("This time has passed. Choose a later one.")})
    if set(period.exempt) - set(EXEMPTABLE):
        raise Invalid({"exempt": _("Choose from the kinds of post in the list.")})
    if any(account.court_id != period.court_id for account in accounts):
        raise Invalid({"accounts": _("This belongs to another court. Choose one of this court.")})
    _check_names(period.court, {field: getattr(period, field) for field in NAMING})


def _check_names(court: Court, words: dict[str, str]) -> None:
    refusal = _("This may name someone protected. Write it without the name.")
    if naming := [field for field, text in words.items() if text and names_someone(court, text)]:
        raise Invalid(dict.fromkeys(naming, refusal))


def _register_changed(court: Court) -> None:
    """What is scheduled is then reviewed again before it goes out."""
    Court.objects.filter(pk=court.pk).update(register_version=F("register_version") + 1)


def _facts(period: QuietPeriod) -> dict[str, Any]:
    return {
        "kind": period.kind,
        "starts": period.starts_at.isoformat(),
        "ends": period.ends_at.isoformat(),
        "strict": period.strict,
        "exempt": list(period.exempt),
    }


def _record(period: QuietPeriod, act: str, by: Person, **facts: Any) -> None:
    audit.record(period.court, act, actor=audit.actor_of(by), subject=f"quiet:{period.pk}", facts=facts)
