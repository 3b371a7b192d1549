"""Calls to the address that the operator named: which alerts began and ended, by ids and codes, signed.

A call holds `{"id", "alerts": [{"id", "kind", "state", "subject", "court", "since"}]}` and the header
`Praeco-Signature: t=<seconds since 1970>,v1=<hex>`, the HMAC-SHA256 of `<t>.<body>` under PRAECO_ALERTS_SECRET.
It is repeated until an answer 2xx comes, for a day; the same `id` is the same call.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from publishing.ground import door
from publishing.models import Alert, AlertCall

FIRST_WAIT, LONGEST_WAIT = 15.0, 3600.0  # seconds
LAST = timedelta(days=1)
DEADLINE, CAP = 10.0, 100_000
BATCH = 100
BUDGET = 30.0  # seconds of one run
log = logging.getLogger(__name__)
CODES: tuple[tuple[type[door.DoorError], str], ...] = (
    (door.Refused, "refused-here"),
    (door.Unreachable, "unreachable"),
    (door.NoAnswer, "no-answer"),
)


def queue(alerts: list[Alert], state: str) -> None:
    """Keeps calls that say so, in the caller's transaction; none where no address is set."""
    if not settings.ALERTS_URL:
        return
    rows = []
    for start in range(0, len(alerts), BATCH):
        row = AlertCall()
        told = [_told(alert, state) for alert in alerts[start : start + BATCH]]
        row.body = json.dumps({"id": str(row.pk), "alerts": told}, separators=(",", ":"), sort_keys=True)
        rows.append(row)
    AlertCall.objects.bulk_create(rows)


def waiting() -> QuerySet[AlertCall]:
    """Calls that nobody has taken yet, those that were given up among them."""
    return AlertCall.objects.filter(sent_at=None)


def call_due() -> int:
    """Makes the calls whose time has come, the oldest first; returns how many were taken."""
    now, until = timezone.now(), time.monotonic() + BUDGET
    if not settings.ALERTS_URL:
        return 0
    due = waiting().filter(next_try_at__lte=now, created_at__gt=now - LAST).order_by("created_at", "pk")
    return sum(_call(row) for row in due[:BATCH] if time.monotonic() < until)


def signature(body: str, at: int) -> str:
    """What the receiver makes again from the header's `t` and the bytes that it got, and compares."""
    signed = hmac.new(settings.ALERTS_SECRET.encode(), f"{at}.{body}".encode(), hashlib.sha256)
    return f"t={at},v1={signed.hexdigest()}"


def forget(before: datetime) -> None:
    AlertCall.objects.filter(created_at__lt=before).delete()


def _call(row: AlertCall) -> bool:
    """One try, made by one process only. Its outcome stays on the row."""
    now = timezone.now()
    wait = timedelta(seconds=min(FIRST_WAIT * 2**row.tries, LONGEST_WAIT))
    mine = waiting().filter(pk=row.pk, tries=row.tries, next_try_at__lte=now)
    if not mine.update(tries=F("tries") + 1, next_try_at=now + wait):
        return False
    error = _post(row)
    taken = {"sent_at": timezone.now()} if not error else {}
    AlertCall.objects.filter(pk=row.pk).update(error=error, **taken)
    if error:
        log.warning("an alert was not taken by the webhook: %s", error, extra={"call": row.pk, "outcome": error})
    return not error


def _post(row: AlertCall) -> str:
    """What went wrong as a code; nothing where the call was taken."""
    headers = {"Content-Type": "application/json", "Praeco-Signature": signature(row.body, int(time.time()))}
    try:
        with door.session(deadline=DEADLINE, cap=CAP) as http:
            answer = http.post(settings.ALERTS_URL, data=row.body.encode(), headers=headers)
    except door.DoorError as error:
        return next(code for kind, code in CODES if isinstance(error, kind))
    return "" if answer.ok and answer.status_code < 300 else f"answer-{answer.status_code}"


def _told(alert: Alert, state: str) -> dict[str, object]:
    since = alert.opened_at.isoformat(timespec="seconds")
    return {
        "id": str(alert.pk), "kind": alert.kind, "state": state, "subject": alert.subject, "court": alert.court_id,
        "since": since,
    }  # fmt: skip
