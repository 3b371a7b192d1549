"""Ask before posting: private, freezing, with a target; the answer is advice of which the asker disposes."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.models import Question, QuestionState, QuestionWords, Turn
from approvals.services import Invalid, NotAllowed, PartyEntry, Refused, clearance_void, matter_seal, post_submit
from approvals.services.questions import (
    advice_on,
    advisers_of,
    frozen_by,
    frozen_words,
    outdated,
    question_answer,
    question_ask,
    question_attach,
    question_say,
    question_take_back,
    thread_of,
)
from cms.models import Post
from cms.services import PostRefused, post_save_draft
from cms.services import post_submit as desk_submit
from publishing.ground.models import AuditEntry, Court, Notice, Person
from tests.approvals.conftest import change_text, make_matter
from tests.factories import make_court, make_person, make_post


@pytest.fixture
def adviser(court: Court) -> Person:
    return make_person(court, "adviser")


def ask(post: Post, by: Person, **facts: Any) -> Question:
    return question_ask(**{"reviewable": post, "text": "May we say that?", "urgent": False, "by": by, **facts})


def subject(post: Post) -> str:
    return f"post:{post.pk}"


@pytest.fixture
def question(post: Post, people: SimpleNamespace, adviser: Person) -> Question:
    return ask(post, people.press_officer)


@pytest.fixture
def answered(question: Question, adviser: Person) -> Question:
    return question_answer(question=question, text="Yes, if you say since when.", by=adviser)


# --- asking ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["press_officer", "reviewer", "registrar", "judge", "president"])
def test_those_who_write_and_decide_ask(post: Post, people: SimpleNamespace, adviser: Person, role: str) -> None:
    assert ask(post, getattr(people, role)).state == QuestionState.OPEN


@pytest.mark.parametrize("role", ["administrator", "stranger"])
def test_nobody_else_asks(post: Post, people: SimpleNamespace, adviser: Person, role: str) -> None:
    with pytest.raises(NotAllowed):
        ask(post, getattr(people, role))


def test_a_superuser_without_a_role_does_not_ask(post: Post, adviser: Person) -> None:
    with pytest.raises(NotAllowed):
        ask(post, make_person(is_superuser=True))


@pytest.mark.parametrize(("urgent", "hours"), [(False, 24), (True, 1)])
def test_the_target_is_a_day_or_an_hour(
    post: Post, people: SimpleNamespace, adviser: Person, urgent: bool, hours: int
) -> None:
    row = ask(post, people.press_officer, urgent=urgent)
    assert row.target_at - row.asked_at == timedelta(hours=hours)


def test_a_passed_target_is_late_and_answers_nothing(question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(target_at=timezone.now())
    row = Question.objects.get(pk=question.pk)
    assert (row.late, row.state) == (True, QuestionState.OPEN)


@pytest.mark.parametrize("text", ["", " ", "x", "x" * 4001])
def test_a_question_says_something_and_not_too_much(
    post: Post, people: SimpleNamespace, adviser: Person, text: str
) -> None:
    with pytest.raises(Invalid):
        ask(post, people.press_officer, text=text)
    assert not Question.objects.exists()


def test_a_protected_name_is_refused(post: Post, court: Court, people: SimpleNamespace, adviser: Person) -> None:
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    with pytest.raises(Invalid) as caught:
        ask(post, people.press_officer, text="Is it Aurelio Vantongeren?")
    assert "Vantongeren" not in str(caught.value)


def test_without_an_adviser_it_says_whom_to_ask(post: Post, people: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="Ask an administrator"):
        ask(post, people.press_officer)
    assert frozen_words(subject(post)) == ""


def test_an_adviser_of_another_court_is_none(post: Post, people: SimpleNamespace) -> None:
    make_person(make_court(), "adviser")
    with pytest.raises(Refused):
        ask(post, people.press_officer)


def test_nobody_advises_on_what_they_wrote(court: Court, people: SimpleNamespace) -> None:
    author = make_person(court, "press_officer", "adviser")
    with pytest.raises(Refused):
        ask(make_post(court, author), people.press_officer)


@pytest.mark.both
def test_one_question_at_a_time(question: Question, post: Post, people: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="open already"):
        ask(post, people.reviewer)
    assert Question.objects.count() == 1


def test_the_advisers_get_a_mail_without_a_word_of_it(question: Question, post: Post, adviser: Person) -> None:
    mail = Notice.objects.get(person=adviser)
    assert question.reference in mail.subject
    assert "May we say" not in mail.subject + mail.body
    assert post.title not in mail.subject + mail.body


def test_those_on_duty_are_told_and_all_may_answer(
    post: Post, court: Court, people: SimpleNamespace, adviser: Person
) -> None:
    other, now = make_person(court, "adviser"), timezone.now()
    dates = {"starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=1)}
    Turn.objects.create(court=court, person=other, role="adviser", entered_by=people.administrator, **dates)
    ask(post, people.press_officer)
    told = [Notice.objects.filter(person=person, kind="advice-asked").exists() for person in (other, adviser)]
    assert told == [True, False]
    assert Question.objects.for_person(adviser).exists()


# --- frozen ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["press_officer", "head_of_communications"])
def test_while_it_is_open_nobody_saves(question: Question, court: Court, post: Post, role: str) -> None:
    changed = Post.objects.get(pk=post.pk)
    changed.text = "Otherwise."
    with pytest.raises(PostRefused, match="Frozen"):
        post_save_draft(post=changed, by=make_person(court, role))
    assert Post.objects.get(pk=post.pk).text == post.text


def test_while_it_is_open_nobody_submits(question: Question, post: Post, people: SimpleNamespace) -> None:
    with pytest.raises(PostRefused, match="Frozen"):
        desk_submit(post=post, by=people.press_officer)
    with pytest.raises(Refused, match="Frozen"):
        post_submit(post, by=people.press_officer)


def test_the_lock_binds_the_asker_and_superusers(question: Question, post: Post, people: SimpleNamespace) -> None:
    lock = Post.objects.get(pk=post.pk).get_lock()
    assert lock is not None
    assert lock.for_user(people.press_officer)
    assert lock.for_user(make_person(is_superuser=True))
    assert str(people.press_officer) in lock.get_message(None)


def test_an_answer_lets_it_go(answered: Question, post: Post, people: SimpleNamespace) -> None:
    assert post_save_draft(post=Post.objects.get(pk=post.pk), by=people.press_officer)
    assert frozen_by(subject(post)) is None


def test_taking_it_back_lets_it_go(question: Question, post: Post, people: SimpleNamespace) -> None:
    question_take_back(question=question, by=people.press_officer)
    assert Post.objects.get(pk=post.pk).get_lock() is None


def test_an_asker_who_left_the_court_freezes_nothing(question: Question, post: Post, people: SimpleNamespace) -> None:
    people.press_officer.memberships.all().delete()
    assert frozen_words(subject(post)) == ""


def test_an_asker_who_can_no_longer_sign_in_freezes_nothing(
    question: Question, post: Post, people: SimpleNamespace
) -> None:
    Person.objects.filter(pk=people.press_officer.pk).update(is_active=False)
    assert frozen_words(subject(post)) == ""


def test_what_waits_for_a_vote_can_still_be_stopped(
    round: Any, post: Post, people: SimpleNamespace, adviser: Person
) -> None:
    ask(post, people.judge)
    clearance_void(post, by=people.press_officer)
    assert Post.objects.get(pk=post.pk).state == "draft"
    with pytest.raises(PostRefused, match="Frozen"):
        post_save_draft(post=Post.objects.get(pk=post.pk), by=people.press_officer)


def test_another_post_is_not_frozen(question: Question, court: Court, people: SimpleNamespace) -> None:
    assert make_post(court, people.press_officer).get_lock() is None


# --- who reads ---------------------------------------------------------------------------------


@pytest.mark.both
def test_only_the_asker_and_the_advisers_find_it(question: Question, people: SimpleNamespace, adviser: Person) -> None:
    everyone = [*vars(people).values(), adviser, make_person(make_court(), "adviser"), make_person(is_superuser=True)]
    found = [person for person in everyone if Question.objects.for_person(person).exists()]
    assert found == [people.press_officer, adviser]


def test_an_asker_who_left_the_court_reads_nothing(question: Question, people: SimpleNamespace) -> None:
    people.press_officer.memberships.all().delete()
    assert not Question.objects.for_person(people.press_officer).exists()


def test_the_words_are_sealed_in_the_database(question: Question) -> None:
    row = QuestionWords.objects.get()
    assert b"May we say" not in bytes(row.sealed)
    assert [said.text for said in thread_of(question)] == ["May we say that?"]


def test_words_open_in_no_other_row(question: Question) -> None:
    row = QuestionWords.objects.get()
    other = QuestionWords(court=row.court, question=question, by=row.by, at=row.at, sealed=row.sealed)
    other.save()
    with pytest.raises(Exception, match="cannot be opened"):
        thread_of(question)


@pytest.mark.both
def test_a_sealed_matter_is_only_for_advisers_whom_it_names(
    court: Court, people: SimpleNamespace, adviser: Person
) -> None:
    matter, named = make_matter(court), make_person(court, "adviser")
    matter_seal(matter=matter, readers=[people.registrar, named], by=people.registrar)
    ask(make_post(court, people.press_officer, matters=[matter]), people.press_officer)
    assert [Question.objects.for_person(person).exists() for person in (adviser, named)] == [False, True]
    assert not Notice.objects.filter(person=adviser).exists()


def test_a_matter_sealed_later_closes_the_thread_to_others(
    court: Court, people: SimpleNamespace, adviser: Person
) -> None:
    matter = make_matter(court)
    ask(make_post(court, people.press_officer, matters=[matter]), people.press_officer)
    matter_seal(matter=matter, readers=[people.registrar], by=people.registrar)
    assert not Question.objects.for_person(adviser).exists()


def test_a_sealed_matter_spoken_of_in_words_counts_as_well(
    court: Court, people: SimpleNamespace, adviser: Person
) -> None:
    matter = make_matter(court)
    matter_seal(matter=matter, readers=[people.registrar], by=people.registrar)
    post = make_post(court, people.press_officer, text=f"{matter.docket} is heard on Monday.")
    with pytest.raises(Refused, match="sealed matter"):
        ask(post, people.press_officer)


def test_a_sealed_matter_without_a_named_adviser_is_said(
    court: Court, people: SimpleNamespace, adviser: Person
) -> None:
    matter = make_matter(court)
    matter_seal(matter=matter, readers=[people.registrar], by=people.registrar)
    assert advisers_of(court, [matter]) == set()


# --- the thread --------------------------------------------------------------------------------


def test_both_sides_add_to_it(question: Question, people: SimpleNamespace, adviser: Person) -> None:
    question_say(question=question, text="Since when?", by=adviser)
    question_say(question=question, text="Since May.", by=people.press_officer)
    assert [said.text for said in thread_of(question)] == ["May we say that?", "Since when?", "Since May."]
    assert frozen_by(question.subject) is not None


@pytest.mark.parametrize("act", [question_say, question_answer])
@pytest.mark.parametrize("role", ["reviewer", "judge", "president", "administrator", "stranger"])
def test_nobody_else_adds_to_it(question: Question, people: SimpleNamespace, act: Any, role: str) -> None:
    with pytest.raises(NotAllowed):
        act(question=question, text="Me too.", by=getattr(people, role))


def test_nobody_answers_their_own_question(court: Court, post: Post, adviser: Person) -> None:
    both = make_person(court, "judge", "adviser")
    with pytest.raises(NotAllowed, match="another adviser"):
        question_answer(question=ask(post, both), text="Yes, surely.", by=both)


@pytest.mark.both
def test_the_database_refuses_an_answer_of_the_asker(question: Question) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(answered_by=question.asked_by)


@pytest.mark.both
@pytest.mark.parametrize("wrong", [{"state": "answered"}, {"attached_at": timezone.now()}])
def test_the_database_refuses_half_an_answer(question: Question, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(**wrong)


def test_what_is_over_is_over(answered: Question, people: SimpleNamespace, adviser: Person) -> None:
    for act in (
        lambda: question_say(question=answered, text="More.", by=adviser),
        lambda: question_answer(question=answered, text="More.", by=adviser),
        lambda: question_take_back(question=answered, by=people.press_officer),
    ):
        with pytest.raises(Refused, match="Ask anew"):
            act()


@pytest.mark.parametrize("role", ["reviewer", "president", "administrator"])
def test_only_the_asker_takes_it_back(question: Question, people: SimpleNamespace, adviser: Person, role: str) -> None:
    for person in (getattr(people, role), adviser):
        with pytest.raises(NotAllowed):
            question_take_back(question=question, by=person)


def test_after_an_answer_one_asks_anew(answered: Question, post: Post, people: SimpleNamespace) -> None:
    assert ask(post, people.press_officer).waits


def test_the_asker_is_told(answered: Question, people: SimpleNamespace) -> None:
    mail = Notice.objects.filter(person=people.press_officer).last()
    assert mail is not None
    assert "is answered" in mail.subject
    assert "since when" not in mail.body


# --- the advice --------------------------------------------------------------------------------


def test_an_answer_is_shown_to_nobody_by_itself(answered: Question, court: Court) -> None:
    assert advice_on(court, answered.subject) == []


def test_the_asker_shows_it_to_the_approvers(answered: Question, court: Court, people: SimpleNamespace) -> None:
    question_attach(question=answered, by=people.press_officer)
    assert [said.text for _row, said in advice_on(court, answered.subject)] == ["Yes, if you say since when."]


def test_only_the_asker_shows_it(answered: Question, people: SimpleNamespace, adviser: Person) -> None:
    for person in (adviser, people.reviewer, people.president, make_person(is_superuser=True)):
        with pytest.raises(NotAllowed):
            question_attach(question=answered, by=person)


def test_there_is_nothing_to_show_before_the_answer(question: Question, people: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="no answer"):
        question_attach(question=question, by=people.press_officer)


def test_it_is_shown_once(answered: Question, people: SimpleNamespace) -> None:
    question_attach(question=answered, by=people.press_officer)
    with pytest.raises(Refused):
        question_attach(question=answered, by=people.press_officer)


def test_another_court_is_shown_nothing(answered: Question, people: SimpleNamespace) -> None:
    question_attach(question=answered, by=people.press_officer)
    assert advice_on(make_court(), answered.subject) == []


def test_advice_on_another_wording_is_known(answered: Question, post: Post) -> None:
    assert not outdated(answered, Post.objects.get(pk=post.pk))
    change_text(post, "The registry opens at ten.")
    assert outdated(answered, Post.objects.get(pk=post.pk))


def test_the_trail_knows_that_it_was_asked_and_not_what(
    answered: Question, people: SimpleNamespace, adviser: Person
) -> None:
    question_attach(question=answered, by=people.press_officer)
    acts = ["question_asked", "question_answered", "advice_attached"]
    entries = AuditEntry.objects.filter(act__in=acts).order_by("at")
    assert [entry.act for entry in entries] == acts
    assert not any(word in str([e.facts for e in entries]) for word in ("May we", "since when"))
