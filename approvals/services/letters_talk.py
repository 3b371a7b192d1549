"""Notices about questions to the advisers. They name the reference and lead to the thread; its words stay there."""

from __future__ import annotations

from approvals.models import Question
from publishing.ground.notices import tell


def ask_advisers(question: Question, people: set[int]) -> None:
    """To the advisers who may answer."""
    facts = {"reference": question.reference, "court": question.court.name, "target": question.target_at}
    about, due = (question.pk,), question.target_at
    tell("advice-asked", court=question.court, people=people, about=about, facts=facts, due_at=due)


def tell_asker(question: Question) -> None:
    """To the person who asked, once it is answered."""
    _tell("advice-given", question, {question.asked_by_id})


def nobody_left(question: Question) -> None:
    """To the person who asked: no adviser is left who could answer, so the draft is free again."""
    _tell("advice-nobody", question, {question.asked_by_id})


def tell_thread(question: Question, people: set[int]) -> None:
    """To the other side, when something was added."""
    _tell("advice-more", question, people)


def _tell(kind: str, question: Question, people: set[int]) -> None:
    facts = {"reference": question.reference}
    tell(kind, court=question.court, people=people, about=(question.pk,), facts=facts)
