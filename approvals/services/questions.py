"""Asked before posting: a private thread of one person with the advisers. While it is open, nobody edits or submits.

The answer is advice. Only who asked may show it to the approvers. The trail knows that it was asked, never the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain.asking import target_of
from approvals.domain.reviewable import Reviewable
from approvals.models import Matter, Question, QuestionState, QuestionWords
from publishing.ground import audit, vault
from publishing.ground.confidence import only_named
from publishing.ground.models import Court, Membership, Person, Role
from publishing.ground.rights import may, roles_of

from . import letters_talk
from .clearings import words_hash_of
from .comments import may_talk, refuse_naming
from .index import matters_touched
from .refusals import Invalid, NotAllowed, Refused
from .reviews import object_of, subject_of
from .roster import on_duty

TEXT_MIN, TEXT_MAX = 3, 4000  # characters


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a thread, opened in memory for one of its people."""

    by: Person
    at: datetime
    text: str
    answer: bool


def question_ask(*, reviewable: Reviewable, text: str, urgent: bool, by: Person) -> Question:
    """Freezes the draft and asks the advisers of its court. Raises NotAllowed, Invalid, Refused.

    Advisers who wrote on it, or whom a sealed matter of which it speaks does not name, are not asked.
    """
    if not may_talk(by, reviewable.court):
        raise NotAllowed(_("Only those who write and decide in this court ask about its posts."))
    text = _text(reviewable.court, text)
    matters = _matters(reviewable)
    advisers = only_named(reviewable.reference, advisers_of(reviewable.court, matters))
    advisers -= {by.pk, *reviewable.writers()}
    if not advisers:
        raise Refused(
            _(
                "No adviser of this court can be asked about this post. Ask an administrator to name one, or, where it"
                " speaks of a sealed matter, a registrar to add one to its readers. On a sealed post, name the adviser."
            )
        )
    try:
        with transaction.atomic():
            question = _asked(reviewable, matters, urgent=urgent, by=by)
            _say(question, text, by)
            _record(question, "question_asked", by, urgent=urgent)
            letters_talk.ask_advisers(question, _on_call(question, advisers))
            return question
    except IntegrityError:
        raise Refused(_("A question about this post is open already. One at a time can be.")) from None


@transaction.atomic
def question_say(*, question: Question, text: str, by: Person) -> None:
    """Adds to an open thread, by either side. Raises NotAllowed, Refused, Invalid."""
    row = _open(question, by)
    _say(row, _text(row.court, text), by)
    _record(row, "question_said", by)
    others = advisers_of(row.court, list(row.matters.all())) if by.pk == row.asked_by_id else {row.asked_by_id}
    letters_talk.tell_thread(row, others - {by.pk})


@transaction.atomic
def question_answer(*, question: Question, text: str, by: Person) -> Question:
    """Ends the thread with advice, by an adviser, and lets the draft go. Raises NotAllowed, Refused, Invalid."""
    row = _open(question, by)
    if by.pk == row.asked_by_id or by.pk in object_of(row).writers():
        raise NotAllowed(_("You asked or wrote this, so another adviser answers."))
    _say(row, _text(row.court, text), by, answer=True)
    row.state, row.answered_by, row.answered_at = QuestionState.ANSWERED, by, timezone.now()
    row.save(update_fields=["state", "answered_by", "answered_at"])
    _record(row, "question_answered", by)
    letters_talk.tell_asker(row)
    return row


@transaction.atomic
def question_take_back(*, question: Question, by: Person) -> Question:
    """Ends the thread without an answer, by who asked. Raises NotAllowed, Refused."""
    row = _locked(question)
    if by.pk != row.asked_by_id or not may("question_take_back", by, row.court):
        raise NotAllowed(_("Only who asked takes the question back."))
    if not row.waits:
        raise Refused(_over())
    row.state = QuestionState.TAKEN_BACK
    row.save(update_fields=["state"])
    _record(row, "question_taken_back", by)
    return row


@transaction.atomic
def question_drop(*, question: Question, by: Person) -> None:
    """Ends an open thread whose asker has left, or which nobody is left to answer. `by` is who ended those roles."""
    row = _locked(question)
    if row.waits:
        row.state = QuestionState.TAKEN_BACK
        row.save(update_fields=["state"])
        _record(row, "question_taken_back", by)


@transaction.atomic
def question_others_ask(*, question: Question, by: Person) -> None:
    """Asks the advisers who are left; where nobody is, takes the question back and tells who asked."""
    row = _locked(question)
    if not row.waits:
        return
    left = advisers_of(row.court, list(row.matters.all())) - {row.asked_by_id, *object_of(row).writers()}
    if left := only_named(row.reference, left):
        letters_talk.ask_advisers(row, _on_call(row, left))
        return
    question_drop(question=row, by=by)
    letters_talk.nobody_left(row)


@transaction.atomic
def question_attach(*, question: Question, by: Person) -> Question:
    """Shows the answer to every approver of the post, by the choice of who asked. Raises NotAllowed, Refused."""
    row = _locked(question)
    if by.pk != row.asked_by_id or not may_talk(by, row.court):
        raise NotAllowed(_("Only who asked shows the answer to the approvers."))
    if not row.answered or row.attached_at:
        raise Refused(_("There is no answer to show, or it is shown already."))
    row.attached_at = timezone.now()
    row.save(update_fields=["attached_at"])
    _record(row, "advice_attached", by)
    return row


def frozen_by(subject: str) -> Question | None:
    """The open question that freezes a draft. One whose asker has left the court freezes nothing."""
    rows = Question.objects.open().filter(subject=subject).select_related("asked_by", "court")
    question: Question | None = rows.first()
    if question is None:
        return None
    held = Membership.objects.holding(*roles_of("question_ask")).filter(court=question.court, person=question.asked_by)
    return question if held.exists() else None


def frozen_words(subject: str) -> str:
    """Why a draft can be neither edited nor submitted now; nothing when it can."""
    question = frozen_by(subject)
    if question is None:
        return ""
    return _(
        "Frozen: %(person)s has asked an adviser about it. It opens again with the answer, or when the question is"
        " taken back."
    ) % {"person": question.asked_by}


def advisers_of(court: Court, matters: list[Matter]) -> set[int]:
    """Ids of the advisers of `court` who may read each of `matters`."""
    people = court.holders(*roles_of("question_answer"))
    for matter in matters:
        if matter.sealed:
            people &= set(matter.readers.values_list("pk", flat=True))
    return people


def thread_of(question: Question) -> list[Said]:
    """Everything that was said, opened. Whoever asks has found the question among those of one of its people."""
    rows = QuestionWords.objects.filter(question=question).select_related("by").order_by("at")
    return [Said(row.by, row.at, vault.unseal(bytes(row.sealed), row=row.row).decode(), row.answer) for row in rows]


def advice_on(court: Court, subject: str) -> list[tuple[Question, Said]]:
    """The answers about a post that those who asked show to its approvers, the oldest first."""
    rows = Question.objects.filter(court=court, subject=subject, attached_at__isnull=False).order_by("attached_at")
    rows = rows.select_related("asked_by", "court")
    return [(row, said) for row in rows for said in thread_of(row) if said.answer]


def outdated(question: Question, reviewable: Reviewable) -> bool:
    """Whether a text of the draft is no longer the one that was asked about."""
    return question.wording_hash != _wording_hash(reviewable)


def _asked(reviewable: Reviewable, matters: list[Matter], *, urgent: bool, by: Person) -> Question:
    """Under a lock on the post, as whoever saves or submits it takes one: none of them slips past the freeze."""
    model: Any = type(reviewable)
    locked = model._base_manager.select_for_update().get(pk=reviewable.pk)
    now = timezone.now()
    question = Question.objects.create(
        court=reviewable.court,
        subject=subject_of(reviewable),
        reference=reviewable.reference,
        content_type=ContentType.objects.get_for_model(model),
        object_id=str(reviewable.pk),
        wording_hash=_wording_hash(locked),
        urgent=urgent,
        asked_by=by,
        asked_at=now,
        target_at=target_of(now, urgent=urgent),
    )
    question.matters.set(matters)
    return question


def _on_call(question: Question, advisers: set[int]) -> set[int]:
    """Those of `advisers` who are on duty now; all where none is. Every one of them may answer."""
    return (advisers & on_duty(question.court, Role.ADVISER, question.asked_at)) or advisers


def _matters(reviewable: Reviewable) -> list[Matter]:
    """What the draft names, and what its words may speak of: rather one too many, as they may be sealed."""
    texts = [wording.text for wording in reviewable.wordings()]
    touched = matters_touched(reviewable.court, texts, reviewable.matter_codes())
    return [one.matter for one in touched]


def _wording_hash(reviewable: Reviewable) -> str:
    texts = "\x1f".join(f"{wording.key}\x1e{wording.text}" for wording in reviewable.wordings())
    return words_hash_of(reviewable.court, texts)


def _say(question: Question, text: str, by: Person, *, answer: bool = False) -> None:
    row = QuestionWords(court=question.court, question=question, by=by, at=timezone.now(), answer=answer)
    row.sealed = vault.seal(text.encode(), row=row.row)
    row.save()


def _text(court: Court, text: str) -> str:
    text = text.strip()
    if not TEXT_MIN <= len(text) <= TEXT_MAX:
        raise Invalid({"text": _("Write a few words, at most %(most)d characters.") % {"most": TEXT_MAX}})
    refuse_naming(court, [text])
    return text


def _open(question: Question, by: Person) -> Question:
    row = _locked(question)
    known = Question.objects.for_person(by).filter(pk=row.pk).exists()
    if not known or not may("question_say", by, row.court):
        raise NotAllowed(_("Only who asked and the advisers of this court write here."))
    if not row.waits:
        raise Refused(_over())
    return row


def _locked(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("court", "asked_by", "content_type")
    row: Question = rows.get(pk=question.pk)
    return row


def _over() -> str:
    return _("This question is answered or taken back. Ask anew if something is open.")


def _record(row: Question, act: str, by: Person, **facts: Any) -> None:
    given = {"question": str(row.pk), **facts}
    audit.record(row.court, act, actor=audit.actor_of(by), subject=row.subject, facts=given)
