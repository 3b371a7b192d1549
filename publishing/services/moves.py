"""The one writer of a Delivery's state: a conditional update on the old one with its audit entry, both or none."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from publishing.domain.delivery import IllegalMove, State, check_move
from publishing.ground import audit
from publishing.ground.saying import parts_of
from publishing.models import Delivery
from publishing.signals import releases_changed

ACTS = {
    State.SCHEDULED: "scheduled",
    State.SENDING: "claimed",
    State.SENT: "sent",
    State.HELD: "held",
    State.UNKNOWN: "unknown",
    State.FAILED: "failed",
    State.CANCELLED: "cancelled",
    State.WITHDRAWING: "withdrawing",
    State.WITHDRAWN: "withdrawn",
}
FROZEN = frozenset({"id", "release", "account", "court"})
COLUMNS = [column for column in Delivery._meta.concrete_fields if column.name not in FROZEN]


@dataclass(slots=True)
class Change:
    """One delivery as it was read, the state it goes to, further columns to set, and facts for the audit trail."""

    delivery: Delivery
    to: State
    columns: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


def move(
    delivery: Delivery, to: State, *, by: str, reason: str = "", columns: dict[str, Any] | None = None, **facts: Any
) -> None:
    """Move `delivery` from the state it was read in. `reason` is plain words for a person; `facts` go on the trail.

    Raises IllegalMove when the graph has no such edge or the row has changed since it was read.
    """
    move_many([Change(delivery, to, {"reason": reason, **(columns or {})}, facts)], by=by)


def move_many(changes: list[Change], *, by: str, announce: bool = True) -> None:
    """`move` in bulk: all or, raising IllegalMove, none. `announce=False` leaves releases_changed to the caller."""
    for change in changes:
        check_move(State(change.delivery.state), change.to)
    with transaction.atomic():
        _write(changes)
        audit.record_many([_entry(change, by) for change in changes])
        if announce and changes:
            ids = sorted({change.delivery.release_id for change in changes})
            transaction.on_commit(partial(_announce, ids))


def note_many(changes: list[Change]) -> None:
    """Set columns without a change of state (`to` is the present one). Raises IllegalMove when a row has changed."""
    if moving := [change for change in changes if change.to != change.delivery.state]:
        raise IllegalMove(f"{moving[0].delivery.state} → {moving[0].to}: use move")
    with transaction.atomic():
        _write(changes)


def lock(ids: Iterable[int], *, bare: bool = False) -> list[Delivery]:
    """The deliveries with `ids`, locked until the transaction ends, with release, account and court unless `bare`."""
    rows = Delivery.objects.filter(pk__in=list(ids)).order_by("pk").select_for_update(of=("self",))
    return list(rows if bare else rows.select_related("release", "account", "court"))


def _announce(ids: list[uuid.UUID]) -> None:
    """A receiver that fails is logged: the state has changed, and whoever changed it must not be told otherwise."""
    releases_changed.send_robust(sender=Delivery, release_ids=ids)


def _entry(change: Change, by: str) -> audit.Row:
    delivery = change.delivery
    facts = {"release": str(delivery.release_id), "account": str(delivery.account_id), "tries": delivery.tries}
    return {
        "court": delivery.court_id,
        "act": ACTS[change.to],
        "actor": by,
        "subject": f"delivery:{delivery.pk}",
        "facts": facts | change.facts,
    }


def _write(changes: list[Change]) -> None:
    if not changes:
        return
    now = timezone.now()
    rows = [_row(change, now) for change in changes]
    names = ", ".join(f"{connection.ops.quote_name(str(column.column))} = %s" for column in COLUMNS)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE publishing_delivery SET {names} WHERE id = %s AND state = %s AND tries = %s",  # noqa: S608
            rows,
        )
        if cursor.rowcount != len(rows):
            raise IllegalMove(f"{len(rows) - cursor.rowcount} of {len(rows)} deliveries changed meanwhile")


def _row(change: Change, now: Any) -> list[Any]:
    delivery = change.delivery
    guard = [delivery.pk, str(delivery.state), delivery.tries]
    because = {"because": parts_of(change.columns["reason"])} if "reason" in change.columns else {}
    for name, value in {**change.columns, **because, "state": change.to.value, "changed_at": now}.items():
        setattr(delivery, name, value)
    return [_stored(column, getattr(delivery, column.attname)) for column in COLUMNS] + guard


def _stored(column: models.Field[Any, Any], value: Any) -> Any:
    return column.get_db_prep_save(value, connection)
