"""How much a network is asked: budgets of accounts and breakers of servers, kept in rows that all dispatchers share.

Both concern new sendings only. Look-ups and withdrawals are few and bounded; what they hear counts like the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from publishing.domain.timing import BREAKER_AFTER, breaker_wait
from publishing.models import Breaker, Budget, Delivery

from .jobs import DEADLINE, MARGIN, Lane, Outcome, Result

TRIAL = DEADLINE + MARGIN  # so long nobody else tries a server that one delivery is trying


def unhindered(rows: QuerySet[Delivery], now: datetime) -> QuerySet[Delivery]:
    """Those of `rows` whose account has requests left and whose server is not known to be down."""
    spent = Q(waits_until__gt=now) | Q(remaining=0, resets_at__gt=now)
    barred = Budget.objects.filter(spent, account=OuterRef("account"))
    same = {"network": OuterRef("account__network"), "base_url": OuterRef("account__base_url")}
    down = Breaker.objects.filter(**same, open_until__gt=now)
    return rows.filter(~Exists(barred), ~Exists(down))


def room(lane: Lane, found: int, now: datetime) -> int:
    """How many of the `found` deliveries may be claimed: one for a server on trial. Runs inside a transaction."""
    broken = Breaker.objects.filter(network=lane[0], base_url=lane[1], open_until__isnull=False)
    if not found or not broken.exists():
        return found
    due = broken.filter(open_until__lte=now).select_for_update(skip_locked=True).values_list("pk", flat=True)
    return Breaker.objects.filter(pk__in=list(due)).update(open_until=now + TRIAL, on_trial=True)


def within_budget(rows: list[Delivery], now: datetime) -> list[Delivery]:
    """As many of `rows` of each account, in their order, as it has requests left; counts them down.

    Accounts whose budget another dispatcher holds at this moment are left out until the next turn.
    """
    counted = {"account__in": {row.account_id for row in rows}, "remaining__isnull": False, "resets_at__gt": now}
    known = Budget.objects.filter(**counted)
    left: dict[UUID, int] = dict.fromkeys(known.values_list("pk", flat=True), 0)
    if not left:
        return rows
    held = known.order_by("pk").select_for_update(skip_locked=True)
    mine = {one.pk: one.remaining or 0 for one in held}
    left |= mine
    found = []
    for row in rows:
        if left.setdefault(row.account_id, len(rows)) > 0:
            left[row.account_id] -= 1
            found.append(row)
    for pk in mine:
        known.filter(pk=pk).update(remaining=left[pk])
    return found


def learn(results: Iterable[Result], now: datetime) -> None:
    """Keep what servers let know in these answers. Runs inside the settling transaction, after the deliveries."""
    heard = [result for result in results if result.news is not None]
    _learn_budgets(heard, now)
    _learn_breakers(heard, now)


def _learn_budgets(heard: list[Result], now: datetime) -> None:
    rows: dict[UUID, Budget] = {}
    known: dict[UUID, Budget] | None = None
    for result in heard:
        waits = result.retry_after if result.outcome is Outcome.TRANSIENT else None
        if waits is None and (result.news is None or result.news.remaining is None):
            continue
        account = result.job.delivery.account_id
        if known is None:
            accounts = {one.job.delivery.account_id for one in heard}
            known = {one.pk: one for one in Budget.objects.filter(pk__in=accounts).order_by("pk").select_for_update()}
        row = rows.setdefault(account, known.get(account) or Budget(account_id=account))
        _write(row, result, waits, now)
    if rows:
        columns = ["remaining", "resets_at", "waits_until"]
        ordered = [rows[pk] for pk in sorted(rows)]
        Budget.objects.bulk_create(ordered, update_conflicts=True, update_fields=columns, unique_fields=["account"])


def _write(row: Budget, result: Result, waits: float | None, now: datetime) -> None:
    """An answer may be older than claims made since, so within one span of time the smaller number counts."""
    if waits is not None:
        until = now + timedelta(seconds=waits)
        row.waits_until = max(row.waits_until or until, until)
    news = result.news
    if news is None or news.remaining is None or news.resets_in is None:
        return
    resets_at = now + timedelta(seconds=news.resets_in)
    same = row.remaining is not None and row.resets_at is not None and row.resets_at > now
    row.remaining = min(row.remaining or 0, news.remaining) if same else news.remaining
    row.resets_at = min(row.resets_at, resets_at) if same and row.resets_at else resets_at


def _learn_breakers(heard: list[Result], now: datetime) -> None:
    known = {(row.network, row.base_url) for row in Breaker.objects.all()}
    alive = {one.job.lane for one in heard if one.news and one.news.answered}
    for network, base_url in sorted(alive & known):
        Breaker.objects.filter(network=network, base_url=base_url).delete()
    dead = Counter(one.job.lane for one in heard if one.news and one.news.answered is False)
    for lane in sorted(dead.keys() - alive):
        _count_failures(lane, dead[lane], now)


def _count_failures(lane: Lane, count: int, now: datetime) -> None:
    """While it is open, only the failure of the delivery on trial counts: the others had left before."""
    named = {"network": lane[0], "base_url": lane[1]}
    Breaker.objects.bulk_create([Breaker(**named, since=now)], ignore_conflicts=True)
    row = Breaker.objects.select_for_update().get(**named)
    if row.open_until is None:
        row.failures = min(row.failures + count, BREAKER_AFTER)
    elif row.on_trial or row.open_until <= now:
        row.failures += 1
    else:
        return
    wait = breaker_wait(row.failures)
    row.open_until = None if wait is None else now + timedelta(seconds=wait)
    row.on_trial = False
    row.save(update_fields=["failures", "open_until", "on_trial"])
