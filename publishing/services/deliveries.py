"""What a named person decides about one delivery. Each act raises NotAllowed, or IllegalMove when the state changed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from publishing.domain.delivery import IllegalMove, State
from publishing.domain.timing import DELETIONS, NOTICE, TRIES
from publishing.ground import audit
from publishing.ground.models import Person
from publishing.ground.rights import ACTS
from publishing.ground.saying import said
from publishing.models import Delivery, Release

from .moves import Change, lock, move, move_many, note_many
from .releases import ReleaseRefused
from .rights import authorise
from .words import address_checked, reason_checked


@transaction.atomic
def delivery_confirm_sent(delivery: Delivery, *, url: str, by: Person, remote_id: str = "") -> None:
    """It is there: `by` saw it published at `url`. `remote_id` is the network's own id where the person knows it.

    Raises ValueError when `url` is no web address, WordsRefused when it may name someone protected.
    """
    actor, fresh = _open("delivery_confirm_sent", delivery, by)
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise ValueError(_("Give the address of the post, starting with https://"))
    address_checked(fresh.court, url)
    seen = {"remote_id": (remote_id or url)[:300], "remote_url": url, "sent_at": _first_try(fresh), **_at_rest()}
    move(fresh, State.SENT, by=actor, columns=seen, confirmed=True)
    if fresh.release.withdrawn_at:
        follow_withdrawal([fresh], by=actor)


@transaction.atomic
def delivery_confirm_gone(delivery: Delivery, *, by: Person) -> None:
    """It was withdrawn, the network did not delete it, and `by` did so by hand."""
    actor, fresh = _open("delivery_confirm_gone", delivery, by)
    if not fresh.release.withdrawn_at:
        raise ReleaseRefused(_("It has not been withdrawn. Withdraw it first."))
    move(fresh, State.WITHDRAWING, by=actor, columns=_at_rest())
    move(fresh, State.WITHDRAWN, by=actor, reason=fresh.release.withdrawn_reason, confirmed=True)


def follow_withdrawal(rows: list[Delivery], *, by: str, announce: bool = True) -> None:
    """What was on its way or in doubt when its release was withdrawn: deleted where it stands, else cancelled.

    `rows` are locked, with their release, and in one of the states SENT, SCHEDULED, HELD and FAILED.
    """
    now = timezone.now()
    changes = []
    for row in rows:
        columns: dict[str, Any] = {"reason": row.release.withdrawn_reason, **_at_rest()}
        if row.state == State.SENT:
            columns |= {"next_attempt_at": now, "tries_limit": row.tries + DELETIONS}
        changes.append(Change(row, State.WITHDRAWING if row.state == State.SENT else State.CANCELLED, columns))
    move_many(changes, by=by, announce=announce)


@transaction.atomic
def delivery_confirm_absent(delivery: Delivery, *, again: bool, by: Person) -> None:
    """It is not there: `by` looked and found nothing. With `again` it is sent once more, else it has failed."""
    actor, fresh = _open("delivery_confirm_absent", delivery, by)
    if again:
        _send_again(fresh, actor, confirmed_absent=True)
    else:
        reason = said(gettext_noop("A person looked and did not find it. Nothing was published."))
        move(fresh, State.FAILED, by=actor, reason=reason, columns=_at_rest(), confirmed_absent=True)


@transaction.atomic
def delivery_try_again(delivery: Delivery, *, by: Person) -> None:
    """Send the same content again after a failure; the gate reviews it afresh first."""
    actor, fresh = _open("delivery_try_again", delivery, by)
    _send_again(fresh, actor)


@transaction.atomic
def delivery_release(delivery: Delivery, *, by: Person) -> None:
    """Let a held delivery go, at its time or, when that has passed, in a minute; the gate reviews it afresh first."""
    actor, fresh = _open("delivery_release", delivery, by)
    _send_again(fresh, actor)


@transaction.atomic
def delivery_cancel(delivery: Delivery, *, reason: str, by: Person) -> None:
    """Never send it. Allowed while it is scheduled, held, failed or unknown. Raises WordsRefused too."""
    actor, fresh = _open("delivery_cancel", delivery, by)
    move(fresh, State.CANCELLED, by=actor, reason=reason_checked(fresh.court, reason), columns=_at_rest())


@transaction.atomic
def delivery_look_up_again(delivery: Delivery, *, by: Person) -> None:
    """Ask the network once more what became of a doubtful sending."""
    actor, fresh = _open("delivery_look_up_again", delivery, by)
    if fresh.claim is None:
        note_many([Change(fresh, State.UNKNOWN, {"next_attempt_at": timezone.now()})])
    audit.record(fresh.court, "lookup_asked", actor=actor, subject=f"delivery:{fresh.pk}")


def _open(act: str, delivery: Delivery, by: Person) -> tuple[str, Delivery]:
    """The actor and the row as it is now, locked. Raises IllegalMove when it is in no state in which `act` is done."""
    actor = authorise(act, by, delivery.court, delivery.release.reference)
    (fresh,) = lock([delivery.pk])
    if fresh.state not in ACTS[act].states:
        raise IllegalMove(f"delivery {fresh.pk} is {fresh.state}")
    return actor, fresh


def _send_again(fresh: Delivery, actor: str, **facts: Any) -> None:
    """Schedules what was stopped. Its last review may be days old, so that one no longer counts."""
    if fresh.release.withdrawn_at:
        raise ReleaseRefused(_("The post was withdrawn meanwhile, so it is not sent any more. Cancel this delivery."))
    move(fresh, State.SCHEDULED, by=actor, columns=_order(fresh), **facts)
    Release.objects.filter(pk=fresh.release_id).update(reviewed_at=None, reviewed_register_version=None)


def _order(delivery: Delivery) -> dict[str, Any]:
    """Columns of a delivery that a named person sends: at its time, or in a minute when that has passed."""
    now = timezone.now()
    due = delivery.release.due_at
    late = {"next_attempt_at": now + NOTICE, "ordered_at": now + NOTICE}
    when = {"next_attempt_at": due, "ordered_at": None} if due > now else late
    return when | {"tries_limit": delivery.tries + TRIES, "claim": None, "lease_until": None, "reason": ""}


def _at_rest() -> dict[str, Any]:
    return {"next_attempt_at": None, "claim": None, "lease_until": None}


def _first_try(delivery: Delivery) -> Any:
    last = delivery.attempts.filter(purpose="send").order_by("-number").values_list("started_at", flat=True).first()
    return last or timezone.now()
