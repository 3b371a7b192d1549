"""What stands between a draft and its approvers: what is missing, what does not fit, what the checks found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.services import Asked, Result, questions_of, questions_refusal, review_dry, review_now, subject_of
from cms.freezing import Incomplete, PostDoesNotFit, limits_of, unfinished_of
from cms.models import Post
from cms.wording import FIELDS, problem_words
from publishing.domain.limits import DoesNotFit
from publishing.kinds import Aim, Kind

from .refusals import Obstacle

OF_ITS_TIME = ("date-mismatch", "quiet-period")  # checks that hold the words against the time of release


@dataclass(frozen=True, slots=True)
class Readiness:
    """`result` is None while there is nothing to check; `obstacles` says what else is missing."""

    obstacles: tuple[Obstacle, ...]
    result: Result | None
    questions: tuple[Asked, ...] = ()

    @property
    def ready(self) -> bool:
        passed = self.result is not None and not self.result.blocks and not self.result.unanswered
        return passed and not self.obstacles and not questions_refusal(self.questions)


def readiness_of(post: Post) -> Readiness:
    """Asks everything that `post_submit` asks, and stores nothing."""
    missing = missing_of(post)
    try:
        result = review_now(post)
    except Incomplete as error:
        return Readiness(_unique([*missing, Obstacle(error.field, str(error))]), _unfinished(post))
    except PostDoesNotFit as error:
        return Readiness(_unique([*missing, *unfit(error)]), _unfinished(post))
    except DoesNotFit as error:
        return Readiness((*missing, Obstacle("", str(error))), None)
    return Readiness(tuple(missing), result, questions_of(result, subject_of(post)))


def _unfinished(post: Post) -> Result | None:
    """What the checks find in a draft that is not finished; without a time of its own, as if it went out now.

    Then what they say of that time is left out. None where nothing is written, or nothing can be frozen.
    """
    if not any(version.text.strip() for version in post.versions.all()):
        return None
    try:
        submission = unfinished_of(post, timezone.now())
    except (Incomplete, DoesNotFit):
        return None
    result = review_dry(
        court=post.court, submission=submission, title=post.title, subject=subject_of(post), writers=post.writers
    )
    timeless = tuple(seen for seen in result.seen if post.due_at or seen.finding.code not in OF_ITS_TIME)
    return replace(result, seen=timeless)


def missing_of(post: Post) -> list[Obstacle]:
    """What must be chosen before approvers are asked."""
    found = []
    for field, there, words in (
        ("kind", post.kind in Kind.values, _("Choose what kind of post it is.")),
        ("aim", post.aim in Aim.values, _("Choose the aim: one of the five of guideline 10.")),
        ("language", post.language in post.court.languages, _("Choose one of the court’s languages.")),
        ("accounts", post.versions.exists(), _("Choose at least one account.")),
    ):
        if not there:
            found.append(Obstacle(field, words))
    return [*found, *_time_obstacles(post), *_account_obstacles(post)]


def _time_obstacles(post: Post) -> list[Obstacle]:
    if post.due_at is None:
        return [Obstacle("due_at", _("Choose the day and time at which it goes out."))]
    if post.due_at <= timezone.now():
        return [Obstacle("due_at", _("This time has passed. Choose a later one."))]
    return []


def _account_obstacles(post: Post) -> list[Obstacle]:
    return [
        Obstacle(
            "accounts",
            _("%(account)s is not connected. Ask an administrator to connect it, or leave it out.")
            % {"account": version.account.handle},
        )
        for version in post.versions.all()
        if not version.account.connected
    ]


def unfit(error: PostDoesNotFit) -> list[Obstacle]:
    """Each problem with the name of its network, under the field it belongs to."""
    return [
        Obstacle(FIELDS.get(problem.field, ""), problem_words(problem, limits_of(version).name))
        for version, problem in error.found
    ]


def _unique(obstacles: list[Obstacle]) -> tuple[Obstacle, ...]:
    """One line for each; a field that is known to be missing is said once."""
    return tuple(dict.fromkeys(obstacles))
