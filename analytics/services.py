"""One collector for every network: it asks each account for the counts that are due and writes them down."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby

from django.db import transaction

from analytics.domain.measures import MEASURES, normalise
from analytics.domain.rhythm import after_failure, next_reading
from analytics.models import Reading, Tally
from publishing.accounts import connection, credentials_renew
from publishing.domain.delivery import State
from publishing.domain.limits import limits_for
from publishing.ground import door
from publishing.ground.vault import VaultRefused
from publishing.models import Account, Delivery, number_known
from publishing.networks.base import Connection, Counts, OutcomeUnknown, Permanent, Transient
from publishing.networks.registry import adapter

logger = logging.getLogger(__name__)
BATCH = 25  # ids in one request: the smallest that every network takes


def tallies_open(*, limit: int = 1000) -> int:
    """Give each sent delivery that has none its tally, due at once. Returns how many were opened."""
    fresh = (
        Delivery.objects.filter(state=State.SENT, tally=None, sent_at__isnull=False)
        .select_related("release")
        .order_by("id")[:limit]
    )
    rows = [
        Tally(
            delivery=delivery,
            court_id=delivery.court_id,
            account_id=delivery.account_id,
            aim=delivery.release.aim,
            kind=delivery.release.kind,
            sent_at=sent_at,
            next_reading_at=sent_at,
        )
        for delivery in fresh
        if (sent_at := delivery.sent_at)
    ]
    Tally.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def readings_collect(*, now: datetime, limit: int = 500) -> int:
    """Read every tally that is due at `now` (aware), account by account. Returns how many readings were written.

    A network that refuses, hangs or answers nonsense delays its own account only.
    """
    due = (
        Tally.objects.filter(number_known("delivery__"), next_reading_at__lte=now, delivery__state=State.SENT)
        .select_related("delivery", "account")
        .order_by("account_id", "next_reading_at")[:limit]
    )
    written = 0
    for _account, tallies in groupby(due, key=lambda tally: tally.account_id):
        for batch in _batches(tallies):
            written += _read_batch(batch, now)
    return written


def _batches(tallies: Iterable[Tally]) -> Iterable[list[Tally]]:
    rows = list(tallies)
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _read_batch(tallies: list[Tally], now: datetime) -> int:
    account = tallies[0].account
    ids = [tally.delivery.remote_id for tally in tallies]
    try:
        with door.session() as http, _opened(account, http) as opened:
            found = adapter(account.network).readings(ids, opened)
    except (Transient, Permanent, OutcomeUnknown, VaultRefused) as error:
        logger.warning("readings of account %s failed: %s", account.pk, type(error).__name__)
        _write_failures(tallies, now)
        return 0
    return _write_readings(tallies, found, now)


@contextmanager
def _opened(account: Account, http: door.Session) -> Iterator[Connection]:
    """The account's connection; what the server renewed on the way is kept, also when the call failed."""
    opened = connection(account, http)
    try:
        yield opened
    finally:
        if opened.renewed:
            credentials_renew(account, opened.renewed)


def _write_failures(tallies: list[Tally], now: datetime) -> None:
    for tally in tallies:
        tally.failures += 1
        tally.next_reading_at = after_failure(now, tally.failures)
    Tally.objects.bulk_update(tallies, ["failures", "next_reading_at"])


def _write_readings(tallies: list[Tally], found: dict[str, Counts], now: datetime) -> int:
    readings = []
    for tally in tallies:
        tally.failures = 0
        tally.next_reading_at = next_reading(tally.sent_at, now)
        if counts := found.get(tally.delivery.remote_id):
            names = limits_for(tally.account.network).counts
            for measure, value in normalise(counts.values, names).items():
                setattr(tally, measure, value)
            tally.read_at = now
            readings.append(
                Reading(
                    delivery_id=tally.delivery_id,
                    read_at=now,
                    values=dict(counts.values),
                    definition=counts.definition,
                )
            )
    with transaction.atomic():
        Reading.objects.bulk_create(readings, ignore_conflicts=True)
        Tally.objects.bulk_update(tallies, ["failures", "next_reading_at", "read_at", *MEASURES])
    return len(readings)
