"""What people are told. A row first, then a task that holds only its id; a failure stays on the row and is retried."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django_q.tasks import async_task

from . import digests, mailing
from .confidence import only_named, speaks_of_hidden
from .drill import is_drill
from .models import Court, Notice, Person
from .notice_kinds import KINDS, Kind, Pace, as_drill, language_for, path_of, words_of
from .pacing import pace_of
from .windows import is_urgent, next_window

TRIES_MAX = 8
FIRST_WAIT = timedelta(minutes=5)
BUDGET = 40  # seconds; a task that runs longer than a minute is killed
TASK = "publishing.ground.tasks.notice_send"

logger = logging.getLogger(__name__)


def tell(
    kind: str,
    *,
    court: Court,
    people: Iterable[int],
    facts: Mapping[str, Any] | None = None,
    about: tuple[Any, ...] = (),
    url: str = "",
    topic: str = "",
    due_at: datetime | None = None,
    urgent: bool = False,
) -> None:
    """Tells each active person of `people` (ids) one thing, in their language, after the present transaction commits.

    `kind` is one of KINDS, `facts` what its words take: lazy texts, times, counts, references, never a protected name
    or a word of a post. Of a sealed post, named by the fact `reference`, only those hear who are named on it. `about`
    are the arguments of the kind's link, or `url` is a path in its stead. `topic` is what notices_close names once it
    is settled. Never raises for a notice that cannot be stored, queued or sent.
    """
    known = KINDS[kind]
    people = only_named(str((facts or {}).get("reference", "")), people)
    path, now = url or path_of(known, about), timezone.now()
    common = {"court": court, "kind": kind, "url": path, "topic": topic, "due_at": due_at, "listed": known.listed}
    common["mailed"] = known.pace is not Pace.PAGE
    at_once = known.pace is not Pace.WINDOW or urgent or is_urgent(now, due_at)
    window = now if at_once else next_window(now, court.zone, pace_of(court).windows)
    rows = []
    for person in _readers(people):
        paced = not (at_once or _wants_at_once(person))
        wait = window if paced else now
        rows.append(
            Notice(person=person, paced=paced, next_try_at=wait, **common, **_words(known, person, court, facts))
        )
    _keep(rows)


def notices_close(topic: str, *, people: Iterable[int] | None = None, but: Iterable[int] = ()) -> int:
    """What is settled asks nobody (of `people`, but some) any more: mails that wait do not leave. Returns how many."""
    rows = Notice.objects.filter(topic=topic, over_at=None).exclude(person__in=set(but))
    return (rows if people is None else rows.filter(person__in=set(people))).update(over_at=timezone.now())


def open_for(topic: str, kinds: Iterable[str]) -> set[int]:
    """Ids of those who have been told so of this topic, which is not settled."""
    rows = Notice.objects.filter(topic=topic, over_at=None, kind__in=list(kinds))
    return set(rows.values_list("person", flat=True))


def notices_read(*, person: Person, keys: Iterable[UUID | str] | None = None) -> int:
    """Marks what stands on the person's own list as read: all of it, or those with these keys. Returns how many."""
    rows = listed_for(person).filter(read_at=None)
    return (rows if keys is None else rows.filter(pk__in=list(keys))).update(read_at=timezone.now())


def listed_for(person: Person) -> QuerySet[Notice]:
    """What stands on the person's own list; without what was told of a post that is sealed to others since."""
    rows = Notice.objects.filter(person=person, listed=True)
    return rows.exclude(speaks_of_hidden(person, "subject", "body"))


def unread_count(person: Person) -> int:
    """How many the person has not read and that still ask something of them, or tell them something."""
    return listed_for(person).filter(read_at=None, over_at=None).count()


def notice_send(notice_id: str) -> bool:
    """Sends one waiting notice and says whether the mail server took it. Done at most once at a time."""
    now = timezone.now()
    notice = Notice.objects.select_related("person", "court").filter(pk=notice_id).first()
    if notice is None or not _claim(notice):
        return False
    if not notice.person.is_active or not digests.filled(notice):
        Notice.objects.filter(pk=notice.pk).update(over_at=now)
        return False
    try:
        mailing.send(notice)
    except Exception as error:  # whatever it is: it stands on the row, and the next try comes
        Notice.objects.filter(pk=notice.pk).update(error=mailing.code_of(error))
        logger.warning("Notice %s was not sent: %s", notice.pk, type(error).__name__)
        return False
    Notice.objects.filter(pk=notice.pk).update(sent_at=now, error="")
    notice.carried.update(sent_at=now)
    return True


def notices_due() -> list[str]:
    """Ids of notices that still wait and whose time to try again has come, the longest waiting first."""
    waiting = unsent().filter(tries__lt=TRIES_MAX, next_try_at__lte=timezone.now())
    return [str(key) for key in waiting.order_by("next_try_at").values_list("pk", flat=True)[:200]]


def notices_try() -> int:
    """Sends what is due, for BUDGET seconds at most; returns how many left. The next run goes on."""
    until = time.monotonic() + BUDGET
    return sum(notice_send(key) for key in notices_due() if time.monotonic() < until)


def unsent() -> QuerySet[Notice]:
    """Every mail that has not left and still should."""
    return Notice.objects.filter(sent_at=None, over_at=None, mailed=True, paced=False)


def queue(notice: Notice) -> None:
    """Hands the notice to a worker once the present transaction commits."""
    key = str(notice.pk)
    transaction.on_commit(lambda: async_task(TASK, key), robust=True)


def windows_open() -> int:
    """Makes one mail a person and court of what waited for a window that has come. Returns how many."""
    made = digests.digests_make()
    for carrier in made:
        queue(carrier)
    return len(made)


def _readers(people: Iterable[int]) -> QuerySet[Person]:
    found = Person.objects.filter(pk__in=set(people), is_active=True)
    return found.select_related("wagtail_userprofile", "notice_choice").order_by("pk")


def _words(kind: Kind, person: Person, court: Court, facts: Mapping[str, Any] | None) -> dict[str, str]:
    profile = getattr(person, "wagtail_userprofile", None)
    language = language_for(profile.preferred_language if profile else "", court)
    subject, body = words_of(kind, language, court, facts or {})
    if is_drill(str((facts or {}).get("reference", ""))):
        subject, body = as_drill(language, subject, body)
    return {"language": language, "subject": subject, "body": body}


def _wants_at_once(person: Person) -> bool:
    choice = getattr(person, "notice_choice", None)
    return choice is not None and choice.at_once


def _keep(rows: list[Notice]) -> None:
    try:
        with transaction.atomic():
            Notice.objects.bulk_create(rows)
    except DatabaseError:
        logger.exception("A notice could not be stored")
        return
    for notice in rows:
        if notice.mailed and not notice.paced:
            queue(notice)


def _claim(notice: Notice) -> bool:
    now = timezone.now()
    waiting = unsent().filter(pk=notice.pk, tries=notice.tries, next_try_at__lte=now)
    return bool(waiting.update(tries=F("tries") + 1, next_try_at=now + FIRST_WAIT * 2**notice.tries))
