"""Remarks on the words of a post while approvers read it. They follow the words; they change nothing that is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from approvals.domain.carried import Place, carried
from approvals.domain.reviewable import Reviewable
from approvals.models import ReviewComment, Round
from publishing.domain.digest import parse
from publishing.domain.message import Submission
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may

from .clearings import words_hash_of
from .refusals import Invalid, NotAllowed, Refused, TextChanged
from .reviews import draft_of, subject_of
from .tags import names_someone

TEXT_MIN, TEXT_MAX = 2, 2000  # characters


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with the words it speaks of, in memory only: empty when it is about the whole, or they are gone.

    `changed` is whether what it spoke of no longer stands.
    """

    comment: ReviewComment
    place: Place | None
    words: str
    changed: bool


@transaction.atomic
def comment_write(*, round: Round, digest: str, place: Place | None, text: str, by: Person) -> ReviewComment:
    """Keeps a remark on the words at `place`, or on the whole. Raises NotAllowed, Refused, TextChanged, Invalid."""
    row = Round.objects.select_related("workflow_state", "court").get(pk=round.pk)
    if not may_talk(by, row.court):
        raise NotAllowed(_("Only those who write and decide in this court comment on its posts."))
    if row.workflow_state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise Refused(_("It is no longer with its approvers, so nothing is commented on."))
    if digest != row.digest:
        raise TextChanged(_("The text changed since you opened it. Read it again, then comment."))
    text = _text(row.court, text)
    surface, start, end = place or ("", 0, 0)
    comment = ReviewComment.objects.create(
        court=row.court,
        round=row,
        subject=row.subject,
        digest=digest,
        surface=surface,
        start=start,
        end=end,
        words_hash=words_hash_of(row.court, _words(row, place)) if place else "",
        text=text,
        written_by=by,
        written_at=timezone.now(),
    )
    _record(comment, "comment_written", by, span=[surface, start, end])
    return comment


@transaction.atomic
def comment_resolve(*, comment: ReviewComment, reviewable: Reviewable, by: Person) -> ReviewComment:
    """Marks a remark as done: by its author, or by one who wrote the post. Raises NotAllowed, Refused."""
    row: ReviewComment = ReviewComment.objects.select_for_update().get(pk=comment.pk)
    if row.subject != subject_of(reviewable) or not may_resolve(row, reviewable.writers(), by):
        raise NotAllowed(_("Only who wrote the comment or the post marks it as done."))
    if row.resolved_at is not None:
        raise Refused(_("It is marked as done already."))
    row.resolved_by, row.resolved_at = by, timezone.now()
    row.save(update_fields=["resolved_by", "resolved_at"])
    _record(row, "comment_resolved", by)
    return row


def may_talk(person: Person, court: Court) -> bool:
    """Whether the person writes or decides in this court."""
    return may("comment_write", person, court)


def may_resolve(comment: ReviewComment, writers: set[int], person: Person) -> bool:
    """Whether the person is the author of the comment, or one of the post's writers, and still of its court."""
    return person.pk in {comment.written_by_id, *writers} and may_talk(person, comment.court)


def remarks_on(reviewable: Reviewable, submission: Submission | None) -> list[Remark]:
    """Every comment on the post that is not resolved, where its words stand in `submission` now; the oldest first.

    Without a submission nothing can be said about places: then only what is about the whole keeps standing.
    """
    rows = ReviewComment.objects.filter(court=reviewable.court, subject=subject_of(reviewable), resolved_at=None)
    now = texts_of(submission) if submission else {}
    return [_remark(row, now) for row in rows.select_related("round", "court", "written_by").order_by("written_at")]


def texts_of(submission: Submission) -> dict[str, str]:
    """{surface: text} of everything that is read."""
    return {surface.name: surface.text for surface in draft_of(submission, submission.title).surfaces}


def _remark(row: ReviewComment, now: dict[str, str]) -> Remark:
    if not row.surface:
        return Remark(row, None, "", changed=False)
    place = carried(_texts_read(row), now, (row.surface, row.start, row.end))
    words = now[place[0]][place[1] : place[2]] if place else ""
    return Remark(row, place, words, changed=place is None)


def _texts_read(row: ReviewComment) -> dict[str, str]:
    """What was read when the comment was written; nothing where the round holds another text by now."""
    if row.round.digest != row.digest or not row.round.content:
        return {}
    texts = texts_of(parse(row.round.content))
    words = texts.get(row.surface, "")[row.start : row.end]
    return texts if words and words_hash_of(row.court, words) == row.words_hash else {}


def _words(round: Round, place: Place) -> str:
    surface, start, end = place
    text = texts_of(parse(round.content)).get(surface, "")
    words = text[start:end] if 0 <= start < end <= len(text) else ""
    if not words.strip():
        raise Invalid({"place": _("These words do not stand in the text. Choose a sentence, or the whole post.")})
    return words


def _text(court: Court, text: str) -> str:
    text = text.strip()
    if not TEXT_MIN <= len(text) <= TEXT_MAX:
        raise Invalid({"text": _("Write your comment, in at most %(most)d characters.") % {"most": TEXT_MAX}})
    refuse_naming(court, [text])
    return text


def refuse_naming(court: Court, texts: Iterable[str], field: str = "text") -> None:
    """Raises Invalid when one of `texts` may name someone protected."""
    if any(names_someone(court, text) for text in texts):
        raise Invalid({field: _("Your words may name someone protected. Write them without the name.")})


def _record(row: ReviewComment, act: str, by: Person, **facts: object) -> None:
    given = {"comment": str(row.pk), "digest": row.digest, **facts}
    audit.record(row.court, act, actor=audit.actor_of(by), subject=row.subject, facts=given)
