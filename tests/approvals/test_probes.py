"""The live panel is no oracle: whoever tries many names out is seen."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from approvals.models import NameHit
from approvals.services import PartyEntry, probes_note, review_now
from cms.models import Post
from publishing.ground.models import AuditEntry
from tests.approvals.conftest import make_matter
from tests.factories import make_person

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
