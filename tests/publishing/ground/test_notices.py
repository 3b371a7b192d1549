"""What people are told: a row first, one mail a person, and nothing lost whatever breaks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone
from wagtail.users.models import UserProfile

from publishing.ground import notices, tasks
from publishing.ground.models import Court, Notice, Person
from publishing.ground.notice_kinds import KINDS, Kind, Pace
from tests.factories import make_court, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
BROKEN = "tests.publishing.ground.broken_mail.Backend"
WORKING = "django.core.mail.backends.locmem.EmailBackend"
PLAIN = Kind(name="A thing", subject="%(what)s waits", body="Please look at it.", link="wagtailadmin_home")


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "thing", PLAIN)
    monkeypatch.setitem(KINDS, "line", Kind(name="A line", subject="%(what)s", body="Said.", pace=Pace.PAGE))


@pytest.fixture
def court(db: None) -> Court:
    return make_court()


@pytest.fixture
def sent(court: Court, django_capture_on_commit_callbacks: Any) -> Any:
    def send(*people: Person, kind: str = "thing", **given: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            notices.tell(
                kind, court=court, people=[person.pk for person in people], **{"facts": {"what": "A post"}, **given}
            )

    return send


def test_each_person_gets_one_e_mail_with_the_full_address(sent: Any, settings: Any) -> None:
    settings.PUBLIC_URL = "https://praeco.example/"
    people = [make_person(), make_person()]
    sent(*people, people[0])
    assert sorted(message.to[0] for message in mail.outbox) == sorted(person.email for person in people)
    assert mail.outbox[0].body.startswith("Please look at it.\n\nhttps://praeco.example/admin/\n\n-- \n")


def test_the_queue_is_given_the_id_and_nothing_else(court: Court, django_capture_on_commit_callbacks: Any) -> None:
    with patch("publishing.ground.notices.async_task") as queue, django_capture_on_commit_callbacks(execute=True):
        notices.tell("thing", court=court, people=[make_person().pk], facts={"what": "A post"})
    queue.assert_called_once_with("publishing.ground.tasks.notice_send", str(Notice.objects.get().pk))


def test_nothing_is_sent_for_what_is_rolled_back(court: Court, django_capture_on_commit_callbacks: Any) -> None:
    person = make_person()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        notices.tell("thing", court=court, people=[person.pk], facts={"what": "A post"})
        transaction.set_rollback(True)
    assert mail.outbox == []
    assert not Notice.objects.exists()


def test_nobody_who_left_is_written_to(sent: Any) -> None:
    sent(make_person(is_active=False))
    assert not Notice.objects.exists()


def test_who_leaves_while_a_mail_waits_is_not_written_to(sent: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = BROKEN
    person = make_person()
    sent(person)
    Person.objects.update(is_active=False)
    settings.EMAIL_BACKEND = WORKING
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        tasks.notices_retry()
    assert mail.outbox == []
    assert Notice.objects.get().over_at is not None


def test_an_unknown_person_does_not_disturb_the_caller(court: Court) -> None:
    notices.tell("thing", court=court, people=[987654], facts={"what": "A post"})
    assert not Notice.objects.exists()


def test_a_queue_that_is_down_does_not_disturb_the_caller(sent: Any) -> None:
    with patch("publishing.ground.notices.async_task", side_effect=OSError("queue")):
        sent(make_person())
    assert notices.notices_due() == [str(Notice.objects.get().pk)]


def test_a_failed_mail_stays_visible_and_is_tried_again_later(sent: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = BROKEN
    sent(make_person())
    notice = Notice.objects.get()
    assert (notice.sent_at, notice.tries, notice.error) == (None, 1, "unreachable")
    assert notices.notices_due() == []
    Notice.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    settings.EMAIL_BACKEND = WORKING
    assert tasks.notices_retry() == 1
    notice.refresh_from_db()
    assert (notice.sent_at is not None, notice.error) == (True, "")


def test_nothing_is_lost_while_the_server_is_away_for_an_hour(sent: Any, settings: Any) -> None:
    """A hundred mails of the first minutes, the task once a minute, as the schedule has it."""
    settings.EMAIL_BACKEND = BROKEN
    start = timezone.now()
    people = [make_person() for _number in range(10)]
    for minute in range(120):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            if minute < 10:
                sent(*people)
            if minute == 60:
                settings.EMAIL_BACKEND = WORKING
            tasks.notices_retry()
    assert len(mail.outbox) == 100
    assert not notices.unsent().exists()
    assert {message.to[0] for message in mail.outbox} == {person.email for person in people}


def test_the_pauses_between_tries_grow(sent: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = BROKEN
    start = timezone.now()
    tried = []
    with time_machine.travel(start, tick=False):
        sent(make_person())
    for minute in range(1, 400):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            before = Notice.objects.get().tries
            tasks.notices_retry()
            tried += [minute] if Notice.objects.get().tries > before else []
    assert tried == [5, 15, 35, 75, 155, 315]


def test_a_mail_is_given_up_after_its_last_try_and_stays_visible(sent: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = BROKEN
    sent(make_person())
    Notice.objects.update(tries=notices.TRIES_MAX, next_try_at=timezone.now())
    assert notices.notices_due() == []
    assert Notice.objects.get().error


def test_a_task_that_runs_twice_sends_once(sent: Any) -> None:
    sent(make_person())
    assert tasks.notice_send(str(Notice.objects.get().pk)) is False
    assert len(mail.outbox) == 1


def test_a_mail_that_cannot_even_be_made_stands_on_its_row(sent: Any) -> None:
    with patch("publishing.ground.mailing.letter_of", side_effect=KeyError("reference")):
        sent(make_person())
    assert Notice.objects.get().error == "failed"


def test_a_subject_of_several_lines_becomes_one(sent: Any) -> None:
    sent(make_person(), facts={"what": "A post\nBcc: all@court.example"})
    assert mail.outbox[0].subject == "A post Bcc: all@court.example waits"


def test_what_is_only_a_line_on_the_page_is_never_mailed(sent: Any) -> None:
    sent(make_person(), kind="line")
    assert notices.notices_due() == []
    assert notices.notice_send(str(Notice.objects.get().pk)) is False
    assert mail.outbox == []


def test_each_reader_reads_their_own_language(court: Court, sent: Any) -> None:
    reader = make_person()
    UserProfile.objects.create(user=reader, preferred_language="ar")
    sent(reader, make_person(), kind="post-cleared", about=("NC-1",), facts={"reference": "NC-1"})
    languages = dict(Notice.objects.values_list("person", "language"))
    assert languages[reader.pk] == "ar"
    assert sorted(languages.values()) == ["ar", "en"]


def test_who_chose_nothing_reads_the_courts_language(sent: Any, court: Court) -> None:
    Court.objects.update(languages=["fr-CA", "en"])
    court.refresh_from_db()
    sent(make_person(), kind="post-cleared", about=("NC-1",), facts={"reference": "NC-1"})
    assert Notice.objects.get().language == "fr"


def test_a_language_without_these_words_gives_way_to_one_with_them(sent: Any) -> None:
    reader = make_person()
    UserProfile.objects.create(user=reader, preferred_language="ko")
    sent(reader)
    assert Notice.objects.get().language == "en"


def test_what_is_settled_before_its_mail_left_is_not_mailed(sent: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = BROKEN
    sent(make_person(), topic="round:1")
    assert notices.notices_close("round:1") == 1
    settings.EMAIL_BACKEND = WORKING
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        tasks.notices_retry()
    assert mail.outbox == []


def test_only_those_named_and_only_that_topic_is_settled(sent: Any) -> None:
    here, there = make_person(), make_person()
    sent(here, there, topic="round:1")
    sent(here, topic="round:11")
    assert notices.notices_close("round:1", people=[here.pk]) == 1
    assert set(Notice.objects.filter(over_at=None).values_list("person", "topic")) == {
        (there.pk, "round:1"),
        (here.pk, "round:11"),
    }


def test_reading_is_of_the_person_alone(sent: Any) -> None:
    here, there = make_person(), make_person()
    sent(here, there)
    sent(here)
    theirs = Notice.objects.get(person=there)
    assert notices.notices_read(person=here, keys=[theirs.pk]) == 0
    assert (notices.unread_count(here), notices.unread_count(there)) == (2, 1)
    assert notices.notices_read(person=here) == 2
    assert (notices.unread_count(here), notices.unread_count(there)) == (0, 1)


def test_a_run_stops_in_time_and_the_next_goes_on(sent: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_BACKEND = BROKEN
    sent(make_person(), make_person())
    settings.EMAIL_BACKEND = WORKING
    Notice.objects.update(next_try_at=timezone.now())
    monkeypatch.setattr(notices, "BUDGET", 0)
    assert tasks.notices_retry() == 0
    monkeypatch.undo()
    assert tasks.notices_retry() == 2
