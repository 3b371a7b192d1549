"""Drafting, submitting and taking back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from approvals.domain.mends import HIDDEN, MENDS, SHORT, with_targets
from approvals.models import Answer, Justification, Round
from approvals.services import (
    Invalid,
    Refused,
    Result,
    answer_save,
    clearance_void,
    justification_save,
    questions_refusal,
    votes_void_stale,
)
from approvals.services import post_submit as round_open
from approvals.services.drilling import drill_note_draft
from approvals.services.hiding import codes_of
from cms.models import CourtImage, Post
from cms.models.images import cleaned
from cms.models.provenance import told_by
from cms.receivers import settle
from cms.states import MAY_BE_TAKEN_BACK, PostState
from publishing.domain.delivery import State
from publishing.domain.picture_facts import Facts, ordered
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may, roles_of
from publishing.models import Delivery, Release

from .drills import drill_check
from .locking import locked_check
from .naming import unnamed_words
from .pictures import picture_record
from .readiness import readiness_of
from .refusals import Obstacle, PostRefused
from .short_links import targets_of

UNSENT = frozenset({State.SCHEDULED, State.HELD, State.CANCELLED})


@transaction.atomic
def post_save_draft(*, post: Post, by: Person) -> Post:
    """Stores a draft, new or changed, with its versions and pictures. Raises PostRefused.

    The person becomes one of its writers. Refused to all but press officers of the court, while the post is locked,
    and for accounts, matters, pictures or releases of another court.
    """
    _check_writer(post.court, by, post)
    _check_own(post)
    locked_check(post)
    drill_check(post)
    adding = post._state.adding
    if adding:
        post.author = by
        post.save()
        log(instance=post, action="wagtail.create", user=by)
    else:
        _check_open(post)
        post.save()
    post.save_revision(user=by, clean=False, log_action=not adding)
    if post.state == PostState.RETURNED:
        votes_void_stale(post, by=by)
    if post.drill is not None and post.text.strip():
        drill_note_draft(post.drill)
    audit.record(post.court, "drafted", actor=audit.actor_of(by), subject=f"post:{post.pk}", facts={"new": adding})
    return post


@transaction.atomic
def picture_add(*, court: Court, file: File[bytes], by: Person, facts: Facts = ()) -> CourtImage:
    """Stores a new picture in the court's collection, encoded anew without metadata. Raises PostRefused.

    `facts` is what was said of it; what the file itself tells of its making is added.
    """
    _check_writer(court, by)
    if court.collection is None:
        raise PostRefused(Obstacle("pictures", _("This court has no place for pictures. Tell the administrator.")))
    title = PurePath(file.name or "").stem[:200] or _("Picture")
    try:
        said = ordered([*facts, *told_by(file)])
        bare = cleaned(file)
    except ValidationError as error:
        raise PostRefused(Obstacle("pictures", " ".join(error.messages))) from error
    image = CourtImage.objects.create(
        title=title, file=bare, collection=court.collection, uploaded_by_user=by, facts=list(said)
    )
    picture_record(image=image, by=by)
    return image


def post_submit(*, post: Post, by: Person) -> Round:
    """Hands the newest draft to its approvers. Raises PostRefused with everything that stands in the way.

    What does not fit comes first, with counts and limits; then blocks, then questions without an answer.
    """
    _check_writer(post.court, by, post)
    readiness = readiness_of(post)
    if readiness.obstacles:
        raise PostRefused(*readiness.obstacles)
    if readiness.result is not None:
        _check_findings(readiness.result)
    if refusal := questions_refusal(readiness.questions):
        raise PostRefused(Obstacle("findings", refusal))
    if readiness.result is not None and (words := unnamed_words(post, readiness.result)):
        raise PostRefused(Obstacle("named", words))
    try:
        with transaction.atomic():
            _check_open(post)
            round = round_open(post, by=by)
    except Refused as error:
        raise PostRefused(Obstacle("", str(error))) from error
    settle(post)
    return round


@transaction.atomic
def post_take_back(*, post: Post, by: Person) -> Post:
    """Reopens a submitted post: holds what is scheduled, voids votes and clearance, ends the workflow.

    Raises PostRefused when something has gone out or is on its way.
    """
    _check_writer(post.court, by, post)
    row = Post.objects.select_for_update().get(pk=post.pk)
    if PostState(row.state) not in MAY_BE_TAKEN_BACK:
        raise PostRefused(Obstacle("", _("It cannot be taken back now: it is open already, or it has gone out.")))
    release = Release.objects.filter(court=row.court_id, reference=row.reference).order_by("-version").first()
    if release is not None:
        _check_unsent(release)
    clearance_void(row, by=by)
    Post.objects.filter(pk=row.pk).update(taken_back=release)
    row.taken_back = release
    settle(row)
    log(instance=row, action="praeco.take_back", user=by)
    return row


def post_justify(*, post: Post, code: str, matter: str, words_hash: str, text: str, by: Person) -> Justification:
    """Keeps the author's reason for one finding of an open draft; `matter` as the form names it.

    Raises PostRefused naming the field.
    """
    _check_writer(post.court, by, post)
    known = codes_of(post.court, [matter])
    with transaction.atomic():
        _check_open(post)
        try:
            return justification_save(
                reviewable=post, code=code, matter=known[matter], words_hash=words_hash, text=text, by=by
            )
        except Invalid as error:
            raise PostRefused(Obstacle(f"reason|{code}|{matter}|{words_hash}", str(error))) from error
        except Refused as error:
            raise PostRefused(Obstacle("", str(error))) from error


def post_answer(*, post: Post, question: str, text: str, by: Person) -> Answer:
    """Keeps the author's answer to one question about an open draft. Raises PostRefused naming the field."""
    _check_writer(post.court, by, post)
    with transaction.atomic():
        _check_open(post)
        try:
            return answer_save(reviewable=post, question=question, text=text, by=by)
        except Invalid as error:
            raise PostRefused(Obstacle(f"answer|{question}", str(error))) from error
        except Refused as error:
            raise PostRefused(Obstacle("", str(error))) from error


def post_mend(*, post: Post, mend: str, by: Person) -> Post:
    """Applies one mend of approvals.domain.mends to every text of an open draft and stores it. Raises PostRefused."""
    if mend == SHORT and post.drill_id:
        raise PostRefused(Obstacle("", _("A drill asks no other server. Put the whole address in by hand.")))
    versions, images = list(post.versions.all()), list(post.images.all())
    places: list[tuple[Any, str]] = [(post, name) for name in ("title", "text", "link")]
    places += [*((version, "own_text") for version in versions), *((image, "alt") for image in images)]
    mended = _mend_for(mend, [getattr(*place) for place in places])
    for row, name in places:
        setattr(row, name, mended(_readable(getattr(row, name), mend)))
    post.versions, post.images = versions, images
    return post_save_draft(post=post, by=by)


def _mend_for(mend: str, texts: list[str]) -> Callable[[str], str]:
    if mend == SHORT:
        return partial(with_targets, targets=targets_of(texts))
    return MENDS.get(mend, MENDS[HIDDEN])


def _readable(text: str, mend: str) -> str:
    return without_hidden(text) if mend == HIDDEN else text


def without_hidden(text: str) -> str:
    """`text` without format characters, but for the joiners that emoji and some scripts need."""
    kept = []
    for place, character in enumerate(text):
        if unicodedata.category(character) != "Cf" or (character in "\u200c\u200d" and _joins(text, place)):
            kept.append(character)
    return "".join(kept)


def _joins(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return len(around) == 2 and all(ord(character) > 0x5FF and not character.isspace() for character in around)


def _check_writer(court: Court, person: Person, post: Post | None = None) -> None:
    """A stored `post` may be sealed to others: then the person writes none of it."""
    allowed = may("post_save_draft", person, court)
    if allowed and post is not None and post.pk:
        allowed = Post.objects.for_person(person, *roles_of("post_save_draft")).filter(pk=post.pk).exists()
    if not allowed:
        raise PostRefused(Obstacle("", _("Only a press officer of this court writes its posts.")))


def _check_open(post: Post) -> None:
    row = Post.objects.select_for_update().get(pk=post.pk)
    if lock := row.get_lock():
        raise PostRefused(Obstacle("", lock.get_message(None)))


def _check_own(post: Post) -> None:
    """Everything chosen belongs to the court, whatever the form or the caller says."""
    court = post.court
    for field, foreign in (
        ("accounts", any(version.account.court_id != court.pk for version in post.versions.all())),
        ("matters", any(matter.court_id != court.pk for matter in post.matters.all())),
        ("corrects", post.corrects is not None and post.corrects.court_id != court.pk),
        ("pictures", any(row.image.collection_id != court.collection_id for row in post.images.all())),
    ):
        if foreign:
            raise PostRefused(Obstacle(field, _("This belongs to another court. Choose one of this court.")))


def _check_unsent(release: Release) -> None:
    states = Delivery.objects.select_for_update().filter(release=release).values_list("state", flat=True)
    if not {State(state) for state in states} <= UNSENT:
        raise PostRefused(
            Obstacle("", _("Part of it has gone out or is on its way. Look at the outbox, or write a correction."))
        )


def _check_findings(result: Result) -> None:
    if result.blocks:
        raise PostRefused(Obstacle("findings", must_be_mended(len(result.blocks))))
    if result.unanswered:
        raise PostRefused(Obstacle("findings", needs_reason(len(result.unanswered))))


def must_be_mended(count: int) -> str:
    """How many things block, in words."""
    if count == 1:
        return _("One thing must be mended first.")
    return _("%(count)d things must be mended first.") % {"count": count}


def needs_reason(count: int) -> str:
    """How many questions wait for the author's words."""
    if count == 1:
        return _("One finding needs your reason first.")
    return _("%(count)d findings need your reason first.") % {"count": count}
