""" "This is someone else": a press officer asks, a registrar who had no part in the post answers or takes it back.

Nothing here keeps a word of the post: what is asked about is read again from the newest draft, by hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain.reviewable import Reviewable
from approvals.models import Homonym, HomonymState, Matter, Round
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may

from . import letters_names
from .clearings import Place, names_hash_of, people_met
from .duties import keeps, registrars_of
from .probes import probes_note_texts
from .refusals import Invalid, NotAllowed, Refused, TextChanged
from .reviews import Result, Seen, object_of, review_now, subject_of
from .tags import NAMES_SOMEONE, names_someone

REASON_MIN, REASON_MAX = 3, 1000  # characters


def homonym_ask(*, reviewable: Reviewable, matter: str, words_hash: str, reason: str, by: Person) -> Homonym:
    """Asks the registrars whether the words of one block in the saved draft mean someone else.

    `matter` is its code. Raises NotAllowed, Invalid for the reason, Refused when nothing is blocked or it was asked.
    """
    if not may("homonym_ask", by, reviewable.court):
        raise NotAllowed(_("Only a press officer of this court asks about its posts."))
    reason = reason_kept(reviewable.court, reason, by=by)
    seen = _blocked(_reviewed(reviewable), matter, words_hash)
    try:
        with transaction.atomic():
            return _asked(reviewable, seen, reason, by)
    except IntegrityError:
        raise Refused(_already()) from None


@transaction.atomic
def homonym_answer(*, question: Homonym, cleared: bool, sentences: Sequence[str], reason: str, by: Person) -> Homonym:
    """Answers "this is someone else" or "keep it blocked". `sentences` are the hashes of those that `by` read.

    Raises NotAllowed for all but a registrar without a part in the post, Invalid, Refused, TextChanged.
    """
    row = _locked(question)
    post = object_of(row)
    if refusal := why_not(row, post, by):
        raise NotAllowed(refusal)
    if not row.waits:
        raise Refused(_("This question has an answer. Open it again to read it."))
    row.answered_why = reason_kept(row.court, reason, by=by)
    row.answered_by, row.answered_at = by, timezone.now()
    row.state = HomonymState.CLEARED if cleared else HomonymState.KEPT
    if cleared:
        _narrow(row, [place for place in places_asked(row, post) if place.key in sentences])
    row.save()
    _told(row, "homonym_cleared" if cleared else "homonym_kept", by, parties=row.parties)
    letters_names.tell_asker(row, post)
    return row


@transaction.atomic
def homonym_revoke(*, question: Homonym, reason: str, by: Person) -> Homonym:
    """Takes a clearing back: the words block again, and what waits to be sent is reviewed again before it goes."""
    row = _locked(question)
    if not keeps(by, row.matter):
        raise NotAllowed(_("Only a registrar of this court takes a clearing back."))
    if not row.stands:
        raise Refused(_("There is no clearing to take back."))
    row.revoked_why = reason_kept(row.court, reason, by=by)
    row.state, row.revoked_by, row.revoked_at = HomonymState.REVOKED, by, timezone.now()
    row.save()
    Court.objects.filter(pk=row.court_id).update(register_version=F("register_version") + 1)
    _told(row, "homonym_revoked", by)
    letters_names.tell_asker(row, object_of(row))
    return row


def why_not(question: Homonym, post: Reviewable, person: Person) -> str:
    """Why `person` may not answer, in plain words; nothing when they may. Superusers are not excepted."""
    if not keeps(person, question.matter):
        return _("Only a registrar of this court answers this.")
    if person.pk in involved(question, post):
        return _("You wrote this post or asked about it, so another registrar answers.")
    return ""


def involved(question: Homonym, post: Reviewable) -> set[int]:
    """Everyone who wrote the post, asked for its approval, or asked this question."""
    asked = Round.objects.filter(court=question.court, subject=question.subject)
    requested = asked.exclude(workflow_state__requested_by=None).values_list("workflow_state__requested_by", flat=True)
    return post.writers() | {question.asked_by_id} | set(requested)


def places_asked(question: Homonym, post: Reviewable) -> list[Place]:
    """The sentences of the newest draft that `question` asks about, each once. Words in memory, never stored."""
    found = [
        place
        for seen in _reviewed(post).seen
        if (seen.finding.matter, seen.words_hash) == (question.matter.code, question.words_hash)
        for place in seen.places
        if place.key in question.sentences
    ]
    return list({place.key: place for place in reversed(found)}.values())[::-1]


def questions_of(court: Court, subject: str) -> dict[tuple[str, str], Homonym]:
    """The newest question of each matter's code and hash of words in one post."""
    rows = Homonym.objects.filter(court=court, subject=subject).exclude(state=HomonymState.OVERTAKEN)
    rows = rows.select_related("matter", "answered_by", "revoked_by").order_by("asked_at")
    return {(row.matter.code, row.words_hash): row for row in rows}


def reason_kept(court: Court, reason: str, *, by: Person) -> str:
    """`reason` on one line. Raises Invalid when it is empty, too long, or may name someone protected: that is noted."""
    text = " ".join(reason.split())
    if len(text) < REASON_MIN:
        raise Invalid({"reason": _("Write why, in a line. The registrar and the approvers read it.")})
    if len(text) > REASON_MAX:
        words = _("Your reason has %(count)d characters, %(most)d are the most. Shorten it.")
        raise Invalid({"reason": words % {"count": len(text), "most": REASON_MAX}})
    if names_someone(court, text):
        probes_note_texts(court=court, person=by, texts=[text])
        raise Invalid({"reason": _("Your reason may name someone protected. Write it without the name.")})
    return text


def _reviewed(post: Reviewable) -> Result:
    try:
        return review_now(post)
    except Exception:  # its words could repeat the post
        raise Refused(_("The saved draft cannot be checked now. See what the composer says is missing.")) from None


def _blocked(result: Result, matter: str, words_hash: str) -> Seen:
    for seen in result.blocks:
        wanted = (seen.finding.code, seen.finding.matter, seen.words_hash) == (NAMES_SOMEONE, matter, words_hash)
        if wanted and seen.places:
            return seen
    raise Refused(_("These words do not stand in the saved draft, or nothing stops them. Save it and look again."))


def _asked(reviewable: Reviewable, seen: Seen, reason: str, by: Person) -> Homonym:
    matter = Matter.objects.get(court=reviewable.court, code=seen.finding.matter)
    same = Q(court=reviewable.court, subject=subject_of(reviewable), matter=matter, words_hash=seen.words_hash)
    keys = sorted({place.key for place in seen.places})
    for earlier in Homonym.objects.select_for_update().filter(same, state=HomonymState.ASKED):
        if set(keys) <= set(earlier.sentences):
            raise Refused(_already())
        Homonym.objects.filter(pk=earlier.pk).update(state=HomonymState.OVERTAKEN)
    row = Homonym.objects.create(
        court=reviewable.court,
        subject=subject_of(reviewable),
        reference=reviewable.reference,
        content_type=_type_of(reviewable),
        object_id=str(reviewable.pk),
        matter=matter,
        words_hash=seen.words_hash,
        sentences=keys,
        asked_by=by,
        asked_at=timezone.now(),
        asked_why=reason,
    )
    _told(row, "homonym_asked", by, spans=[_offsets(place) for place in seen.places])
    letters_names.ask_registrars(row, _may_answer(row, reviewable))
    return row


def _type_of(reviewable: Any) -> ContentType:
    return ContentType.objects.get_for_model(reviewable)


def _already() -> str:
    return _("It was asked already. You get an e-mail when a registrar has answered.")


def _may_answer(question: Homonym, post: Reviewable) -> set[int]:
    people = registrars_of(question.court, question.matter) - involved(question, post)
    if not people:
        raise Refused(_("No registrar of this court can answer, since all had a part in the post. Take the words out."))
    return people


def _locked(question: Homonym) -> Homonym:
    rows = Homonym.objects.select_for_update(of=("self",)).select_related("court", "matter", "content_type")
    row: Homonym = rows.get(pk=question.pk)
    return row


def _narrow(row: Homonym, places: list[Place]) -> None:
    """Binds a clearing to what was read, and to the names that the words meet today."""
    people = people_met(row.matter, places[0]) if places else []
    if not people:
        raise TextChanged(_("The sentence is no longer in the draft. The author must ask again."))
    row.sentences = sorted(place.key for place in places)
    row.parties = [str(party.pk) for party in people]
    row.names_hash = names_hash_of(row.matter, people)


def _offsets(place: Place) -> list[Any]:
    return [place.span.surface, place.span.start, place.span.end]


def _told(row: Homonym, act: str, by: Person, **facts: Iterable[Any]) -> None:
    audit.record(
        row.court,
        act,
        actor=audit.actor_of(by),
        subject=row.subject,
        facts={
            "question": str(row.pk),
            "matter": str(row.matter_id),
            "words": row.words_hash,
            "sentences": list(row.sentences),
            **facts,
        },
    )
