"""The questions that a post raises, and what its author answers. Approvers read the answers; a clearance names them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.domain.checklist import BY_KEY, Question, Raised, asked
from approvals.domain.reviewable import Reviewable
from approvals.domain.severity import Severity
from approvals.models import Answer
from publishing.domain.digest import parse
from publishing.domain.message import Submission
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may

from .refusals import Invalid, NotAllowed
from .reviews import Result, draft_of, subject_of
from .tags import names_someone

NOBODY = "nobody"  # said of a picture without people
MOST = 500  # characters of one answer
Level = tuple[str, str]  # code and severity of a finding


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a post raises, with the newest answer to it."""

    question: Question
    answer: Answer | None

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def text(self) -> str:
        return self.answer.text if self.answer else ""


def questions_of(result: Result, subject: str) -> tuple[Asked, ...]:
    """What the reviewed post raises, with what its author has answered."""
    levels = [(seen.finding.code, str(seen.finding.severity)) for seen in result.seen]
    return questions_raised(parse(result.content), levels, subject)


def questions_raised(submission: Submission, levels: Iterable[Level], subject: str) -> tuple[Asked, ...]:
    """`questions_of` from what a stored review kept: code and severity of each finding."""
    found = asked(_raised(submission, list(levels)))
    rows = Answer.objects.filter(subject=subject).select_related("written_by") if found and subject else ()
    newest: dict[str, Answer] = {}
    for row in sorted(rows, key=lambda row: row.written_at):
        newest[row.question] = row
    return tuple(Asked(question, newest.get(question.key)) for question in found)


def _raised(submission: Submission, levels: list[Level]) -> Raised:
    return Raised(
        kind=submission.kind,
        aim=submission.aim,
        codes=frozenset(code for code, _severity in levels),
        grave=frozenset(code for code, severity in levels if severity != Severity.ADVISE),
        peopled=any(set(picture.people) - {NOBODY} for picture in draft_of(submission).pictures),
        languages=len({message.language for message in submission.messages}),
    )


def questions_refusal(questions: Iterable[Asked]) -> str:
    """Why it cannot be submitted yet; nothing when every question has an answer."""
    count = sum(not one.text for one in questions)
    if not count:
        return ""
    said = ngettext("%(count)d question waits for your answer.", "%(count)d questions wait for your answer.", count)
    return said % {"count": count}


@transaction.atomic
def answer_save(*, reviewable: Reviewable, question: str, text: str, by: Person) -> Answer:
    """Keeps the author's words for one question; the same words twice are one answer. Raises NotAllowed, Invalid."""
    if not may("post_answer", by, reviewable.court):
        raise NotAllowed(_("Only a press officer of this court answers a question."))
    words = _checked(reviewable.court, question, text)
    subject = subject_of(reviewable)
    last = Answer.objects.filter(subject=subject, question=question).order_by("-written_at").first()
    if last is not None and last.text == words:
        return last
    kept = Answer.objects.create(
        court=reviewable.court, subject=subject, question=question, text=words, written_by=by,
        written_at=timezone.now(),
    )  # fmt: skip
    facts = {"question": question, "answer": str(kept.pk)}
    audit.record(reviewable.court, "answered", actor=audit.actor_of(by), subject=subject, facts=facts)
    return kept


def _checked(court: Court, question: str, text: str) -> str:
    words = text.strip()
    if question not in BY_KEY:
        raise Invalid({"question": _("There is no such question. Open the post again.")})
    if len(words) < 2 or len(words) > MOST:
        raise Invalid({"text": _("Answer in your own words, in at most %(most)d characters.") % {"most": MOST}})
    if names_someone(court, words):
        raise Invalid({"text": _("Your answer may name someone protected. Write it without the name.")})
    return words
