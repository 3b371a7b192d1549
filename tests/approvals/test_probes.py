"""The live panel is no oracle: whoever tries many names out is seen."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from approvals.models import Matter, NameHit, ProbeAlert, Round
from approvals.services import (
    Invalid,
    NotAllowed,
    PartyEntry,
    alert_lay_aside,
    homonym_ask,
    probes_note,
    probes_note_texts,
    review_now,
)
from cms.models import Post
from publishing.ground.models import AuditEntry, Court, Membership, Notice, Role
from tests.approvals.conftest import make_matter
from tests.approvals.test_decision_pages import door, form, page
from tests.cms.test_races import at_once
from tests.factories import make_court, make_person, make_post

SPELLINGS = ("Vantongeren", "VANTONGEREN", "Aurelio Vantongeren", "Vantongeren's", "A. Vantongeren")


@pytest.fixture
def tried(court: Any, post: Post, people: SimpleNamespace) -> Any:
    """Writes a text and lets the panel look at it, without saving."""
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])

    def look(text: str, person: Any = None) -> None:
        post.text = f"Yesterday {text} spoke."
        probes_note(court=court, person=person or people.press_officer, result=review_now(post))

    return look


def test_a_few_hits_alarm_nobody(tried: Any) -> None:
    for words in SPELLINGS[:4]:
        tried(words)
    assert not AuditEntry.objects.filter(act="names_tried").exists()


def test_the_same_words_again_count_once(tried: Any) -> None:
    for _time in range(9):
        tried("Vantongeren")
    assert NameHit.objects.count() == 1


def test_many_different_words_tell_the_registrars_once(
    tried: Any, people: SimpleNamespace, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for words in (*SPELLINGS, "Vantongeren Aurelio"):
            tried(words)
    told = [mail for mail in mailoutbox if mail.to == [people.registrar.email]]
    assert len(told) == 1
    assert "Vantongeren" not in told[0].subject + told[0].body


def test_each_person_is_counted_alone(tried: Any, court: Any) -> None:
    for words in SPELLINGS:
        tried(words, make_person(court, "press_officer"))
    assert not AuditEntry.objects.filter(act="names_tried").exists()


# --- how often it is told --------------------------------------------------------------------------------


def try_texts(court: Court, person: Any, *texts: str) -> None:
    for text in texts:
        probes_note_texts(court=court, person=person, texts=[text])


@pytest.fixture
def many(court: Court) -> list[Matter]:
    """Matters with one protected name each."""
    names = ("Aurelio Vantongeren", "Ellery Finch", "Zora Plavec", "Bruna Castelhano", "Odalys Merrick", "Ivo Strand")
    return [make_matter(court, parties=[PartyEntry(name=name, protected=True)]) for name in names]


def test_an_alert_grows_while_its_day_lasts_and_is_told_once(tried: Any, people: SimpleNamespace) -> None:
    for words in (*SPELLINGS, "Vantongeren Aurelio", "vantongeren"):
        tried(words)
    (alert,) = ProbeAlert.objects.all()
    assert (alert.person, alert.count) == (people.press_officer, 7)
    assert AuditEntry.objects.filter(act="names_tried").count() == 1


def test_another_day_tells_again(tried: Any) -> None:
    for words in SPELLINGS:
        tried(words)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        for words in ("VanTongeren", "vantongeren", "aurelio vantongeren", "AURELIO VANTONGEREN", "a. vantongeren"):
            tried(words)
    assert ProbeAlert.objects.count() == 2


def test_five_words_over_more_than_a_day_alarm_nobody(tried: Any) -> None:
    for number, words in enumerate(SPELLINGS):
        with time_machine.travel(timezone.now() + timedelta(hours=7 * number)):
            tried(words)
    assert not ProbeAlert.objects.exists()


def test_names_of_many_matters_are_told_once(court: Court, people: SimpleNamespace, many: list[Matter]) -> None:
    try_texts(court, people.press_officer, "Aurelio Vantongeren", "Ellery Finch", "Zora Plavec", "Bruna Castelhano")
    assert not ProbeAlert.objects.exists()
    try_texts(court, people.press_officer, "Odalys Merrick", "Ivo Strand")
    (alert,) = ProbeAlert.objects.all()
    assert (alert.matter, alert.count) == (None, 6)


def test_the_trail_and_the_mail_of_an_alert_hold_no_word(tried: Any, people: SimpleNamespace) -> None:
    for words in SPELLINGS:
        tried(words)
    notice = Notice.objects.get(person=people.registrar)
    kept = notice.subject + notice.body + str(AuditEntry.objects.get(act="names_tried").facts)
    assert not [word for word in ("antongeren", "ANTONGEREN", "Aurelio") if word in kept]


def test_hits_of_another_court_are_counted_there(court: Court, people: SimpleNamespace, many: list[Matter]) -> None:
    other = make_court()
    make_matter(other, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    for words in SPELLINGS:
        try_texts(court if words.islower() else other, people.press_officer, words)
    assert set(ProbeAlert.objects.values_list("court", flat=True)) == {other.pk}


@pytest.mark.both
def test_names_in_reasons_count_though_everything_else_is_undone(
    court: Court, people: SimpleNamespace, many: list[Matter]
) -> None:
    post = make_post(court, people.press_officer, text="Ellery Finch bakes.")
    seen = review_now(post).blocks[0]
    for words in SPELLINGS:
        with pytest.raises(Invalid):
            homonym_ask(
                reviewable=post, matter=seen.finding.matter, words_hash=seen.words_hash, by=people.press_officer,
                reason=f"It is not {words}.",
            )  # fmt: skip
    assert ProbeAlert.objects.get().matter == many[0]


def test_names_in_a_comment_on_a_decision_count(round: Round, people: SimpleNamespace, many: list[Matter]) -> None:
    client = door(people.reviewer)
    for words in SPELLINGS:
        client.post(page(round, "return"), form(round, comment=f"Is it about {words}?"))
    assert ProbeAlert.objects.get().person == people.reviewer


# --- laying it aside ---------------------------------------------------------------------------------------


@pytest.fixture
def alert(tried: Any) -> ProbeAlert:
    for words in SPELLINGS:
        tried(words)
    return ProbeAlert.objects.get()


def test_a_registrar_lays_it_aside_once(alert: ProbeAlert, people: SimpleNamespace) -> None:
    for _time in range(2):
        alert_lay_aside(alert=alert, by=people.registrar)
    assert alert.seen_by == people.registrar
    assert AuditEntry.objects.filter(act="alert_seen").count() == 1


@pytest.mark.parametrize("role", ["press_officer", "reviewer", "judge", "president", "administrator", "stranger"])
def test_nobody_else_lays_it_aside(alert: ProbeAlert, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        alert_lay_aside(alert=alert, by=getattr(people, role))


def test_nobody_lays_aside_what_is_about_them(alert: ProbeAlert, people: SimpleNamespace, court: Court) -> None:
    Membership.objects.create(court=court, person=people.press_officer, role=Role.REGISTRAR)
    with pytest.raises(NotAllowed, match="about you"):
        alert_lay_aside(alert=alert, by=people.press_officer)


def test_it_stands_on_the_registrars_page_without_a_word(alert: ProbeAlert, people: SimpleNamespace) -> None:
    text = door(people.registrar).get(reverse("homonyms:index")).content.decode()
    assert "5 different wordings" in text
    assert str(people.press_officer) in text
    assert "antongeren" not in text


def test_it_is_laid_aside_by_the_button(alert: ProbeAlert, people: SimpleNamespace) -> None:
    door(people.registrar).post(reverse("homonyms:alert_seen", args=[alert.pk]))
    assert "Seen by" in door(people.registrar).get(reverse("homonyms:index")).content.decode()


@pytest.mark.parametrize("role", ["press_officer", "reviewer", "judge", "president", "administrator", "stranger"])
def test_nobody_else_reads_or_lays_aside(alert: ProbeAlert, people: SimpleNamespace, role: str) -> None:
    client = door(getattr(people, role))
    assert str(people.press_officer) not in client.get(reverse("homonyms:index")).content.decode()
    assert client.post(reverse("homonyms:alert_seen", args=[alert.pk])).status_code == 404


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_once_count_each_other(court: Court, people: SimpleNamespace, many: list[Matter]) -> None:
    try_texts(court, people.press_officer, *SPELLINGS[:3])
    raised = at_once(*(lambda words=words: try_texts(court, people.press_officer, words) for words in SPELLINGS[3:]))
    assert raised == []
    assert ProbeAlert.objects.get().count == 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_words_at_once_count_once(court: Court, people: SimpleNamespace, many: list[Matter]) -> None:
    at_once(*(lambda: try_texts(court, people.press_officer, "Vantongeren") for _time in range(4)))
    assert NameHit.objects.count() == 1
