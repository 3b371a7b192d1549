"""Writing down what came back: in bulk, by id and tries, from the state that the job was claimed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop as _

from publishing.accounts import credentials_renew
from publishing.domain.delivery import State
from publishing.domain.message import MissedTime
from publishing.domain.timing import DELETIONS, TRIES, backoff, last_moment, lookup_wait
from publishing.ground.saying import parts_of, said, together
from publishing.models import Attempt, Delivery
from publishing.proving import secrets_heard
from publishing.services import Change, lock, move_many, note_many

from .claim import AT_REST
from .duty import call_about_strays
from .jobs import DEADLINE, LEASE, MARGIN, Job, Kind, Outcome, Result
from .telling import report
from .throttle import learn

FREE = {"claim": None, "lease_until": None}


@dataclass(slots=True)
class Settled:
    """Jobs with a further step, releases that changed, and deliveries that a person must look at now."""

    jobs: list[Job] = field(default_factory=list)
    releases: set[UUID] = field(default_factory=set)
    waiting: list[Delivery] = field(default_factory=list)


def settle(results: list[Result], now: datetime, worker: str) -> Settled:
    """Write `results` down, in the caller's transaction. One whose claim is no longer the row's changes no state."""
    settled = Settled()
    for one_each in _apart(results):
        _settle(one_each, now, worker, settled)
    learn(results, now)
    return settled


def _apart(results: list[Result]) -> list[list[Result]]:
    """`results` in lists in which no delivery is twice: each answer about one is weighed by what the last one made."""
    waves: list[dict[int, Result]] = []
    for result in results:
        key = result.job.delivery.pk
        free = next((wave for wave in waves if key not in wave), None)
        if free is None:
            waves.append(free := {})
        free[key] = result
    return [list(wave.values()) for wave in waves]


def _settle(results: list[Result], now: datetime, worker: str, settled: Settled) -> None:
    rows = {row.pk: row for row in lock({result.job.delivery.pk for result in results}, bare=True)}
    moves: list[Change] = []
    notes: list[Change] = []
    for result in results:
        row = rows[result.job.delivery.pk]
        for change in _changes(result, row, now, settled):
            (notes if change.to == row.state else moves).append(change)
    _late_proofs(moves, worker)
    move_many(moves, by=f"worker:{worker}", announce=False)
    note_many(notes)
    report(results, rows)
    call_about_strays(results, rows, worker)
    _close_attempts(results)
    _store_renewed(results)
    _hear(results, worker)
    settled.releases |= {change.delivery.release_id for change in moves}


def _changes(result: Result, row: Delivery, now: datetime, settled: Settled) -> list[Change]:
    if not _holds(result, row):
        return _late(result, row)
    answer: Callable[[Result, Delivery, datetime], Change] = {
        Kind.SEND: _sending,
        Kind.LOOKUP: _lookup,
        Kind.WITHDRAW: _withdrawal,
    }[result.job.kind]
    if result.outcome is Outcome.CONTINUE:
        return [_continue(result, row, now, settled)]
    change = answer(result, row, now)
    change.facts = {"attempt": result.job.attempt, **change.facts}
    if _needs_a_person(change, result.job.kind):
        settled.waiting.append(row)
    return [change]


def _needs_a_person(change: Change, kind: Kind) -> bool:
    left_to_itself = change.to is State.UNKNOWN and change.columns["next_attempt_at"] is None
    not_deleted = kind is Kind.WITHDRAW and change.to is State.SENT
    return left_to_itself or not_deleted or change.to in (State.FAILED, State.HELD)


def _holds(result: Result, row: Delivery) -> bool:
    """Whether the row is still as this job claimed it."""
    claimed_in = {Kind.SEND: State.SENDING, Kind.LOOKUP: State.UNKNOWN, Kind.WITHDRAW: State.WITHDRAWING}
    return row.state == claimed_in[result.job.kind] and row.claim == result.job.claim


def _late(result: Result, row: Delivery) -> list[Change]:
    """A lapsed sending, or a look-up that somebody overtook: proof that it is out counts, and nothing else does."""
    job = result.job
    proofs = {(Kind.SEND, Outcome.DONE): result.ended_at, (Kind.LOOKUP, Outcome.PRESENT): job.since}
    sent_at = proofs.get((job.kind, result.outcome))
    if sent_at is None or row.tries != job.delivery.tries:
        return []
    through = {State.UNKNOWN: [], State.SCHEDULED: [Change(row, State.SENDING)]}.get(State(row.state))
    return [] if through is None else [*through, Change(row, State.SENT, _published(result, sent_at))]


def _late_proofs(moves: list[Change], worker: str) -> None:
    """A row that was scheduled again before the proof came goes through `sending`, so that no edge is skipped."""
    through = [change for change in moves if change.to is State.SENDING]
    if through:
        move_many(through, by=f"worker:{worker}", announce=False)
        moves[:] = [change for change in moves if change.to is not State.SENDING]


def _continue(result: Result, row: Delivery, now: datetime, settled: Settled) -> Change:
    job = result.job
    job.memos = [result.memo or {}]
    job.at = now + timedelta(seconds=result.after)
    job.until, job.begin_by = job.at + DEADLINE, job.at + MARGIN
    settled.jobs.append(job)
    return Change(row, State(row.state), {"lease_until": job.at + LEASE})


def _sending(result: Result, row: Delivery, now: datetime) -> Change:
    match result.outcome:
        case Outcome.DONE:
            return Change(row, State.SENT, _published(result, result.ended_at))
        case Outcome.TRANSIENT:
            return _again(result, row, now)
        case Outcome.PERMANENT:
            return Change(row, State.FAILED, {"reason": result.reason, **AT_REST})
        case Outcome.CHANGED:
            return Change(row, State.HELD, {"reason": result.reason, **AT_REST})
        case Outcome.NOT_SENT:
            return Change(row, State.SCHEDULED, {"tries_limit": row.tries_limit + 1, **FREE})
    asked = max(now, result.started_at + DEADLINE + MARGIN)
    reason = together(result.reason or said(_("No answer.")), said(_("Published or not? We do not know.")))
    return Change(row, State.UNKNOWN, {"reason": reason, "next_attempt_at": asked, **FREE})


def _again(result: Result, row: Delivery, now: datetime) -> Change:
    if row.tries >= row.tries_limit:
        tried = said(_("Tried %(count)d times. Nothing was published."), count=row.tries)
        return Change(row, State.FAILED, {"reason": together(result.reason, tried), **AT_REST})
    wait = backoff(row.tries + TRIES - row.tries_limit, result.retry_after)
    when = now + timedelta(seconds=wait)
    if State(row.state) is State.SENDING and when > _last_moment(result, row):
        late = said(_("The next try would come after its time. A person decides whether it still goes out."))
        return Change(row, State.HELD, {"reason": together(result.reason, late), **AT_REST})
    return Change(row, State.SCHEDULED, {"reason": result.reason, "next_attempt_at": when, **FREE})


def _last_moment(result: Result, row: Delivery) -> datetime:
    release = result.job.delivery.release
    return last_moment(release.due_at, MissedTime(release.missed_minutes), row.ordered_at)


def _lookup(result: Result, row: Delivery, now: datetime) -> Change:
    match result.outcome:
        case Outcome.PRESENT:
            return Change(row, State.SENT, _published(result, result.job.since), {"looked_up": True})
        case Outcome.ABSENT:
            result.reason = said(_("Looked up: it is not there."))
            return _again(result, row, now)
    wait = None if result.outcome in (Outcome.UNDECIDED, Outcome.PERMANENT) else lookup_wait(row.lookups)
    when = None if wait is None else now + timedelta(seconds=wait)
    return Change(row, State.UNKNOWN, {"next_attempt_at": when, **FREE})


def _withdrawal(result: Result, row: Delivery, now: datetime) -> Change:
    if result.outcome is Outcome.DONE:
        return Change(row, State.WITHDRAWN, {"reason": row.reason, **AT_REST})
    if result.outcome is Outcome.PERMANENT or row.tries >= row.tries_limit:
        failed, by_hand = _("It could not be deleted at the network."), _("Delete it there by hand.")
        words = together(said(failed), result.reason, said(by_hand))
        return Change(row, State.SENT, {"reason": words, **AT_REST}, {"withdrawn": False})
    wait = backoff(row.tries + DELETIONS - row.tries_limit, result.retry_after)
    return Change(row, State.WITHDRAWING, {"next_attempt_at": now + timedelta(seconds=wait), **FREE})


def _published(result: Result, at: datetime) -> dict[str, Any]:
    receipt = result.receipt
    if receipt is None:
        raise ValueError("published without a receipt")
    found = {"remote_id": receipt.remote_id[:300], "remote_url": _web(receipt.url), "sent_at": at, "reason": ""}
    return {**found, **AT_REST}


def _web(url: str) -> str:
    """An address as a page may link it, whatever a server said; nothing where it is none."""
    fits = len(url) <= 500 and url.isprintable() and url.startswith(("https://", "http://"))
    return url if fits else ""


def _close_attempts(results: list[Result]) -> None:
    stored = [_attempt_row(result) for result in results]
    names = ("ended_at", "memo", "outcome", "evidence")  # as the model orders them
    columns = [column for column in Attempt._meta.concrete_fields if column.name in names]
    rows = [
        [*(column.get_db_prep_save(value, connection) for column, value in zip(columns, values, strict=True)), pk]
        for pk, *values in stored
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE publishing_attempt SET ended_at = %s, memo = %s, outcome = %s, evidence = %s WHERE id = %s", rows
        )


def _attempt_row(result: Result) -> tuple[Any, ...]:
    goes_on = result.outcome is Outcome.CONTINUE
    memo = result.memo if result.memo is not None else (result.job.memos[0] if result.job.memos else {})
    evidence = {**result.evidence, **_reason(result.reason)}
    if result.receipt:
        evidence |= {"remote_id": result.receipt.remote_id, "url": _web(result.receipt.url)}
    return (
        result.job.attempt,
        None if goes_on else result.ended_at,
        memo,
        "" if goes_on else result.outcome.value,
        evidence,
    )


def _reason(words: str) -> dict[str, Any]:
    found = {"reason": words, "because": parts_of(words)}
    return {name: value for name, value in found.items() if value}


def _store_renewed(results: list[Result]) -> None:
    for result in results:
        if result.renewed:
            credentials_renew(result.job.delivery.account, result.renewed)


def _hear(results: list[Result], worker: str) -> None:
    """What servers let know of the accounts' secrets. Who takes one that was never refused says nothing new."""
    known = [result for result in results if result.outcome is Outcome.DONE and result.job.delivery.account.refused_at]
    taken = {result.job.delivery.account_id: True for result in known}
    taken |= {result.job.delivery.account_id: False for result in results if result.refused}
    if taken:
        secrets_heard(taken, actor=f"worker:{worker}")
