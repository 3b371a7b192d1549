"""Opens and ends alerts, tells people on duty, and hands what changed to the webhook: each case once."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from publishing.ground import notices
from publishing.ground.confidence import only_named
from publishing.ground.models import Court, Notice
from publishing.ground.rights import roles_of
from publishing.models import Alert, Delivery

from . import webhook
from .cases import Found, cases
from .kinds import CAUSES

KEPT = timedelta(days=90)
log = logging.getLogger(__name__)


def look(now: datetime | None = None) -> int:
    """Compares what is wrong with what was told, and tells the difference. Returns how many alerts changed.

    Any number may look at once: of two that find the same, one is turned back by the database and finds it told.
    """
    now = now or timezone.now()
    # first what was told: what another one tells meanwhile is then new here, too, and turned back
    standing = {(one.kind, one.subject): one for one in Alert.objects.filter(over_at=None)}
    found = cases(now)
    there = {(one.cause, one.subject) for one in found}
    new = [one for one in found if one.news and (one.cause, one.subject) not in standing]
    over = [alert for key, alert in standing.items() if key not in there]
    if not new and not over:
        return 0
    try:
        with transaction.atomic():
            _end(over, now)
            _open(new, now)
    except IntegrityError:
        return 0
    return len(new) + len(over)


def event(rows: Iterable[Delivery], cause: str) -> None:
    """Tells of something that happened to deliveries and does not last. In the caller's transaction; each once."""
    found = [Found(cause, f"delivery:{row.pk}", row.court_id, row.release.reference) for row in rows]
    told = Alert.objects.filter(kind=cause, subject__in=[one.subject for one in found])
    known = set(told.values_list("subject", flat=True))
    now = timezone.now()
    _open([one for one in found if one.subject not in known], now, over_at=now)


def forget(now: datetime) -> None:
    """What is long over and was told is kept on the audit trail and in the mails; here it goes."""
    Alert.objects.filter(over_at__lt=now - KEPT).delete()
    webhook.forget(now - KEPT)


def _open(new: list[Found], now: datetime, over_at: datetime | None = None) -> None:
    alerts = [
        Alert(kind=one.cause, subject=one.subject, court_id=one.court, opened_at=now, over_at=over_at) for one in new
    ]
    Alert.objects.bulk_create(alerts)
    for alert in alerts:
        log.warning("an alert begins: %s %s", alert.kind, alert.subject, extra=_facts(alert))
    for cause in sorted({one.cause for one in new if CAUSES[one.cause].told}):
        _tell(cause, [one for one in new if one.cause == cause])
    webhook.queue(alerts, "open")


def _end(over: list[Alert], now: datetime) -> None:
    ended = [one for one in over if Alert.objects.filter(pk=one.pk, over_at=None).update(over_at=now)]
    for alert in ended:
        log.info("an alert is over: %s %s", alert.kind, alert.subject, extra=_facts(alert))
        if CAUSES[alert.kind].lasting:
            _tell_over(alert)
    webhook.queue(ended, "over")


def _tell(cause: str, found: list[Found]) -> None:
    """One notice a person and court, counting what they may know of."""
    for court in _courts({one.court for one in found}):
        mine = [one for one in found if one.court in (None, court.pk)]
        people = court.holders(*roles_of(CAUSES[cause].told))
        counts = Counter(person for one in mine for person in only_named(one.reference, people))
        for count in sorted(set(counts.values())):
            readers = [person for person, known in counts.items() if known == count]
            topic = _topic(cause, mine[0].subject) if CAUSES[cause].lasting else ""
            notices.tell(f"alert-{cause}", court=court, people=readers, facts={"count": count}, topic=topic)


def _tell_over(alert: Alert) -> None:
    """To those who were told that it began. Mails that wait do not leave any more."""
    topic, cause = _topic(alert.kind, alert.subject), CAUSES[alert.kind]
    told = Notice.objects.filter(topic=topic, over_at=None).values_list("court", "person")
    readers = list(told)
    notices.notices_close(topic)
    for court in _courts({court for court, _person in readers if court}):
        people = {person for one, person in readers if one == court.pk}
        facts = {"what": cause.name, "since": alert.opened_at}
        notices.tell("alert-over", court=court, people=people, facts=facts)


def _topic(cause: str, subject: str) -> str:
    return f"alert:{cause}:{subject}"


def _courts(keys: set[int | None]) -> list[Court]:
    """Those courts; every one where something concerns all."""
    rows = Court.objects.order_by("pk")
    return list(rows if None in keys else rows.filter(pk__in=[key for key in keys if key is not None]))


def _facts(alert: Alert) -> dict[str, object]:
    return {"alert": alert.pk, "court": alert.court_id}
