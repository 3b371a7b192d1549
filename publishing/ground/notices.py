"""E-mails to people. A row first, then a task that holds only its id; a failure stays on the row and is retried."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_q.tasks import async_task

from .models import Notice, Person

TRIES_MAX = 8
FIRST_WAIT = timedelta(minutes=5)
FIRST_PASSWORD = "first-password"  # noqa: S105 - a mark: the link is made when the mail is, and never stored

logger = logging.getLogger(__name__)


def notify(*, person_ids: Iterable[int], subject: str, body: str, url: str = "") -> None:
    """Queues one e-mail to each active person, sent after the present transaction commits.

    `url` is a path of this installation, shown as a full address at the end. Subject and body hold no protected
    name and no words of a post. Never raises for a mail that cannot be stored, queued or sent.
    """
    try:
        with transaction.atomic():
            people = Person.objects.filter(pk__in=set(person_ids), is_active=True)
            notices = [
                Notice(
                    person=person,
                    subject=" ".join(subject.split())[:200],
                    body=body,
                    url=url,
                    next_try_at=timezone.now(),
                )
                for person in people.order_by("pk")
            ]
            Notice.objects.bulk_create(notices)
    except DatabaseError:
        logger.exception("A notice could not be stored")
        return
    for notice in notices:
        _queue_on_commit(notice)


def password_path(person: Person) -> str:
    """A path that works once, for three days, to choose a password. Show it to that person only."""
    return reverse(
        "wagtailadmin_password_reset_confirm",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(person.pk)),
            "token": default_token_generator.make_token(person),
        },
    )


def _queue_on_commit(notice: Notice) -> None:
    key = str(notice.pk)
    transaction.on_commit(lambda: async_task("publishing.ground.tasks.notice_send", key), robust=True)


def notice_send(notice_id: str) -> bool:
    """Sends one waiting notice and says whether the mail server took it. Done at most once at a time."""
    now = timezone.now()
    notice = Notice.objects.select_related("person").filter(pk=notice_id).first()
    if notice is None or not _claim(notice):
        return False
    try:
        _mail(notice)
    except (OSError, SMTPException, ValueError) as error:
        Notice.objects.filter(pk=notice.pk).update(error=_plain(error))
        logger.warning("Notice %s was not sent: %s", notice.pk, type(error).__name__)
        return False
    Notice.objects.filter(pk=notice.pk).update(sent_at=now, error="")
    return True


def notices_due() -> list[str]:
    """Ids of notices that still wait and whose time to try again has come."""
    waiting = Notice.objects.filter(sent_at=None, tries__lt=TRIES_MAX, next_try_at__lte=timezone.now())
    return [str(key) for key in waiting.values_list("pk", flat=True)[:200]]


def _claim(notice: Notice) -> bool:
    now = timezone.now()
    waiting = Notice.objects.filter(pk=notice.pk, sent_at=None, tries=notice.tries, next_try_at__lte=now)
    return bool(waiting.update(tries=F("tries") + 1, next_try_at=now + FIRST_WAIT * 2**notice.tries))


def _mail(notice: Notice) -> None:
    if not notice.person.email:
        raise ValueError("this person has no e-mail address; enter one under People")
    path = password_path(notice.person) if notice.url == FIRST_PASSWORD else notice.url
    address = f"\n\n{settings.PUBLIC_URL.rstrip('/')}{path}" if path else ""
    send_mail(notice.subject, notice.body + address, None, [notice.person.email])


def _plain(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
