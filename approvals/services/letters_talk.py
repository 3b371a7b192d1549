"""E-mails about questions to the advisers. They name the reference and lead to the thread; its words stay there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from approvals.models import Question
from publishing.ground.notices import notify

from .letters import by_language


def ask_advisers(question: Question, people: set[int]) -> None:
    """To the advisers who may answer."""
    for language, group in by_language(people, question.court):
        with override(language):
            body = _("Somebody who writes or decides asks for your advice before a post goes out. Read and answer.")
            if question.urgent:
                body = _("Somebody asks for your advice within the hour, before a post goes out. Read and answer.")
            _notify(question, group, _("%(reference)s: your advice is asked for"), body)


def tell_asker(question: Question) -> None:
    """To the person who asked, once it is answered."""
    for language, group in by_language({question.asked_by_id}, question.court):
        with override(language):
            body = _("Your question is answered, and the draft is open again. You decide whether the approvers see it.")
            _notify(question, group, _("%(reference)s: your question is answered"), body)


def tell_thread(question: Question, people: set[int]) -> None:
    """To the other side, when something was added."""
    for language, group in by_language(people, question.court):
        with override(language):
            body = _("Something was added to a question about a post. Read it there.")
            _notify(question, group, _("%(reference)s: more about a question"), body)


def _notify(question: Question, people: set[int], subject: str, body: str) -> None:
    words = subject % {"reference": question.reference}
    notify(person_ids=people, subject=words, body=body, url=reverse("questions:page", args=[question.pk]))
