from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from publishing.ground import notices, tasks
from publishing.ground.models import Notice
from tests.factories import make_person

pytestmark = pytest.mark.django_db
BROKEN = "tests.publishing.ground.broken_mail.Backend"


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    def send(*people, **given):
        words = {"subject": "A post waits", "body": "Please look at it.", "url": "/admin/", **given}
        with django_capture_on_commit_callbacks(execute=True):
            notices.notify(person_ids=[person.pk for person in people], **words)

    return send


def test_each_person_gets_one_e_mail_with_the_full_address(sent, settings) -> None:
    settings.PUBLIC_URL = "https://praeco.example/"
    people = [make_person(), make_person()]
    sent(*people, people[0])
    assert sorted(message.to[0] for message in mail.outbox) == sorted(person.email for person in people)
    assert mail.outbox[0].body == "Please look at it.\n\nhttps://praeco.example/admin/"


def test_the_queue_is_given_the_id_and_nothing_else(django_capture_on_commit_callbacks) -> None:
    with patch("publishing.ground.notices.async_task") as queue, django_capture_on_commit_callbacks(execute=True):
        notices.notify(person_ids=[make_person().pk], subject="s", body="b", url="")
    queue.assert_called_once_with("publishing.ground.tasks.notice_send", str(Notice.objects.get().pk))


def test_nothing_is_sent_for_what_is_rolled_back(django_capture_on_commit_callbacks) -> None:
    person = make_person()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        notices.notify(person_ids=[person.pk], subject="s", body="b", url="")
        transaction.set_rollback(True)
    assert mail.outbox == []
    assert not Notice.objects.exists()


def test_nobody_who_left_is_written_to(sent) -> None:
    sent(make_person(is_active=False))
    assert not Notice.objects.exists()


def test_an_unknown_person_does_not_disturb_the_caller(sent) -> None:
    notices.notify(person_ids=[987654], subject="s", body="b", url="")
    assert not Notice.objects.exists()


def test_a_queue_that_is_down_does_not_disturb_the_caller(sent) -> None:
    with patch("publishing.ground.notices.async_task", side_effect=OSError("queue")):
        sent(make_person())
    assert notices.notices_due() == [str(Notice.objects.get().pk)]


def test_a_failed_mail_stays_visible_and_is_tried_again_later(sent, settings) -> None:
    settings.EMAIL_BACKEND = BROKEN
    sent(make_person())
    notice = Notice.objects.get()
    assert (notice.sent_at, notice.tries, notice.error) == (None, 1, "ConnectionRefusedError: mail server is away")
    assert notices.notices_due() == []
    Notice.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert tasks.notices_retry() == 1
    notice.refresh_from_db()
    assert (notice.sent_at is not None, notice.error) == (True, "")


def test_a_mail_is_given_up_after_its_last_try_and_stays_visible(sent, settings) -> None:
    settings.EMAIL_BACKEND = BROKEN
    sent(make_person())
    Notice.objects.update(tries=notices.TRIES_MAX, next_try_at=timezone.now())
    assert notices.notices_due() == []
    assert Notice.objects.get().error


def test_a_task_that_runs_twice_sends_once(sent) -> None:
    sent(make_person())
    assert tasks.notice_send(str(Notice.objects.get().pk)) is False
    assert len(mail.outbox) == 1


def test_a_person_without_an_address_is_named_on_the_row(sent) -> None:
    sent(make_person(email=""))
    assert "no e-mail address" in Notice.objects.get().error


def test_a_subject_of_several_lines_becomes_one(sent) -> None:
    sent(make_person(), subject="A post\nBcc: all@court.example")
    assert mail.outbox[0].subject == "A post Bcc: all@court.example"
