"""From a Post to the frozen Submission that approvers approve and the digest covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.services.hiding import references_of
from publishing.domain.compose import message
from publishing.domain.limits import DoesNotFit, Limits, Problem, limits_for, problems
from publishing.domain.message import Medium, Message, MissedTime, Submission
from publishing.domain.picture_facts import ordered
from publishing.media import UnfitMedium, fit

if TYPE_CHECKING:
    from cms.models import Post, PostImage, PostVersion


class Incomplete(Exception):
    """Something is missing without which nothing can be frozen. `field` is the post's field."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


class PostDoesNotFit(DoesNotFit):
    """What networks would refuse. `found` has each problem with the version of the post that it is about."""

    def __init__(self, found: list[tuple[PostVersion, Problem]]) -> None:
        super().__init__([problem for _version, problem in found])
        self.found = found


def submission_of(post: Post) -> Submission:
    """Everything that is approved. Raises Incomplete, or PostDoesNotFit with the problems of every account."""
    due_at, frozen = _due(post), _frozen(post)
    found = [(version, problem) for version, one in frozen for problem in problems(one, limits_of(version))]
    if found:
        raise PostDoesNotFit(found)
    return _submission(post, [one for _version, one in frozen], due_at)


def unfinished_of(post: Post, at: datetime) -> Submission:
    """What would be approved if the draft were finished as it stands; `at` is its time where it has none yet.

    For the checks alone: it may be longer than a network takes. Raises Incomplete, or PostDoesNotFit for a picture.
    """
    return _submission(post, [one for _version, one in _frozen(post)], post.due_at or at)


def _frozen(post: Post) -> list[tuple[PostVersion, Message]]:
    frozen = [(version, message_of(version, limits_of(version))) for version in post.versions.all()]
    if not frozen:
        raise Incomplete("accounts", _("Choose at least one account."))
    return frozen


def _submission(post: Post, messages: list[Message], due_at: datetime) -> Submission:
    return Submission(
        court=post.court.slug,
        reference=post.reference,
        kind=post.kind,
        aim=post.aim,
        messages=tuple(sorted(messages, key=lambda one: one.account)),
        due_at=due_at,
        missed=MissedTime(post.missed_minutes),
        matters=_matters(post),
        corrects=str(post.corrects) if post.corrects else "",
        title=post.title,
    )


def _matters(post: Post) -> tuple[str, ...]:
    """What stands for its matters in what goes out: their codes, but for sealed ones nothing that tells."""
    return tuple(sorted(references_of(post.court, (matter.code for matter in post.matters.all())).values()))


def _due(post: Post) -> datetime:
    if post.due_at is None:
        raise Incomplete("due_at", _("Choose the day and time at which it goes out."))
    return post.due_at.replace(microsecond=0)


def limits_of(version: PostVersion) -> Limits:
    return limits_for(version.account.network, version.account.limits)


def message_of(version: PostVersion, limits: Limits) -> Message:
    """What one account would send now. Raises Incomplete or PostDoesNotFit for a picture that cannot be fitted."""
    post = version.post
    return message(
        account_id=str(version.account_id),
        network=version.account.network,
        language=post.language,
        text=version.text,
        link=post.link,
        media=tuple(_medium(version, row, part, limits) for part, row in enumerate(post.images.all())),
        limits=limits,
    )


def _medium(version: PostVersion, row: PostImage, part: int, limits: Limits) -> Medium:
    court, image = version.post.court, row.image
    if image.collection_id != court.collection_id:
        raise Incomplete("pictures", _("Picture %(number)d belongs to another court.") % {"number": part + 1})
    try:
        with image.open_file() as file:
            fitted = fit(court=court, data=file.read(), alt=row.alt.strip(), limits=limits)
            return replace(fitted, facts=ordered(row.facts))
    except UnfitMedium as error:
        raise PostDoesNotFit([(version, Problem("media-unfit", "media", 0, 0, str(error), part))]) from error
    except OSError as error:
        words = _("The file of picture %(number)d is lost. Remove it and add it again.") % {"number": part + 1}
        raise PostDoesNotFit([(version, Problem("media-lost", "media", 0, 0, words, part))]) from error
