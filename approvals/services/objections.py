"""Posts that are out and break an order of today: raised by the sweep, decided by a registrar or the president."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.models import Decision, Objection
from publishing.domain.delivery import IllegalMove
from publishing.ground import audit, notices
from publishing.ground.models import Court, Person
from publishing.ground.rights import may, roles_of
from publishing.models import Release
from publishing.services import ReleaseRefused, WordsRefused, release_withdraw

from .refusals import Invalid, NotAllowed, Refused
from .reviews import Result, Seen, finding_row
from .tags import names_someone

BY_THE_CLOCK = frozenset({"quiet-period", "date-mismatch"})  # they judge a time of sending, which is past
Key = tuple[str, str, str]


def broken(result: Result) -> tuple[Seen, ...]:
    """What of `result` speaks against words that are out already."""
    return tuple(seen for seen in result.blocks if seen.finding.code not in BY_THE_CLOCK)


@transaction.atomic
def objection_raise(*, release: Release, seen: Iterable[Seen], register_version: int) -> bool:
    """Keeps what was found for a person to decide; False when it waits already, or was left for a reason."""
    rows = [finding_row(one) | {"params": dict(one.finding.params)} for one in seen]
    waiting = Objection.objects.select_for_update().filter(release=release, decision=Decision.WAITING).first()
    if waiting is not None:
        Objection.objects.filter(pk=waiting.pk).update(findings=rows, register_version=register_version)
        return False
    if {_key(row) for row in rows} <= _left(release):
        return False
    objection = Objection.objects.create(
        court=release.court,
        release=release,
        findings=rows,
        register_version=register_version,
        found_at=timezone.now(),
    )
    _record(objection, "objection_raised", audit.SYSTEM, codes=sorted({row["code"] for row in rows}))
    return True


@transaction.atomic
def objection_drop(*, release: Release) -> None:
    """Takes a waiting objection off, since the checks of today have none."""
    for row in Objection.objects.select_for_update().filter(release=release, decision=Decision.WAITING):
        _decide(row, Decision.GONE)
        _record(row, "objection_dropped", audit.SYSTEM)


@transaction.atomic
def objection_withdraw(*, objection: Objection, reason: str, by: Person) -> None:
    """Deletes the post at every network and withholds its words on the record. Raises NotAllowed, Invalid, Refused."""
    row = _open(objection, by)
    reason = _reason(row.court, reason)
    try:
        if row.release.withdrawn_at is None:
            release_withdraw(row.release, reason=reason, by=by)
    except WordsRefused as error:
        raise Invalid({error.field: str(error)}) from error
    except (ReleaseRefused, IllegalMove) as error:
        raise Refused(_("Part of it is on its way at this moment. Try again in a minute.")) from error
    _decide(row, Decision.WITHDRAWN, reason, by)
    _record(row, "objection_withdrawn", audit.actor_of(by))


@transaction.atomic
def objection_leave(*, objection: Objection, reason: str, by: Person) -> None:
    """Leaves the post where it is, for a reason that stands on record. Raises NotAllowed, Invalid, Refused."""
    row = _open(objection, by)
    _decide(row, Decision.LEFT, _reason(row.court, reason), by)
    _record(row, "objection_left", audit.actor_of(by))


def tell(court: Court, count: int) -> None:
    """One e-mail to each person who may decide: how many, never what."""
    notices.tell(
        "out-needs-decision", court=court, people=court.holders(*roles_of("objection_leave")), facts={"count": count}
    )


def _open(objection: Objection, by: Person) -> Objection:
    if not may("objection_leave", by, objection.court):
        raise NotAllowed(_("Only a registrar or the president of this court decides here."))
    row = Objection.objects.select_for_update(of=("self",)).select_related("release__court", "court")
    found: Objection = row.get(pk=objection.pk)
    if found.decision != Decision.WAITING:
        raise Refused(_("Somebody has decided this already."))
    return found


def _reason(court: Court, reason: str) -> str:
    if len(reason.strip()) < 3:
        raise Invalid({"reason": _("Write why. Your words stand on record.")})
    if names_someone(court, reason):
        raise Invalid({"reason": _("Your reason may name someone protected. Write it without the name.")})
    return reason.strip()


def _decide(row: Objection, decision: Decision, reason: str = "", by: Person | None = None) -> None:
    row.decision, row.reason, row.decided_by, row.decided_at = decision, reason, by, timezone.now()
    row.save(update_fields=["decision", "reason", "decided_by", "decided_at"])


def _record(row: Objection, act: str, actor: str, **facts: Any) -> None:
    given = {"objection": str(row.pk), "register": row.register_version, **facts}
    audit.record(row.court, act, actor=actor, subject=f"release:{row.release_id}", facts=given)


def _left(release: Release) -> set[Key]:
    rows = Objection.objects.filter(release=release, decision=Decision.LEFT).values_list("findings", flat=True)
    return {_key(row) for findings in rows for row in findings}


def _key(row: dict[str, Any]) -> Key:
    return row["code"], row["matter"], row["words_hash"]
