"""From a cleared submission to an immutable Release with its deliveries, and how to stop or take back one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from publishing.domain.clearance import Clearance
from publishing.domain.delivery import State
from publishing.domain.digest import canonical, digest, parse
from publishing.domain.message import Message, Submission
from publishing.domain.timing import DELETIONS, first_attempt
from publishing.ground import audit
from publishing.ground.drill import is_drill
from publishing.ground.models import Court, Person
from publishing.ground.rights import ACTS
from publishing.ground.saying import said
from publishing.models import Account, Delivery, FittedMedium, Release

from .moves import Change, lock, move_many
from .rights import authorise
from .words import reason_checked

OUT = (State.SENT, State.WITHDRAWING)


class ReleaseRefused(ValueError):
    """It is not what was cleared, or an earlier release stands in the way. Says why, in plain words."""


@transaction.atomic
def release_create(
    *,
    court: Court,
    submission: Submission,
    clearance: Clearance,
    replaces: Release | None = None,
    corrects: Release | None = None,
    by: str,
) -> Release:
    """Store what was cleared, with one delivery an account. `by` is an audit name ("person:<id>", "system").

    Made after its time, it is never sent at once: the submission's missed-time policy decides. What `replaces`
    has not sent yet is cancelled in the same transaction. Raises ReleaseRefused.
    """
    content = canonical(submission)
    _check(court, submission, clearance, digest(content))
    accounts = _accounts(court, submission)
    _check_media(court, submission)
    _check_once(court, submission, clearance.digest, replaces)
    if replaces is not None:
        release_cancel(replaces, reason=said(gettext_noop("Replaced by a newer version.")), by=by, sent_too=True)
    release = Release.objects.create(
        **_columns(submission, content), **_cleared(clearance), court=court, replaces=replaces,
        corrects=corrects, version=_next_version(court, submission.reference),
    )  # fmt: skip
    facts = {"digest": release.digest, "version": release.version, "route": release.route}
    audit.record(court, "released", actor=by, subject=f"release:{release.pk}", facts=facts)
    _deliver(release, submission, _still_to_send(submission, accounts, replaces), by)
    return release


@transaction.atomic
def release_hold(release: Release, *, reason: str, by: Person | str) -> int:
    """Stop every delivery that is still scheduled; returns how many. Raises NotAllowed."""
    actor = authorise("release_hold", by, release.court)
    return _move_all(release, (State.SCHEDULED,), State.HELD, reason, actor)


@transaction.atomic
def release_cancel(release: Release, *, reason: str, by: Person | str, sent_too: bool = False) -> int:
    """Cancel every delivery that has not gone out; returns how many. Raises NotAllowed, or ReleaseRefused while one
    is being sent. With `sent_too` those that went out or are in doubt stay as they are, without it they are refused.
    """
    actor = authorise("release_cancel", by, release.court, release.reference)
    rows = _locked(release)
    if any(row.state == State.SENDING for row in rows):
        raise ReleaseRefused(_("It is being sent at this moment. Try again in a minute."))
    if not sent_too and any(row.state in OUT for row in rows):
        raise ReleaseRefused(_("It has gone out already. Withdraw it instead."))
    if not sent_too and any(row.state == State.UNKNOWN for row in rows):
        raise ReleaseRefused(_("Whether it has gone out is in doubt. Settle that in the outbox first."))
    return _move_rows(
        [row for row in rows if row.state in ACTS["release_cancel"].states], State.CANCELLED, reason, actor, _rest()
    )


@transaction.atomic
def release_withdraw(release: Release, *, reason: str, by: Person | str) -> int:
    """Delete at the networks what was sent, cancel the rest; returns how many are to be deleted.

    What is being sent or in doubt at that moment follows once that is known: the dispatcher sees to it. Asked for
    again where a network refused, it is tried there again; the first time and reason stay.

    The record shows `reason`. Raises NotAllowed, WordsRefused when it may name someone protected, and ReleaseRefused
    where nothing is out.
    """
    actor = authorise("release_withdraw", by, release.court, release.reference)
    reason = reason_checked(release.court, reason)
    rows, now = _locked(release), timezone.now()
    sent = [row for row in rows if row.state in ACTS["release_withdraw"].states]
    if not sent:
        raise ReleaseRefused(_("Nothing of it is out. Cancel it instead, or settle first what is in doubt."))
    unsent = [row for row in rows if row.state in ACTS["release_cancel"].states]
    _move_rows(unsent, State.CANCELLED, reason, actor, _rest())
    Release.objects.filter(pk=release.pk, withdrawn_at=None).update(withdrawn_at=now, withdrawn_reason=reason)
    audit.record(release.court, "withdrawal", actor=actor, subject=f"release:{release.pk}", facts={"sent": len(sent)})
    changes = [
        Change(row, State.WITHDRAWING, {"reason": reason, "next_attempt_at": now, "tries_limit": row.tries + DELETIONS})
        for row in sent
    ]
    move_many(changes, by=actor)
    return len(changes)


def _check(court: Court, submission: Submission, clearance: Clearance, found: str) -> None:
    if found != clearance.digest:
        raise ReleaseRefused(_("What is to be released is not what was approved. It must be approved again."))
    if is_drill(submission.reference):
        raise ReleaseRefused(_("This was written for a drill. It never goes out."))
    if submission.court != court.slug:
        raise ReleaseRefused(_("The approval belongs to another court."))


def _accounts(court: Court, submission: Submission) -> dict[str, Account]:
    wanted = [message.account for message in submission.messages]
    if not wanted or len(set(wanted)) != len(wanted):
        raise ReleaseRefused(_("Choose at least one account, and each only once."))
    found = {str(account.pk): account for account in Account.objects.filter(court=court, pk__in=wanted)}
    for message in submission.messages:
        if message.account not in found or found[message.account].network != message.network:
            raise ReleaseRefused(_("One of the accounts is not this court’s account on that network."))
    return found


def _check_media(court: Court, submission: Submission) -> None:
    wanted = {medium.sha256 for message in submission.messages for medium in message.media}
    stored = set(FittedMedium.objects.filter(court=court, sha256__in=wanted).values_list("sha256", flat=True))
    if wanted - stored:
        raise ReleaseRefused(_("A picture that was approved is no longer stored. Attach it again."))


def _check_once(court: Court, submission: Submission, found: str, replaces: Release | None) -> None:
    """The same approval releases once, however often the workflow reports its end."""
    same = Release.objects.filter(court=court, reference=submission.reference, digest=found)
    if replaces is not None:
        same = same.exclude(pk=replaces.pk)
    if same.exclude(deliveries__state=State.CANCELLED).exists():
        raise ReleaseRefused(_("This version has been released already."))


def _next_version(court: Court, reference: str) -> int:
    last = Release.objects.filter(court=court, reference=reference).order_by("-version").first()
    return last.version + 1 if last else 1


def _columns(submission: Submission, content: str) -> dict[str, Any]:
    return {
        "reference": submission.reference,
        "title": submission.title,
        "kind": submission.kind,
        "aim": submission.aim,
        "languages": sorted({message.language for message in submission.messages}),
        "matters": list(submission.matters),
        "content": content,
        "digest": digest(content),
        "due_at": parse(content).due_at,
        "missed_minutes": submission.missed.minutes,
    }


def _cleared(clearance: Clearance) -> dict[str, Any]:
    plain = asdict(clearance)
    for key in ("submitted_at", "cleared_at"):
        plain[key] = _iso(plain[key])
    plain["approvals"] = [{**approval, "at": _iso(approval["at"])} for approval in plain["approvals"]]
    plain["findings"], plain["answers"] = list(plain["findings"]), list(plain["answers"])
    return {
        "clearance": plain,
        "route": clearance.route,
        "submitted_at": clearance.submitted_at,
        "cleared_at": clearance.cleared_at,
    }


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()


def _still_to_send(submission: Submission, accounts: dict[str, Account], replaces: Release | None) -> list[Account]:
    """The accounts to send to: without those where the replaced release already stands with the same words."""
    if replaces is None:
        return list(accounts.values())
    old = {message.account: message for message in parse(replaces.content).messages}
    rows = _locked(replaces)
    if any(row.state == State.UNKNOWN for row in rows):
        raise ReleaseRefused(_("Whether the version before has gone out is in doubt. Settle that in the outbox first."))
    standing = {str(row.account_id) for row in rows if row.state in OUT}
    return [accounts[message.account] for message in submission.messages if not _stands(message, old, standing)]


def _stands(message: Message, old: dict[str, Message], standing: set[str]) -> bool:
    if message.account not in standing:
        return False
    if message != old[message.account]:
        raise ReleaseRefused(_("It has gone out on an account with other words. Publish a correction instead."))
    return True


def _deliver(release: Release, submission: Submission, accounts: list[Account], by: str) -> None:
    when = first_attempt(release.due_at, submission.missed, timezone.now())
    rows = [
        Delivery(release=release, account=account, court=release.court, next_attempt_at=when) for account in accounts
    ]
    Delivery.objects.bulk_create(rows)
    if when is None:
        late = gettext_noop("It was approved after its time. A person decides whether it still goes out.")
        _move_rows(rows, State.HELD, said(late), by, {})


def _locked(release: Release) -> list[Delivery]:
    return lock(release.deliveries.values_list("pk", flat=True))


def _move_all(release: Release, old: tuple[State, ...], to: State, reason: str, by: str, **columns: Any) -> int:
    return _move_rows([row for row in _locked(release) if row.state in old], to, reason, by, columns)


def _move_rows(rows: list[Delivery], to: State, reason: str, by: str, columns: dict[str, Any]) -> int:
    move_many([Change(row, to, {"reason": reason, **columns}) for row in rows], by=by)
    return len(rows)


def _rest() -> dict[str, Any]:
    return {"next_attempt_at": None, "claim": None, "lease_until": None}
